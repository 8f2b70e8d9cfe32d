package io.quotewire.gateway.rest;

import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.SourceReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** For those who watch over the process: is it alive, can it serve, how does it fare. */
final class HealthRoutes {
    /** A loop that has not come round for so long stands still. */
    private static final long STALLED_US = 5_000_000;

    private final RestApi.Parts parts;
    private final long startUs;
    private volatile boolean draining;

    HealthRoutes(RestApi.Parts parts) {
        this.parts = parts;
        this.startUs = parts.clock().nowUs();
    }

    List<Route> routes() {
        return List.of(
                Route.of("/live", request -> live()).to(Access.PROBE),
                Route.of("/ready", this::ready).to(Access.PROBE),
                Route.of("/health", this::health).to(Access.PROBE));
    }

    void drain() {
        draining = true;
    }

    private Response live() {
        long nowUs = parts.clock().nowUs();
        List<String> still = parts.pulses().stream()
                .filter(pulse -> nowUs - pulse.lastTurnUs().getAsLong() > STALLED_US)
                .map(Pulse::loop)
                .toList();
        if (!still.isEmpty()) {
            throw new Refusal(Problem.of(Problem.Type.STALLED, "these loops stand still: " + String.join(", ", still)));
        }
        return Response.json(Json.bytes(json -> json.writeStringProperty("status", "live")));
    }

    private Response ready(Request request) {
        if (!isReady()) {
            throw new Refusal(
                    Problem.of(Problem.Type.NOT_READY, draining ? "this gateway is stopping" : "no topic is live")
                            .with(json -> writeReasons(json, request.principal())));
        }
        return Response.json(Json.bytes(json -> {
            json.writeStringProperty("status", "ready");
            if (parts.simulated()) {
                json.writeBooleanProperty("simulated", true);
            }
        }));
    }

    /** Always 200: the state is in the body, {@code /ready} and {@code /live} are for machines. */
    private Response health(Request request) {
        long nowUs = parts.clock().nowUs();
        return Response.json(Json.bytes(json -> {
            json.writeStringProperty("status", status());
            json.writeStringProperty("service", "websocket");
            json.writeStringProperty("timestamp", iso(nowUs));
            writeAbsentParts(json);
            json.writeStringProperty("version", parts.version());
            json.writeBooleanProperty("simulated", parts.simulated());
            if (parts.demo()) {
                json.writeBooleanProperty("demo", true);
            }
            json.writeObjectPropertyStart("sources");
            for (SourceReport report : parts.sources(request.principal())) {
                json.writeStringProperty(report.source(), report.state().text());
            }
            json.writeEndObject();
            json.writeNumberProperty("uptime_s", (nowUs - startUs) / 1_000_000);
        }));
    }

    private String status() {
        if (!isReady()) {
            return "unhealthy";
        }
        return parts.directory().sources().stream().allMatch(HealthRoutes::fares) ? "healthy" : "degraded";
    }

    private boolean isReady() {
        return !draining && parts.snapshots().anyLive();
    }

    private static boolean fares(SourceReport report) {
        return switch (report.state()) {
            case LIVE, QUIET, DISABLED -> true;
            case CONNECTING, MUTE, DEAD, BANNED -> false;
        };
    }

    /** Clients of an older service read these members; this version has neither part, and says so. */
    private static void writeAbsentParts(JsonGenerator json) {
        json.writeObjectPropertyStart("crypto_service");
        json.writeBooleanProperty("available", false);
        json.writeBooleanProperty("running", false);
        json.writeNumberProperty("cached_prices", 0);
        json.writeEndObject();
        json.writeBooleanProperty("redis_connected", false);
    }

    private void writeReasons(JsonGenerator json, Principal who) {
        json.writeArrayPropertyStart("sources");
        for (SourceReport report : parts.sources(who)) {
            json.writeStartObject();
            json.writeStringProperty("source", report.source());
            json.writeStringProperty("state", report.state().text());
            json.writeStringProperty("why", report.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String iso(long us) {
        return Instant.EPOCH
                .plus(us, ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
