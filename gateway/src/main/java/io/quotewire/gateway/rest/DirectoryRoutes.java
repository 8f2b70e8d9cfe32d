package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Json;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import io.quotewire.model.BookReport;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.SourceReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What exists and how the sources fare. */
final class DirectoryRoutes {
    /** Most books of one source; how many more there are is said. */
    private static final int MOST_BOOKS = 1_000;

    private static final int SCORE_PLACES = 6;

    private final RestApi.Parts parts;

    DirectoryRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.of("/v1/instruments", Set.of("limit", "cursor"), this::instruments),
                Route.of("/v1/sources", Set.of(), request -> sources()));
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

    private Response sources() {
        return Response.json(Json.bytes(json -> {
            json.writeArrayPropertyStart("sources");
            parts.directory().sources().forEach(report -> writeSource(json, report));
            json.writeEndArray();
            writeSimulated(json);
        }));
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

    private static void writeSource(JsonGenerator json, SourceReport report) {
        json.writeStartObject();
        json.writeStringProperty("source", report.source());
        json.writeStringProperty("state", report.state().text());
        writeTime(json, "since", report.sinceUs());
        writeTime(json, "last_recv", report.lastRecvUs());
        json.writeNumberProperty("messages_per_s", report.messagesPerS());
        json.writeObjectPropertyStart("lag_ms");
        writeLag(json, "p50", report.lagP50Ms());
        writeLag(json, "p99", report.lagP99Ms());
        json.writeEndObject();
        json.writeNumberProperty("instruments", report.instruments());
        json.writeNumberProperty("reconnects", report.reconnects());
        json.writeNumberProperty("gaps", report.gaps());
        json.writeNumberProperty("resyncs", report.resyncs());
        json.writeStringProperty("integrity", report.integrity());
        json.writeStringProperty("book_integrity", report.bookIntegrity());
        writeLimits(json, report.limits());
        writeBooks(json, report.books());
        writeTime(json, "banned_until", report.bannedUntilUs());
        json.writeStringProperty("why", report.why());
        json.writeEndObject();
    }

    private static void writeLimits(JsonGenerator json, List<SourceReport.Limit> limits) {
        json.writeArrayPropertyStart("limits");
        for (SourceReport.Limit limit : limits) {
            json.writeStartObject();
            json.writeStringProperty("name", limit.name());
            json.writeNumberProperty("used", limit.used());
            json.writeNumberProperty("of", limit.of());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeBooks(JsonGenerator json, List<BookReport> books) {
        json.writeArrayPropertyStart("books");
        books.stream().limit(MOST_BOOKS).forEach(book -> writeBook(json, book));
        json.writeEndArray();
        if (books.size() > MOST_BOOKS) {
            json.writeNumberProperty("books_more", books.size() - MOST_BOOKS);
        }
    }

    private static void writeBook(JsonGenerator json, BookReport book) {
        json.writeStartObject();
        json.writeStringProperty("instrument", book.instrument().toString());
        json.writeStringProperty("status", book.status().text());
        json.writeName("score");
        if (book.scorePpm() < 0) {
            json.writeNull();
        } else {
            json.writeNumber(BigDecimal.valueOf(book.scorePpm(), SCORE_PLACES));
        }
        json.writeNumberProperty("checks", book.checks());
        json.writeNumberProperty("failures", book.failures());
        json.writeNumberProperty("resyncs", book.resyncs());
        json.writeObjectPropertyStart("levels");
        json.writeNumberProperty("bids", book.bids());
        json.writeNumberProperty("asks", book.asks());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, String name, long us) {
        if (us == 0) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, us);
        }
    }

    private static void writeLag(JsonGenerator json, String name, long ms) {
        if (ms < 0) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, ms);
        }
    }

    private static @Nullable String text(@Nullable Decimal value) {
        return value == null ? null : value.toString();
    }
}
