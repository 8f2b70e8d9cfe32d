package io.quotewire.app.books;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** All figures of one replay. */
final class Tallies {
    /** As {@code golden.json} calls the figures that belong to no single book. */
    static final String CONNECTION = "connection";

    static final String ALL = "all";

    private final Map<String, Tally> books = new LinkedHashMap<>();
    private final Tally connection = new Tally();

    Tally book(String symbol) {
        return books.computeIfAbsent(symbol, name -> new Tally());
    }

    Tally connection() {
        return connection;
    }

    Set<String> symbols() {
        return books.keySet();
    }

    Tally of(String scope) {
        return switch (scope) {
            case CONNECTION -> connection;
            case ALL -> sum();
            default -> books.getOrDefault(scope, new Tally());
        };
    }

    private Tally sum() {
        Tally sum = new Tally();
        books.values().forEach(tally -> tally.addTo(sum));
        connection.addTo(sum);
        sum.add(Figure.SYMBOLS, books.size());
        return sum;
    }
}
