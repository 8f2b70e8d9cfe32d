package io.quotewire.engine.candle;

import io.quotewire.model.Decimal;
import java.math.BigDecimal;

/**
 * An exact sum: in a long while it fits, beside it in an object what does not.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Total {
    private static final long[] POWERS = powers();

    private long units;
    private int scale;
    private BigDecimal rest = BigDecimal.ZERO;

    void add(Decimal value) {
        add(value.mantissa(), value.scale());
    }

    void addProduct(Decimal one, Decimal other) {
        long high = Math.multiplyHigh(one.mantissa(), other.mantissa());
        long low = one.mantissa() * other.mantissa();
        if (high == low >> 63) {
            add(low, one.scale() + other.scale());
        } else {
            rest = rest.add(one.toBigDecimal().multiply(other.toBigDecimal()));
        }
    }

    BigDecimal value() {
        return rest.add(BigDecimal.valueOf(units, scale));
    }

    private void add(long mantissa, int ofScale) {
        if (ofScale > scale) {
            refine(ofScale);
        }
        int power = scale - ofScale;
        if (power == 0 || fits(mantissa, power)) {
            long more = power == 0 || mantissa == 0 ? mantissa : mantissa * POWERS[power];
            long sum = units + more;
            if (((units ^ sum) & (more ^ sum)) >= 0) {
                units = sum;
                return;
            }
        }
        rest = rest.add(BigDecimal.valueOf(mantissa, ofScale));
    }

    /** Counts in smaller units from now on; what is too much for that is put aside. */
    private void refine(int finer) {
        int power = finer - scale;
        if (units != 0 && fits(units, power)) {
            units *= POWERS[power];
        } else if (units != 0) {
            rest = value();
            units = 0;
        }
        scale = finer;
    }

    private static boolean fits(long mantissa, int power) {
        return mantissa == 0 || (power < POWERS.length && Math.abs(mantissa) <= Long.MAX_VALUE / POWERS[power]);
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
