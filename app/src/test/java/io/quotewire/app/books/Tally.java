package io.quotewire.app.books;

import java.util.EnumMap;
import java.util.Map;

/** The figures of one book, or of a connection. */
final class Tally {
    private final Map<Figure, Long> counts = new EnumMap<>(Figure.class);
    private final Map<Figure, String> words = new EnumMap<>(Figure.class);

    void count(Figure figure) {
        add(figure, 1);
    }

    void add(Figure figure, long more) {
        counts.merge(figure, more, Long::sum);
    }

    /** Notes something that is no sum, such as a price. */
    void note(Figure figure, String text) {
        words.put(figure, text);
    }

    long number(Figure figure) {
        return counts.getOrDefault(figure, 0L);
    }

    /** A number that was noted; 0 for none. */
    long noted(Figure figure) {
        return Long.parseLong(words.getOrDefault(figure, "0"));
    }

    /** What was noted, else what was counted; 0 for nothing. */
    String text(Figure figure) {
        return words.getOrDefault(figure, Long.toString(number(figure)));
    }

    void addTo(Tally sum) {
        counts.forEach(sum::add);
    }
}
