package io.quotewire.gateway.rest;

import io.quotewire.model.Interval;

/**
 * Which candles are asked for.
 *
 * @param fromUs where the first may begin, in microseconds
 * @param toUs where none may begin any more
 * @param newest whether the newest are wanted, where there are more than the limit; else the oldest
 */
record CandleSpan(Interval interval, long fromUs, long toUs, int limit, boolean newest) {
    /** @param fromUs negative for as many as are wanted, before the end */
    static CandleSpan of(Interval interval, long fromUs, long toUs, int limit) {
        long reachUs = interval.us() * limit;
        if (fromUs < 0) {
            return new CandleSpan(
                    interval, Math.max(0, interval.openUs(toUs - 1) + interval.us() - reachUs), toUs, limit, true);
        }
        long firstUs = interval.openUs(fromUs + interval.us() - 1);
        return new CandleSpan(interval, firstUs, Math.max(firstUs, toUs), limit, false);
    }

    /** The same, of at most so many candles; of the newest those of the end. */
    CandleSpan limited(int most) {
        if (limit <= most) {
            return this;
        }
        long keptUs = interval.openUs(toUs - 1) + interval.us() - interval.us() * most;
        return new CandleSpan(interval, newest ? Math.max(fromUs, keptUs) : fromUs, toUs, most, newest);
    }

    /** The part before {@code us}, as far as one page can reach. */
    CandleSpan before(long us) {
        long endUs = Math.min(interval.openUs(us), interval.openUs(toUs + interval.us() - 1));
        return new CandleSpan(
                interval, fromUs, newest ? endUs : Math.min(endUs, fromUs + interval.us() * limit), limit, newest);
    }

    /** A part of it. */
    CandleSpan part(long partFromUs, long partToUs) {
        return new CandleSpan(interval, partFromUs, partToUs, limit, newest);
    }

    boolean isEmpty() {
        return fromUs >= toUs;
    }

    /** How many there may be. */
    long candles() {
        return Math.max(0, (toUs - fromUs + interval.us() - 1) / interval.us());
    }

    boolean has(long openUs) {
        return openUs >= fromUs && openUs < toUs;
    }
}
