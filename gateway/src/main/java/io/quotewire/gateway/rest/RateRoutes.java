package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.wire.DataText;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Instrument;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** Rates of fiat money, all of them: there are not so many that they would be paged. */
final class RateRoutes {
    private final RestApi.Parts parts;

    RateRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(Route.of("/v1/fx", Set.of(), this::rates));
    }

    private Response rates(Request request) {
        List<Update> known = parts.directory().catalog().rates().stream()
                .sorted(Comparator.comparing(Instrument::toString))
                .map(Topic::fx)
                .filter(request.principal().entitlement()::sees)
                .map(parts.snapshots()::last)
                .flatMap(Stream::ofNullable)
                .toList();
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("rates");
            known.forEach(rate -> write(json, rate));
            json.writeEndArray();
            if (known.stream().anyMatch(rate -> rate.head().simulated())) {
                json.writeBooleanProperty("simulated", true);
            }
        }));
    }

    private static void write(JsonGenerator json, Update rate) {
        Data data = Explanation.dataOf(rate);
        if (data != null) {
            JsonWriter text = new JsonWriter();
            text.openObject();
            DataText.fields(text, rate.head(), data);
            text.closeObject();
            json.writeRawValue(text.toString());
        }
    }
}
