package io.quotewire.venue.candle;

import io.quotewire.model.Interval;

/**
 * Whole candles of one length, one after the other.
 *
 * @param fromUs where the first of them begins; {@code toUs} where the last one ends, not above {@code fromUs} for none
 */
public record CandleSpan(Interval interval, long fromUs, long toUs) {
    /** Those that lie wholly between two moments. */
    public static CandleSpan between(Interval interval, long fromUs, long toUs) {
        long firstUs = interval.openUs(fromUs);
        return new CandleSpan(interval, firstUs < fromUs ? firstUs + interval.us() : firstUs, interval.openUs(toUs));
    }

    public boolean isEmpty() {
        return toUs <= fromUs;
    }

    /** The newest of them, {@code most} at most. */
    public CandleSpan newest(int most) {
        return new CandleSpan(interval, Math.max(fromUs, toUs - most * interval.us()), toUs);
    }

    /** Whether one of them begins at {@code openUs}. */
    boolean holds(long openUs) {
        return fromUs <= openUs && openUs < toUs;
    }
}
