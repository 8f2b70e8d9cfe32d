package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Books. Who asks for one wants it: it flows from then on for as long as demand lingers, like that of a subscriber. */
final class BookRoutes {
    /** How long a book that does not flow yet is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String DEPTHS = Stream.of(Topic.Kind.values())
            .filter(kind -> kind.depth() > 0)
            .map(kind -> String.valueOf(kind.depth()))
            .collect(Collectors.joining(", "));

    private final RestApi.Parts parts;

    BookRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(new Route("/v1/book/{source}/{instrument}", Set.of("depth"), true, this::book));
    }

    private Response book(Request request) {
        Topic.Kind kind = kind(request.query().text("depth"));
        Topic topic = Asking.topic(
                parts, request, kind.text() + ":" + request.variable("source") + ":" + request.variable("instrument"));
        parts.shards().want(topic);
        return Response.json(Asking.await(parts.shards().book(topic, PATIENCE), PATIENCE));
    }

    private static Topic.Kind kind(@Nullable String depth) {
        Topic.Kind kind = depth == null ? Topic.Kind.BOOK_50 : Topic.Kind.of("book." + depth);
        if (kind == null) {
            throw new Refusal(Problem.of(Problem.Type.DEPTH, "depth must be one of " + DEPTHS));
        }
        return kind;
    }
}
