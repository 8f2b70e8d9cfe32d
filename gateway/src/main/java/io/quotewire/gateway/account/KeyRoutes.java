package io.quotewire.gateway.account;

import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.KeyDesk;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.store.ApiKey;
import io.quotewire.store.ApiKeys;
import io.quotewire.store.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** {@code /v1/keys}: the API keys of who asks. Any thread that may wait. */
final class KeyRoutes {
    private static final Set<String> FIELDS =
            Set.of("name", "expires_in_s", "topics", "rates_ms", "connections", "topics_each", "depth");
    private static final long LONGEST_LIFE_S = Duration.ofDays(3_660).toSeconds();
    private static final long LONGEST_OVERLAP_S = Duration.ofDays(7).toSeconds();

    private static final long LONGEST_RATE_MS = 60_000;

    private final KeyDesk desk;
    private final Repeats repeats;

    KeyRoutes(KeyDesk desk, Repeats repeats) {
        this.desk = desk;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(
                new Route("/v1/keys", Set.of(), true, Answers.orBusy(this::list)).to(Access.LOGIN),
                Route.post("/v1/keys", Set.of(), repeats.over(Answers.orBusy(this::create)))
                        .to(Access.LOGIN),
                Route.post("/v1/keys/{id}/rotate", Set.of(), repeats.over(Answers.orBusy(this::rotate)))
                        .to(Access.LOGIN),
                Route.delete("/v1/keys/{id}", Answers.orBusy(this::revoke)).to(Access.LOGIN));
    }

    /**
     * The number in the path.
     *
     * @throws Refusal as for what is not there, if it is none
     */
    static long id(Request request) {
        String text = request.variable("id");
        if (!text.matches("[0-9]{1,18}")) {
            throw Answers.notFound("login or key of this id");
        }
        return Long.parseLong(text);
    }

    private Response list(Request request) {
        List<ApiKey> keys = desk.list(request.principal());
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("keys");
            for (ApiKey key : keys) {
                json.writeStartObject();
                write(json, key);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private Response create(Request request) {
        Body body = Body.of(request, FIELDS);
        Duration life = Duration.ofSeconds(body.number("expires_in_s", 0, LONGEST_LIFE_S, 0));
        try {
            return switch (desk.create(request.principal(), body.text("name"), scope(body), life, request.address())) {
                case ApiKeys.Creation.Created created -> shown(created);
                case ApiKeys.Creation.TooMany ignored ->
                    throw new Refusal(Problem.of(
                            Problem.Type.CONFLICT, "an account has at most " + ApiKeys.MOST + " keys: revoke one"));
                case ApiKeys.Creation.NoAccount ignored -> throw Answers.gone();
            };
        } catch (IllegalArgumentException e) {
            throw Body.bad(String.valueOf(e.getMessage()));
        }
    }

    private Response rotate(Request request) {
        Body body = Body.of(request, Set.of("overlap_s"));
        Duration overlap = Duration.ofSeconds(body.number("overlap_s", 0, LONGEST_OVERLAP_S, 0));
        ApiKeys.Creation.Created rotated = desk.rotate(request.principal(), id(request), overlap, request.address());
        if (rotated == null) {
            throw Answers.notFound("key of this id");
        }
        return shown(rotated);
    }

    private Response revoke(Request request) {
        if (!desk.revoke(request.principal(), id(request), request.address())) {
            throw Answers.notFound("key of this id");
        }
        return Response.empty(204);
    }

    private static Scope scope(Body body) {
        Scope all = Scope.EVERYTHING;
        List<String> topics = body.texts("topics");
        List<Long> rates = body.numbers("rates_ms");
        return new Scope(
                topics == null ? all.topics() : topics,
                rates == null
                        ? all.ratesMs()
                        : rates.stream().map(KeyRoutes::rate).toList(),
                (int) body.number("connections", 1, all.connections(), all.connections()),
                (int) body.number("topics_each", 1, all.topicsPerConnection(), all.topicsPerConnection()),
                (int) body.number("depth", 0, all.depth(), all.depth()));
    }

    private static int rate(long ms) {
        if (ms < 0 || ms > LONGEST_RATE_MS) {
            throw Body.bad("rates_ms must be whole numbers from 0 to " + LONGEST_RATE_MS);
        }
        return (int) ms;
    }

    private static Response shown(ApiKeys.Creation.Created created) {
        return Response.of(201, "application/json", Json.bytes(json -> {
            json.writeStringProperty("key", created.text());
            write(json, Objects.requireNonNull(created.key()));
        }));
    }

    private static void write(JsonGenerator json, ApiKey key) {
        json.writeNumberProperty("id", key.id());
        json.writeStringProperty("name", key.name());
        json.writeStringProperty("prefix", "qw_" + key.prefix());
        json.writeNumberProperty("created", key.createdUs());
        number(json, "expires", key.expiresUs());
        number(json, "used", key.usedUs());
        json.writeArrayPropertyStart("topics");
        key.scope().topics().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("rates_ms");
        key.scope().ratesMs().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeNumberProperty("connections", key.scope().connections());
        json.writeNumberProperty("topics_each", key.scope().topicsPerConnection());
        json.writeNumberProperty("depth", key.scope().depth());
    }

    /** 0 is never. */
    private static void number(JsonGenerator json, String name, long us) {
        json.writeName(name);
        if (us == 0) {
            json.writeNull();
        } else {
            json.writeNumber(us);
        }
    }
}
