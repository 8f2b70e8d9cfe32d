package io.quotewire.engine.candle;

import io.quotewire.model.Candle;
import io.quotewire.model.Interval;

/** What {@link Candles} says. Called on the shard's thread. */
public interface CandleSink {
    /**
     * A candle has ended, or one that had is another now.
     *
     * @param revised whether it takes the place of one told before, or comes where none was told in its turn
     * @param filled whether it is the venue's own
     */
    void closed(Interval interval, Candle candle, boolean revised, boolean filled, Stamp stamp);

    /**
     * A candle that still grows.
     *
     * @param partial whether some of its trades were not seen
     */
    void open(Interval interval, Candle candle, boolean partial, Stamp stamp);

    /** Some candles are not known, and will not be. */
    void lost(Interval interval, Stamp stamp);

    /** The venue is to be asked for its candles from {@code fromUs} to {@code toUs}. */
    void ask(Interval interval, long fromUs, long toUs, String why);

    /**
     * Of when something is.
     *
     * @param tsUs the venue's time of the last trade in it, 0 where it gave none
     * @param recvUs when that reached us
     */
    record Stamp(long tsUs, long recvUs, boolean simulated) {}
}
