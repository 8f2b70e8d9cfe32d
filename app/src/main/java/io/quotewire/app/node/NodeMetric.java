package io.quotewire.app.node;

import io.quotewire.model.Metric;

/** What the process counts beside its parts. */
enum NodeMetric implements Metric {
    BUILD("quotewire_build_info", "Always 1; version, commit and Java are its labels.", Type.GAUGE),
    LONG_CYCLES("quotewire_duty_long_cycles_total", "Cycles of a shard's thread over 10 ms.", Type.COUNTER),
    LONGEST_CYCLE("quotewire_duty_longest_cycle_seconds", "The longest cycle of a shard's thread.", Type.GAUGE);

    private final String id;
    private final String help;
    private final Type type;

    NodeMetric(String id, String help, Type type) {
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
