package io.quotewire.gateway;

import io.netty.channel.EventLoop;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.session.Sessions;
import io.quotewire.gateway.session.StreamOrder;
import io.quotewire.gateway.wire.BadCommand;
import java.util.Set;

/** {@code /v1/stream}: requests become event streams, or problems while there is still a status to say so. Any thread. */
final class EventStreams {
    private static final int HIGHEST_RATE_MS = 999_999_999;

    private final Sessions sessions;
    private final NearTopics near;
    private final int longestId;

    /** @param longestId most characters of {@code Last-Event-ID}; what a client is told must fit into its next request */
    EventStreams(Sessions sessions, NearTopics near, int longestId) {
        this.sessions = sessions;
        this.near = near;
        this.longestId = longestId;
    }

    Route route() {
        return Route.of("/v1/stream", Set.of("topics", "rate_ms", "ticket"), this::answer);
    }

    private Response answer(Request request) {
        StreamOrder order = order(request);
        if (!sessions.hasRoom(request.principal())) {
            throw new Refusal(
                    Problem.of(Problem.Type.ACCOUNT_FULL, "the account has as many connections as it may have here")
                            .header("Retry-After", "5"));
        }
        return Response.stream("text/event-stream", pipeline -> {
                    EventLoop loop = (EventLoop) pipeline.firstContext().executor();
                    pipeline.addLast(sessions.streamFor(loop, order, request.principal()));
                })
                .with("X-Accel-Buffering", "no");
    }

    private StreamOrder order(Request request) {
        String topics = request.query().text("topics");
        if (topics == null) {
            throw request.query().bad("topics", "must name at least one topic");
        }
        int rateMs = request.query().number("rate_ms", 0, HIGHEST_RATE_MS, 0);
        try {
            return sessions.order(request.principal(), topics, rateMs, request.header("last-event-id"), longestId);
        } catch (BadCommand bad) {
            throw new Refusal(problem(bad));
        }
    }

    private Problem problem(BadCommand bad) {
        return switch (bad.code()) {
            case UNKNOWN_TOPIC ->
                Problem.of(Problem.Type.UNKNOWN_TOPIC, bad.reason()).near(near.of(bad.reason()));
            case TOO_MANY_TOPICS -> Problem.of(Problem.Type.TOO_MANY_TOPICS, bad.reason());
            case NOT_ENTITLED -> Problem.of(Problem.Type.NOT_ENTITLED, bad.reason());
            case RATE_NOT_GRANTED -> Problem.of(Problem.Type.RATE, bad.reason());
            default -> Problem.of(Problem.Type.BAD_PARAMETER, bad.reason());
        };
    }
}
