package io.quotewire.app.node;

import io.quotewire.model.Metric;
import io.quotewire.model.Metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The figures of the process itself, and of the parts that are built after those who show them. Any thread. */
final class NodeReadings implements Metric.Source {
    private static final double US_PER_S = 1e6;

    private final Version version;
    private final List<DutyCycle> cycles;
    private final List<Metric.Source> parts = new CopyOnWriteArrayList<>();

    NodeReadings(Version version, List<DutyCycle> cycles) {
        this.version = version;
        this.cycles = List.copyOf(cycles);
    }

    void add(Metric.Source part) {
        parts.add(part);
    }

    @Override
    public List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        Map<String, String> build = Map.of(
                "version", version.number(),
                "revision", version.commit(),
                "java", Runtime.version().toString());
        readings.add(new Reading(NodeMetric.BUILD, build, 1));
        for (DutyCycle cycle : cycles) {
            Map<String, String> label = Map.of("thread", cycle.name());
            readings.add(new Reading(NodeMetric.LONG_CYCLES, label, cycle.longCycles()));
            readings.add(new Reading(NodeMetric.LONGEST_CYCLE, label, cycle.longestUs() / US_PER_S));
        }
        parts.forEach(part -> readings.addAll(part.read()));
        return readings;
    }
}
