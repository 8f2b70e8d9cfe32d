package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.SourceText;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.SourceReport;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What exists and how the sources fare. */
final class DirectoryRoutes {
    private final RestApi.Parts parts;

    DirectoryRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.of("/v1/instruments", Set.of("limit", "cursor"), this::instruments),
                Route.of("/v1/sources", Set.of(), this::sources));
    }

    private Response instruments(Request request) {
        Catalog catalog = parts.directory().catalog();
        Page.Items<String> page = Page.of(request.query()).cut(catalog.instruments(), name -> name);
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("instruments");
            page.items().forEach(name -> writeInstrument(json, name, catalog.of(Instrument.parse(name))));
            json.writeEndArray();
            page.writeNext(json);
            writeSimulated(json);
        }));
    }

    private Response sources(Request request) {
        JsonWriter json = new JsonWriter();
        json.openObject().name("sources").openArray();
        for (SourceReport report : parts.sources(request.principal())) {
            json.openObject();
            SourceText.fields(json, report);
            json.closeObject();
        }
        json.closeArray();
        if (parts.simulated()) {
            json.flag("simulated", true);
        }
        return Response.json(json.closeObject().toBytes());
    }

    private void writeSimulated(JsonGenerator json) {
        if (parts.simulated()) {
            json.writeBooleanProperty("simulated", true);
        }
    }

    private static void writeInstrument(JsonGenerator json, String name, List<ListingInfo> listings) {
        json.writeStartObject();
        json.writeStringProperty("instrument", name);
        json.writeArrayPropertyStart("sources");
        for (ListingInfo info : listings) {
            json.writeStartObject();
            json.writeStringProperty("source", info.listing().venue());
            json.writeStringProperty("symbol", info.symbol());
            json.writeStringProperty("tick_size", text(info.tickSize()));
            json.writeStringProperty("lot_size", text(info.lotSize()));
            json.writeStringProperty("status", info.trading() ? "trading" : "halted");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static @Nullable String text(@Nullable Decimal value) {
        return value == null ? null : value.toString();
    }
}
