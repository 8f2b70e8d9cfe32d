package io.quotewire.lab.market;

import io.quotewire.model.Decimal;

/**
 * The hidden id in a size: its last {@value #DIGITS} digits, the size being counted in lots of 0.00000001. A gateway that
 * passes sizes on digit by digit carries the id to its clients without knowing, and one that invents or mends a number
 * is found out.
 */
public final class Mark {
    /** Digits that a mark has; ids that differ by {@link #PERIOD} have the same mark. */
    public static final int DIGITS = 7;

    public static final long PERIOD = 10_000_000;

    /** Digits after the point in a marked size, zeros at the end included. */
    public static final int PLACES = 8;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Mark() {}

    /** The marked size next to {@code lots}, at least 0.1 so that it looks like one. */
    static long on(long lots, long id) {
        return Math.max(lots - lots % PERIOD, PERIOD) + of(id);
    }

    /** The same for a figure that must not go back when marks begin anew: it grows with the id. */
    static long onGrowing(long lots, long id) {
        return lots - lots % PERIOD + id;
    }

    /** A count of lots as a size. */
    static Decimal size(long lots) {
        return Decimal.of(lots, PLACES, PLACES);
    }

    /** The mark of an id: 0 to {@link #PERIOD} - 1. */
    public static long of(long id) {
        return id % PERIOD;
    }

    /** The mark that {@code size} bears; a size that nobody marked gives a number as good as any. -1 if it has too many digits. */
    public static long in(Decimal size) {
        int missing = PLACES - size.scale();
        if (missing < 0 || size.signum() < 0) {
            return -1;
        }
        return missing > PLACES ? 0 : size.mantissa() % PERIOD * POWERS[missing] % PERIOD;
    }
}
