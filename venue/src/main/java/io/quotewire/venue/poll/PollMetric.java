package io.quotewire.venue.poll;

import io.quotewire.model.Metric;

/** Every figure that sources without a stream show, each labelled with its source. */
public enum PollMetric implements Metric {
    ASKED("quotewire_poll_requests_total", "Requests over REST.", Type.COUNTER),
    FAILURES("quotewire_poll_failures_total", "Requests that brought nothing of use.", Type.COUNTER),
    REFUSED(
            "quotewire_poll_values_refused_total",
            "Values left out because they cannot be kept exactly or have no name that we take.",
            Type.COUNTER),
    EVENTS("quotewire_poll_events_total", "Market events handed to the engine.", Type.COUNTER),
    DROPPED(
            "quotewire_poll_events_dropped_total",
            "Market events that a full shard refused for so long that too many waited.",
            Type.COUNTER),
    LAST_RECEIVED(
            "quotewire_poll_last_received_seconds",
            "When the last answer of use came, in seconds since 1970.",
            Type.GAUGE);

    private final String id;
    private final String help;
    private final Type type;

    PollMetric(String id, String help, Type type) {
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
