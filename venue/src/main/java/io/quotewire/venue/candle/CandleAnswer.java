package io.quotewire.venue.candle;

import io.quotewire.model.Candle;
import java.util.List;

/**
 * What a venue has answered.
 *
 * @param fromUs where the part of the span begins that the answer speaks for; {@code toUs} where it ends, not above {@code
 *     fromUs} if it speaks for none. A candle in it that is not among {@code candles} had no trade, as far as the venue knows
 * @param reachesEnd whether the answer itself shows that the venue has come to the end of the span. One that may lag behind its
 *     stream says nothing by leaving out the newest candle
 * @param candles the oldest first
 */
public record CandleAnswer(long fromUs, long toUs, boolean reachesEnd, List<Candle> candles) {
    public CandleAnswer {
        candles = List.copyOf(candles);
    }

    /** Whether it speaks for none of what was asked. */
    public boolean isEmpty() {
        return toUs <= fromUs;
    }
}
