package io.quotewire.gateway.wire;

import io.quotewire.model.BookReport;
import io.quotewire.model.SourceReport;
import java.util.List;

/** Prints how a source fares, as members of an object that is open. */
public final class SourceText {
    /** Most books of one source; how many more there are is said. */
    private static final int MOST_BOOKS = 1_000;

    private static final int SCORE_PLACES = 6;

    private SourceText() {}

    public static void fields(JsonWriter json, SourceReport report) {
        json.text("source", report.source()).text("state", report.state().text());
        json.time("since", report.sinceUs()).time("last_recv", report.lastRecvUs());
        json.number("messages_per_s", report.messagesPerS());
        json.name("lag_ms").openObject();
        lag(json, "p50", report.lagP50Ms());
        lag(json, "p99", report.lagP99Ms());
        json.closeObject().number("instruments", report.instruments());
        json.number("reconnects", report.reconnects()).number("gaps", report.gaps());
        json.number("resyncs", report.resyncs()).text("integrity", report.integrity());
        json.text("book_integrity", report.bookIntegrity());
        limits(json, report.limits());
        books(json, report.books());
        json.time("banned_until", report.bannedUntilUs()).text("why", report.why());
    }

    private static void limits(JsonWriter json, List<SourceReport.Limit> limits) {
        json.name("limits").openArray();
        for (SourceReport.Limit limit : limits) {
            json.openObject().text("name", limit.name()).number("used", limit.used());
            json.number("of", limit.of()).closeObject();
        }
        json.closeArray();
    }

    private static void books(JsonWriter json, List<BookReport> books) {
        json.name("books").openArray();
        books.stream().limit(MOST_BOOKS).forEach(book -> book(json, book));
        json.closeArray();
        if (books.size() > MOST_BOOKS) {
            json.number("books_more", books.size() - MOST_BOOKS);
        }
    }

    private static void book(JsonWriter json, BookReport book) {
        json.openObject().text("instrument", book.instrument().toString());
        json.text("status", book.status().text()).name("score");
        if (book.scorePpm() < 0) {
            json.nothing();
        } else {
            json.fraction(book.scorePpm(), SCORE_PLACES);
        }
        json.number("checks", book.checks()).number("failures", book.failures());
        json.number("resyncs", book.resyncs()).name("levels").openObject();
        json.number("bids", book.bids()).number("asks", book.asks());
        json.closeObject().closeObject();
    }

    private static void lag(JsonWriter json, String name, long ms) {
        json.name(name);
        if (ms < 0) {
            json.nothing();
        } else {
            json.number(ms);
        }
    }
}
