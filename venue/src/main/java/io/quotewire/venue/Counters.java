package io.quotewire.venue;

import io.quotewire.model.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The figures of one feed.
 *
 * <p><b>Threads:</b> the feed's event loop writes, any thread reads.
 */
final class Counters {
    private final Map<FeedMetric, AtomicLong> values = new EnumMap<>(FeedMetric.class);
    private final Map<String, String> labels;

    Counters(String venue) {
        labels = Map.of("venue", venue);
        for (FeedMetric metric : FeedMetric.values()) {
            values.put(metric, new AtomicLong());
        }
    }

    void add(FeedMetric metric, long amount) {
        AtomicLong value = of(metric);
        value.setOpaque(value.getPlain() + amount); // One writer: no need for an atomic addition.
    }

    void set(FeedMetric metric, long amount) {
        of(metric).setOpaque(amount);
    }

    long get(FeedMetric metric) {
        return of(metric).getOpaque();
    }

    List<Metric.Reading> read() {
        return values.keySet().stream()
                .map(metric -> new Metric.Reading(metric, labels, (double) get(metric)))
                .toList();
    }

    private AtomicLong of(FeedMetric metric) {
        AtomicLong value = values.get(metric);
        if (value == null) {
            throw new IllegalStateException("no counter for " + metric);
        }
        return value;
    }
}
