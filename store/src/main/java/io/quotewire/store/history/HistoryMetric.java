package io.quotewire.store.history;

import io.quotewire.model.Metric;

/** What history counts. */
public enum HistoryMetric implements Metric {
    ROWS("quotewire_history_rows_total", "Rows that are on disk.", Type.COUNTER),
    LOST(
            "quotewire_history_lost_total",
            "Updates that were not written, by `why`: `queue` full, or the `disk`.",
            Type.COUNTER),
    QUEUED("quotewire_history_queued", "Updates that wait to be written.", Type.GAUGE),
    COMMITS(
            "quotewire_history_commits_total",
            "Times that rows were written and the disk told to keep them.",
            Type.COUNTER),
    APPEND_SECONDS("quotewire_history_append_seconds_total", "Time in which rows were put into tables.", Type.COUNTER),
    FSYNC_SECONDS(
            "quotewire_history_fsync_seconds_total",
            "Time in which rows were written and the disk was waited for.",
            Type.COUNTER),
    SLOWEST_FSYNC("quotewire_history_slowest_fsync_seconds", "The longest of these.", Type.GAUGE),
    BYTES("quotewire_history_bytes", "Size of all files.", Type.GAUGE),
    SEGMENTS("quotewire_history_segments", "Segments and journals that can be read.", Type.GAUGE),
    EXPIRED(
            "quotewire_history_expired_segments_total",
            "Segments that went because of their age, or for room.",
            Type.COUNTER),
    CORRUPT(
            "quotewire_history_corrupt_segments_total",
            "Segments and journals that were found altered and set aside.",
            Type.COUNTER),
    DEGRADED("quotewire_history_degraded", "1 while nothing can be written.", Type.GAUGE);

    private final String id;
    private final String help;
    private final Type type;

    HistoryMetric(String id, String help, Type type) {
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
