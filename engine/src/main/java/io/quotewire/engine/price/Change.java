package io.quotewire.engine.price;

import io.quotewire.model.Decimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The difference between the last price and the one 24 hours before, worked out only when one of them is another: most
 * tickers differ in their quotes alone.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Change {
    private @Nullable Decimal last;
    private @Nullable Decimal open;
    private @Nullable Decimal absolute;
    private @Nullable Decimal percent;

    public void between(@Nullable Decimal newOpen, @Nullable Decimal newLast) {
        if (isSame(newOpen, open) && isSame(newLast, last)) {
            return;
        }
        open = newOpen;
        last = newLast;
        absolute = null;
        percent = null;
        // No market opened at zero: that is a venue's way to say that it does not know.
        if (newOpen != null && newLast != null && newOpen.signum() > 0) {
            absolute = difference(newLast, newOpen);
            percent = absolute == null ? null : percentage(absolute, newOpen);
        }
    }

    /** Exact; null where it is not known or does not fit. */
    @Nullable
    public Decimal absolute() {
        return absolute;
    }

    /** With two places, rounded half up; null where it is not known or does not fit. */
    @Nullable
    public Decimal percent() {
        return percent;
    }

    private static @Nullable Decimal difference(Decimal last, Decimal open) {
        try {
            return last.minus(open);
        } catch (ArithmeticException doesNotFit) {
            return null;
        }
    }

    private static @Nullable Decimal percentage(Decimal change, Decimal open) {
        try {
            return change.shifted(2).dividedBy(open, 2, RoundingMode.HALF_UP);
        } catch (ArithmeticException doesNotFit) {
            return null;
        }
    }

    /** Equal and written alike: the difference is printed as finely as its operands. */
    private static boolean isSame(@Nullable Decimal one, @Nullable Decimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.equals(other) && one.places() == other.places();
    }
}
