package io.quotewire.store.last;

import io.quotewire.model.Metric;

/** What is counted of last values. */
public enum LastMetric implements Metric {
    KEPT("quotewire_last_values_topics", "Topics whose last value is kept.", Type.GAUGE),
    RECALLED("quotewire_last_values_recalled", "Values of before the start that were told again.", Type.GAUGE),
    WRITTEN("quotewire_last_values_written_total", "Values written, by place: file, redis.", Type.COUNTER),
    FAILURES("quotewire_last_values_failures_total", "Reads and writes that failed, by place.", Type.COUNTER),
    UP(
            "quotewire_last_values_place_up",
            "1 while a place takes what is written, 0 while it is left in peace after a failure, by place.",
            Type.GAUGE),
    REFUSED(
            "quotewire_last_values_refused_total",
            "Values not kept or not told again, by reason: garbage, version, size, misplaced, impossible, future, age, closed, unknown, full, older.",
            Type.COUNTER);

    private final String id;
    private final String help;
    private final Type type;

    LastMetric(String id, String help, Type type) {
        this.id = id;
        this.help = help;
        this.type = type;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String help() {
        return help;
    }

    @Override
    public Type type() {
        return type;
    }
}
