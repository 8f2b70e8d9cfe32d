package io.quotewire.store.history.duck;

import io.quotewire.store.history.journal.TickerCells;
import java.util.ArrayList;
import java.util.List;

/** The tables of a segment and their columns, in order. */
enum Tables {
    TRADES(
            "trades",
            List.of(
                    "rest INTEGER",
                    "id_number BIGINT",
                    "id_text VARCHAR",
                    "buy BOOLEAN",
                    "price BIGINT",
                    "price_scale TINYINT",
                    "price_places TINYINT",
                    "size BIGINT",
                    "size_scale TINYINT",
                    "size_places TINYINT",
                    "head_later BIGINT",
                    "late BOOLEAN",
                    "suspect BOOLEAN")),
    MARKS(
            "marks",
            List.of("kind TINYINT", "to_seq BIGINT", "missing BIGINT", "was VARCHAR", "why VARCHAR", "since BIGINT")),
    CANDLES("candles", candles()),
    TICKERS("tickers", tickers());

    /** What each row has in front. */
    private static final List<String> HEAD = List.of(
            "topic INTEGER",
            "epoch BIGINT",
            "seq BIGINT",
            "ts BIGINT",
            "recv BIGINT",
            "source INTEGER",
            "status TINYINT",
            "simulated BOOLEAN");

    private final String text;
    private final String columns;

    Tables(String text, List<String> columns) {
        this.text = text;
        this.columns = String.join(", ", columns);
    }

    String text() {
        return text;
    }

    /** What makes it in that schema. */
    String creation(String schema) {
        return "CREATE TABLE %s.%s(%s, %s)".formatted(schema, text, String.join(", ", HEAD), columns);
    }

    private static List<String> candles() {
        List<String> columns = new ArrayList<>(List.of("open_us BIGINT", "close_us BIGINT"));
        List.of("open", "high", "low", "close").forEach(name -> columns.addAll(decimal(name)));
        columns.addAll(List.of(
                "volume VARCHAR", "quote_volume VARCHAR", "trades BIGINT", "revised BOOLEAN", "filled BOOLEAN"));
        return columns;
    }

    private static List<String> tickers() {
        List<String> columns = new ArrayList<>();
        TickerCells.NAMES.forEach(name -> columns.addAll(decimal(name)));
        return columns;
    }

    private static List<String> decimal(String name) {
        return List.of("\"" + name + "\" BIGINT", name + "_scale TINYINT", name + "_places TINYINT");
    }
}
