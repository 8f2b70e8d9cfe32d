package io.quotewire.gateway.tape;

import io.quotewire.model.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Which trades are asked for.
 *
 * @param start where they begin; null for the newest
 * @param toSeq last number
 * @param fromUs earliest receive time, in microseconds; {@code untilUs} is the first that is too late
 * @param limit most trades and gaps
 */
public record TradeRange(@Nullable Start start, long toSeq, long fromUs, long untilUs, int limit) {
    /** In place of an end that was not given. */
    public static final long OPEN = Long.MAX_VALUE;

    /** The newest trades there are. */
    public static TradeRange newest(int limit) {
        return new TradeRange(null, OPEN, 0, OPEN, limit);
    }

    /** All from one number to another, both included. */
    public static TradeRange numbers(Epoch epoch, long fromSeq, long toSeq, int limit) {
        return new TradeRange(new Start.At(epoch, fromSeq), toSeq, 0, OPEN, limit);
    }

    /** All that were received at {@code fromUs} or later, and before {@code untilUs}. */
    public static TradeRange times(long fromUs, long untilUs, int limit) {
        return new TradeRange(new Start.Oldest(), OPEN, fromUs, untilUs, limit);
    }

    /** The rest of the range, as the page before said. */
    public TradeRange goingOn(TradePage.Mark mark) {
        return new TradeRange(new Start.At(mark.epoch(), mark.seq()), toSeq, fromUs, untilUs, limit);
    }

    /** The same, of at most so many. */
    public TradeRange limited(int most) {
        return new TradeRange(start, toSeq, fromUs, untilUs, Math.min(limit, most));
    }

    /** Whether receive times bound it. */
    public boolean isByTime() {
        return fromUs > 0 || untilUs != OPEN || start instanceof Start.Oldest;
    }

    /** Where a range begins. */
    public sealed interface Start {
        /** At this number. */
        record At(Epoch epoch, long seq) implements Start {}

        /** At the oldest that is kept. */
        record Oldest() implements Start {}
    }
}
