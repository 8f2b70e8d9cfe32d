package io.quotewire.store.last.value;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How many values were refused, by reason. Any thread. */
public final class Refusals {
    private final Map<Refusal, LongAdder> counts = new EnumMap<>(Refusal.class);

    public Refusals() {
        for (Refusal refusal : Refusal.values()) {
            counts.put(refusal, new LongAdder());
        }
    }

    public void count(Refusal refusal) {
        add(refusal, 1);
    }

    public void add(Refusal refusal, long more) {
        counter(refusal).add(more);
    }

    public long of(Refusal refusal) {
        return counter(refusal).sum();
    }

    public long all() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private LongAdder counter(Refusal refusal) {
        return Objects.requireNonNull(counts.get(refusal));
    }
}
