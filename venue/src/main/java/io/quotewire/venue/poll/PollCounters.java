package io.quotewire.venue.poll;

import io.quotewire.model.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The figures of one source.
 *
 * <p><b>Threads:</b> the event loop writes, any thread reads.
 */
final class PollCounters {
    private final Map<PollMetric, AtomicLong> values = new EnumMap<>(PollMetric.class);
    private final Map<String, String> labels;

    PollCounters(String source) {
        labels = Map.of("source", source);
        for (PollMetric metric : PollMetric.values()) {
            values.put(metric, new AtomicLong());
        }
    }

    void add(PollMetric metric, long amount) {
        of(metric).addAndGet(amount);
    }

    void set(PollMetric metric, long amount) {
        of(metric).set(amount);
    }

    List<Metric.Reading> read() {
        return values.entrySet().stream()
                .map(entry -> new Metric.Reading(
                        entry.getKey(), labels, entry.getValue().get()))
                .toList();
    }

    private AtomicLong of(PollMetric metric) {
        AtomicLong value = values.get(metric);
        if (value == null) {
            throw new IllegalStateException("no counter for " + metric);
        }
        return value;
    }
}
