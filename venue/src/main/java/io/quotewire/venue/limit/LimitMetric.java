package io.quotewire.venue.limit;

import io.quotewire.model.Metric;

/** How near we are to the limits; by venue, and by limit where there are several. */
public enum LimitMetric implements Metric {
    USED("quotewire_limit_used", "How much of a limit of a venue is used.", Type.GAUGE),
    MOST("quotewire_limit_most", "How much of it we allow ourselves.", Type.GAUGE),
    BANNED_UNTIL(
            "quotewire_limit_banned_until_seconds",
            "Until when the venue does not want to hear from us, in seconds since 1970; 0 for never.",
            Type.GAUGE),
    REFUSALS("quotewire_limit_refusals_total", "Answers that said we ask too much.", Type.COUNTER),
    WRITES("quotewire_limit_file_writes_total", "Times that the file of the limits was written.", Type.COUNTER),
    WRITE_FAILURES(
            "quotewire_limit_file_failures_total",
            "Times that it could not be written, or was found unreadable.",
            Type.COUNTER);

    private final String id;
    private final String help;
    private final Type type;

    LimitMetric(String id, String help, Type type) {
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
