package io.quotewire.venue.frame;

import java.math.BigDecimal;

/** Times in milliseconds that bear a fraction. */
public final class Millis {
    private Millis() {}

    /** Reads such a time in quotes and gives it in microseconds, cut and not rounded. */
    public static long readDecimal(Frame frame) {
        BigDecimal millis = frame.positive(false).toBigDecimal();
        long whole = millis.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
        return frame.millis(whole) + millis.movePointRight(3).longValue() % 1_000;
    }
}
