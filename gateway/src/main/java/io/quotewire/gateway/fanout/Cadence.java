package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.Rate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * When followers are told what came since they were told last: all topics of a rate at the same moments, so that who
 * follows many of them is written to once.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class Cadence {
    private final Map<Rate, Beat> beats = new EnumMap<>(Rate.class);
    private final List<Beat> inOrder = new ArrayList<>();

    /** One rate: its moments are the multiples of its period. */
    private static final class Beat {
        private final long periodUs;
        private final List<RateClass> waiting = new ArrayList<>();
        private long dueUs;

        private Beat(Rate rate) {
            this.periodUs = TimeUnit.MILLISECONDS.toMicros(rate.ms());
        }
    }

    Cadence() {
        for (Rate rate : Rate.values()) {
            if (rate != Rate.EVERYTHING) {
                beats.put(rate, new Beat(rate));
            }
        }
        inOrder.addAll(beats.values());
    }

    /** The class has something to tell at its next moment. Not of a rate that tells everything as it comes. */
    void add(RateClass waits) {
        if (waits.list()) {
            Objects.requireNonNull(beats.get(waits.rate())).waiting.add(waits);
        }
    }

    /** Gives {@code flush} those whose moment has come and says how many these were. */
    int due(long nowUs, Consumer<RateClass> flush) {
        int count = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Beat beat = inOrder.get(i);
            if (nowUs >= beat.dueUs) {
                beat.dueUs = (nowUs / beat.periodUs + 1) * beat.periodUs;
                count += flush(beat.waiting, flush);
            }
        }
        return count;
    }

    private static int flush(List<RateClass> waiting, Consumer<RateClass> flush) {
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            waiting.get(i).unlist();
            flush.accept(waiting.get(i));
        }
        waiting.clear();
        return count;
    }
}
