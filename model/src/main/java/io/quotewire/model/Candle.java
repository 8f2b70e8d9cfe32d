package io.quotewire.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The trades of one span of time in one line. Where there was no trade there is no candle.
 *
 * @param openUs first microsecond of the span; {@code closeUs} is the first one behind it
 * @param volume sum of the sizes, exact, which may need more digits than a {@link Decimal} has
 * @param quoteVolume sum of price times size, exact; null where a venue does not say
 * @param trades how many; {@link #UNKNOWN} where a venue does not say
 */
public record Candle(
        long openUs,
        long closeUs,
        Decimal open,
        Decimal high,
        Decimal low,
        Decimal close,
        BigDecimal volume,
        @Nullable BigDecimal quoteVolume,
        long trades) {
    /** In place of a number of trades that nobody told. */
    public static final long UNKNOWN = -1;

    public Candle {
        if (closeUs <= openUs) {
            throw new IllegalArgumentException("a candle ends after it begins, was " + openUs + " to " + closeUs);
        }
    }

    /** Whether the four prices can belong to one candle, and nothing in it is below zero. */
    public boolean isSound() {
        return low.signum() > 0
                && low.compareTo(open) <= 0
                && low.compareTo(close) <= 0
                && high.compareTo(open) >= 0
                && high.compareTo(close) >= 0
                && volume.signum() >= 0
                && (quoteVolume == null || quoteVolume.signum() >= 0);
    }
}
