package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.Printable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What went wrong, by what it is called.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Errors {
    private static final int MOST_NAMES = 50;
    private static final String OTHERS = "others";

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String name) {
        add(name, 1);
    }

    void add(String name, long count) {
        String shown = Printable.of(name);
        boolean room = counts.containsKey(shown) || counts.size() < MOST_NAMES;
        counts.merge(room ? shown : OTHERS, count, Long::sum);
    }

    long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }
}
