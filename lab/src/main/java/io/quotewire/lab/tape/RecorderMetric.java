package io.quotewire.lab.tape;

import io.quotewire.model.Metric;

/** What a recorder counts; by venue where it says so. */
public enum RecorderMetric implements Metric {
    RECORDS("quotewire_recorder_records_total", "Records taken in, by venue.", Type.COUNTER),
    LOST(
            "quotewire_recorder_lost_records_total",
            "Records for which there was no room, by venue; the recording says which times they were of.",
            Type.COUNTER),
    WRITTEN("quotewire_recorder_written_bytes_total", "Bytes written to recordings, compressed.", Type.COUNTER),
    QUEUED("quotewire_recorder_queued_records", "Records that wait to be written.", Type.GAUGE),
    DEGRADED(
            "quotewire_recorder_degraded",
            "1 while recordings cannot be written: the disk is full, gone or not permitted.",
            Type.GAUGE);

    private final String id;
    private final String help;
    private final Type type;

    RecorderMetric(String id, String help, Type type) {
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
