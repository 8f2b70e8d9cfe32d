package io.quotewire.gateway.http;

import io.quotewire.model.NearNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. Immutable. */
final class Router {
    static final String METHODS = "GET, HEAD, OPTIONS";

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route with the request that it will answer. */
    record Match(Route route, Request request) {}

    /**
     * The route of a GET or HEAD.
     *
     * @throws Refusal if there is none, if it is not read so, or if it does not know a parameter
     */
    Match find(Head head, Target target) {
        for (Route route : routes) {
            Map<String, String> variables = route.match(target.segments());
            if (variables != null) {
                checkMethod(head.method());
                checkParameters(route.parameters(), target.parameters().keySet());
                return new Match(route, new Request(head, variables, new Query(target.parameters())));
            }
        }
        throw notFound(target);
    }

    /** Throws {@link Refusal} unless there is something at {@code target}. */
    void checkExists(Target target) {
        if (!target.segments().isEmpty() && routes.stream().allMatch(route -> route.match(target.segments()) == null)) {
            throw notFound(target);
        }
    }

    private static void checkMethod(String method) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new Refusal(Problem.of(Problem.Type.METHOD, "only GET, HEAD and OPTIONS are answered here")
                    .header("Allow", METHODS));
        }
    }

    private static void checkParameters(@Nullable Set<String> known, Set<String> given) {
        for (String name : given) {
            if (known != null && !known.contains(name)) {
                throw new Refusal(
                        Problem.of(Problem.Type.UNKNOWN_PARAMETER, name).near(NearNames.of(name, known)));
            }
        }
    }

    private Refusal notFound(Target target) {
        String path = "/" + String.join("/", target.segments());
        List<String> near =
                NearNames.of(path, routes.stream().map(Route::template).toList());
        return new Refusal(Problem.of(Problem.Type.NOT_FOUND, "there is nothing at this address")
                .near(near));
    }
}
