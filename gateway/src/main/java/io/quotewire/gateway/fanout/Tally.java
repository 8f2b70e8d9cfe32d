package io.quotewire.gateway.fanout;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one broadcaster or one lane counts.
 *
 * <p><b>Threads:</b> counted by its owner's, read by any.
 */
final class Tally {
    /** What is counted: of broadcasters publications, of lanes deliveries, but where another unit is said. */
    enum Count {
        PUBLISHED,
        DROPPED_LANE,
        ENCODED_BYTES,
        /** Of a lane: of messages that it was the first to want compressed. */
        DEFLATED_BYTES,
        /** Of a lane: of messages that it was the first to want for an event stream. */
        EVENT_BYTES,
        /** Of a lane: of messages that it was the first to want in the words of a dialect. */
        DIALECT_BYTES,
        STILLS_TOLD,
        TAKEN_PUBLICATIONS,
        ACCEPTED,
        SENT,
        CONFLATED,
        DROPPED_SLOW,
        DROPPED_LEFT,
        DROPPED_CLOSED,
        WRITES,
        WRITTEN_BYTES,
        GAPS_TOLD,
        /** Messages told again to those who go on. */
        RESUMED,
        SLOW_TOLD,
        /** As of the last tick. */
        QUEUED,
        /** As of the last tick. */
        SEATS
    }

    private final Map<Count, AtomicLong> counters = new EnumMap<>(Count.class);

    Tally() {
        for (Count count : Count.values()) {
            counters.put(count, new AtomicLong());
        }
    }

    /** With one writer a plain addition is enough. */
    void add(Count count, long more) {
        AtomicLong counter = counter(count);
        counter.setOpaque(counter.getPlain() + more);
    }

    /** One write of so many bytes. */
    void wrote(int bytes) {
        add(Count.WRITES, 1);
        add(Count.WRITTEN_BYTES, bytes);
    }

    void set(Count count, long value) {
        counter(count).setOpaque(value);
    }

    long get(Count count) {
        return counter(count).getOpaque();
    }

    private AtomicLong counter(Count count) {
        return Objects.requireNonNull(counters.get(count));
    }
}
