package io.quotewire.model;

import java.util.List;
import java.util.Map;

/** One figure for operators. Each module lists its own in an enum. */
public interface Metric {
    /** {@code quotewire_…}, in base units, counters with {@code _total}. */
    String id();

    /** One sentence. */
    String help();

    Type type();

    /** How a figure behaves over time. */
    enum Type {
        COUNTER,
        GAUGE
    }

    /**
     * One figure as read now.
     *
     * @param labels bounded sets only: venue, reason, kind; never a user or an address
     */
    record Reading(Metric metric, Map<String, String> labels, double value) {}

    /** A part that can be read. Any thread. */
    @FunctionalInterface
    interface Source {
        List<Reading> read();
    }
}
