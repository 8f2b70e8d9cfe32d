package io.quotewire.gateway.http;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an answer of every request, whatever happens in its route, and gives problems their names. Any thread. */
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private final HttpCounters counters;
    private final Sampler sampler;
    private final Supplier<String> requestIds;

    /**
     * @param sampler of log lines about bugs that a client may provoke again and again
     * @param requestIds names for requests that end in a problem
     */
    Responder(HttpCounters counters, Sampler sampler, Supplier<String> requestIds) {
        this.counters = counters;
        this.sampler = sampler;
        this.requestIds = requestIds;
    }

    /** What {@code route} answers, once it is known who asks. */
    Response respond(Route route, Supplier<Request> request) {
        try {
            return route.handler().handle(request.get());
        } catch (Refusal refusal) {
            return refuse(refusal.problem());
        } catch (RuntimeException bug) {
            return apologise(route, bug);
        }
    }

    Response refuse(Problem problem) {
        counters.refused(problem.type());
        return problem.response(requestIds.get());
    }

    private Response apologise(Route route, RuntimeException bug) {
        String id = requestIds.get();
        if (sampler.admits()) {
            LOG.atError()
                    .addKeyValue("route", route.template())
                    .addKeyValue("request_id", id)
                    .setCause(bug)
                    .log("a route failed");
        }
        counters.refused(Problem.Type.INTERNAL);
        return Problem.of(Problem.Type.INTERNAL, "a fault of the gateway; it is logged there")
                .response(id);
    }
}
