package io.quotewire.lab.check;

import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of one source's trades that were left out as they should be, and did not come yet.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class Holes {
    /** How many are kept; the lowest is forgotten before it becomes more. */
    static final int MOST = 4_096;

    /** Last numbers by first ones. No two touch or overlap. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** All from {@code first} to {@code last} are missing; none if that is before it. */
    void add(long first, long last) {
        if (first <= last) {
            put(first, last);
        }
    }

    /** Whether {@code number} was missing; it is no longer. */
    boolean fill(long number) {
        Map.Entry<Long, Long> range = ranges.floorEntry(number);
        if (range == null || range.getValue() < number) {
            return false;
        }
        ranges.remove(range.getKey());
        if (range.getKey() < number) {
            put(range.getKey(), number - 1);
        }
        if (number < range.getValue()) {
            put(number + 1, range.getValue());
        }
        return true;
    }

    private void put(long first, long last) {
        ranges.put(first, last);
        if (ranges.size() > MOST) {
            ranges.pollFirstEntry();
        }
    }
}
