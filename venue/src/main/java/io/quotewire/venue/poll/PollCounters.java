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
public final class PollCounters {
    private final Map<PollMetric, AtomicLong> values = new EnumMap<>(PollMetric.class);
    private final Map<String, String> labels;

    public PollCounters(String source) {
        labels = Map.of("source", source);
        for (PollMetric metric : PollMetric.values()) {
            values.put(metric, new AtomicLong());
        }
    }

    /** Counts so many more. */
    public void add(PollMetric metric, long amount) {
        of(metric).addAndGet(amount);
    }

    /** Sets a gauge. */
    public void set(PollMetric metric, long amount) {
        of(metric).set(amount);
    }

    /** All of them as they are now. */
    public List<Metric.Reading> read() {
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
