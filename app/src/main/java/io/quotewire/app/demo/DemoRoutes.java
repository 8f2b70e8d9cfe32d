package io.quotewire.app.demo;

import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Query;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Instrument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code GET /demo} says what can be broken and what is; {@code POST /demo/fault} breaks or heals. */
public final class DemoRoutes {
    private static final List<String> VERBS =
            Arrays.stream(Verb.values()).map(Verb::text).toList();

    private final Simulator simulator;
    private final long seed;

    /** @param seed of the simulated markets, for whoever wants to see them again */
    public DemoRoutes(Simulator simulator, long seed) {
        this.simulator = simulator;
        this.seed = seed;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("/demo", Set.of(), request -> state()),
                Route.post("/demo/fault", Set.of("venue", "verb", "symbol"), this::fault));
    }

    private Response state() {
        return Response.json(Json.bytes(json -> {
            writeMarks(json);
            json.writeNumberProperty("seed", seed);
            writeNames(json, "venues", simulator.venues());
            writeNames(json, "providers", simulator.providers());
            writeNames(json, "verbs", VERBS);
            writeNames(
                    json,
                    "symbols",
                    simulator.instruments().stream().map(Instrument::toString).toList());
            writeFaults(json);
        }));
    }

    private Response fault(Request request) {
        Fault fault = read(request.query());
        try {
            simulator.fault(fault);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Problem.of(Problem.Type.BAD_PARAMETER, String.valueOf(e.getMessage())));
        }
        return Response.json(Json.bytes(json -> {
            writeMarks(json);
            writeFaults(json);
            json.writeStringProperty("did", Deeds.of(fault, simulator.faults()));
            if (simulator.faults().contains(fault)) {
                json.writeStringProperty("undo", "./quotewire demo fault " + fault.venue() + " heal");
            }
        }));
    }

    private Fault read(Query query) {
        List<String> known = new ArrayList<>(simulator.venues());
        known.addAll(simulator.providers());
        String venue = query.oneOf("venue", known, "");
        Verb verb = Verb.of(query.oneOf("verb", VERBS, ""));
        String symbol = query.text("symbol");
        if (symbol == null) {
            if (verb.needsSymbol()) {
                throw query.bad("symbol", "must name the instrument for " + verb.text());
            }
            return new Fault(venue, verb, null);
        }
        if (!verb.takesSymbol()) {
            throw query.bad("symbol", "is of no use for " + verb.text() + ", which concerns the whole venue");
        }
        List<String> symbols =
                simulator.instruments().stream().map(Instrument::toString).toList();
        return new Fault(venue, verb, Instrument.parse(query.oneOf("symbol", symbols, "")));
    }

    private static void writeMarks(JsonGenerator json) {
        json.writeBooleanProperty("demo", true);
        json.writeBooleanProperty("simulated", true);
    }

    private static void writeNames(JsonGenerator json, String name, List<String> names) {
        json.writeArrayPropertyStart(name);
        names.forEach(json::writeString);
        json.writeEndArray();
    }

    private void writeFaults(JsonGenerator json) {
        json.writeArrayPropertyStart("faults");
        for (Fault fault : simulator.faults()) {
            json.writeStartObject();
            json.writeStringProperty("venue", fault.venue());
            json.writeStringProperty("verb", fault.verb().text());
            json.writeStringProperty("symbol", symbol(fault));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static @Nullable String symbol(Fault fault) {
        return fault.instrument() == null ? null : fault.instrument().toString();
    }
}
