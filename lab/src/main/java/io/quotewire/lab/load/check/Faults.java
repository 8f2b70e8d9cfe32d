package io.quotewire.lab.load.check;

import io.quotewire.lab.load.check.Fault.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found, all of it counted, the first of it in words.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Faults {
    /** How many are kept in words. */
    public static final int KEPT = 20;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Fault> kept = new ArrayList<>();

    public void add(Kind kind, @Nullable String topic, String detail) {
        add(kind, 1, topic, detail);
    }

    void add(Kind kind, long count, @Nullable String topic, String detail) {
        counts.merge(kind, count, Long::sum);
        Fault fault = new Fault(kind, topic == null ? null : Printable.of(topic), Printable.of(detail));
        if (!isFull() && !kept.contains(fault)) { // What thousands see alike is told once.
            kept.add(fault);
        }
    }

    /** Whether another one would only be counted: words are made for those that are kept. */
    boolean isFull() {
        return kept.size() >= KEPT;
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    public long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public List<Fault> kept() {
        return List.copyOf(kept);
    }
}
