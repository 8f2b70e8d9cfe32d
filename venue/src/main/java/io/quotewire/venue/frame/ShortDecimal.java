package io.quotewire.venue.frame;

import io.quotewire.model.Decimal;
import io.quotewire.model.DecimalReader;

/**
 * Reads one exact decimal in the normal form of {@link Decimal}. What is short, as nearly all prices and sizes are, is read
 * a word at a time; {@link DecimalReader} takes the rest, and judges what is no decimal at all.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
final class ShortDecimal {
    private final DecimalReader reader = new DecimalReader();
    private long mantissa;
    private int scale;
    private int places;

    long mantissa() {
        return mantissa;
    }

    int scale() {
        return scale;
    }

    int places() {
        return places;
    }

    Decimal value() {
        return Decimal.of(mantissa, scale, places);
    }

    /**
     * Reads the usual case: one to seven digits, perhaps a point and one to eight more, and a quote. Gives the place of
     * the quote, or -1 for anything else, which {@link #read} may yet understand.
     *
     * <p>Zeros at the end are shifted out before the digits become a number, so that no division is needed to reach the
     * normal form.
     */
    int readShort(byte[] bytes, int from, int end) {
        long head = Words.at(bytes, from);
        int whole = Words.digits(head);
        int point = from + whole;
        if (whole == 0 || whole == Long.BYTES || point + Long.BYTES + 1 >= end || (whole > 1 && bytes[from] == '0')) {
            return -1;
        }
        long first = Words.rightAligned(head, whole);
        if (bytes[point] == '"') {
            whole(first);
            places = 0;
            return point;
        }
        long tail = Words.at(bytes, point + 1);
        int fraction = Words.digits(tail);
        int quote = point + 1 + fraction;
        if (bytes[point] != '.' || fraction == 0 || bytes[quote] != '"') {
            return -1;
        }
        long second = Words.rightAligned(tail, fraction);
        int kept = fraction - Math.min(fraction, Words.trailingZeros(second));
        if (kept > 0) {
            mantissa = Words.value(first) * Words.POWERS[kept] + Words.value(second << (8 * (fraction - kept)));
            scale = kept;
        } else {
            whole(first);
        }
        places = fraction;
        return quote;
    }

    /** Reads what is no longer than a decimal may be; false if it is none, or one with more digits than fit. */
    boolean read(byte[] bytes, int from, int to) {
        reader.reset();
        for (int i = from; i < to; i++) {
            reader.accept(bytes[i]);
        }
        if (!reader.finish()) {
            return false;
        }
        mantissa = reader.mantissa();
        scale = reader.scale();
        places = reader.places();
        return true;
    }

    private void whole(long digits) {
        int zeros = Words.trailingZeros(digits);
        mantissa = zeros == Long.BYTES ? 0 : Words.value(digits << (8 * zeros));
        scale = zeros == Long.BYTES ? 0 : -zeros;
    }
}
