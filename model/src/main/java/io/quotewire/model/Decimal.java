package io.quotewire.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * An exact decimal that remembers how it was written: {@code 61837.63000000} equals {@code 61837.63} and still prints
 * its six zeros.
 *
 * <p>At least 18 significant digits; trailing zeros do not count, so the volume {@code 12045688123456.00000000} is in
 * range. Equality, hash and order are numeric. Exponents are read, never
 * written.
 */
public final class Decimal implements Comparable<Decimal> {
    public static final Decimal ZERO = new Decimal(0, 0, 0);

    /** Most digits after the point, and most zeros before it, that a value may have. */
    public static final int MAX_PLACES = 36;

    /** Longest printed form in characters: sign, 19 digits, 36 zeros, point, 36 digits. */
    public static final int MAX_LENGTH = 1 + 19 + MAX_PLACES + 1 + MAX_PLACES;

    private static final long[] POWERS = powersOfTen();

    private static final long SMALL = Long.MAX_VALUE / 200;

    /** Without trailing zeros, so that equal values have equal fields. */
    private final long mantissa;

    private final byte scale;
    private final byte places;

    private Decimal(long mantissa, int scale, int places) {
        this.mantissa = mantissa;
        this.scale = (byte) scale;
        this.places = (byte) places;
    }

    /**
     * The value {@code mantissa / 10^scale}, printed with {@code places} digits after the point.
     *
     * @param scale -36 to 36; negative for whole tens
     * @param places 0 to 36, at least what the value needs
     * @throws ArithmeticException out of these ranges
     */
    public static Decimal of(long mantissa, int scale, int places) {
        long digits = mantissa;
        int power = mantissa == 0 ? 0 : scale;
        while (digits != 0 && digits % 10 == 0) {
            digits /= 10;
            power--;
        }
        if (power < -MAX_PLACES || power > MAX_PLACES || places < Math.max(power, 0) || places > MAX_PLACES) {
            throw new ArithmeticException("a decimal has at most %d places and %d zeros, was %d / 10^%d with %d places"
                    .formatted(MAX_PLACES, MAX_PLACES, mantissa, scale, places));
        }
        return new Decimal(digits, power, places);
    }

    /** A value that is known to be in normal form, as a {@link Decimals.Row} keeps it. */
    static Decimal ofNormal(long mantissa, int scale, int places) {
        return new Decimal(mantissa, scale, places);
    }

    /**
     * Reads {@code -?digits[.digits][e[+-]digits]}.
     *
     * @throws NumberFormatException if the text is anything else, or has more digits than fit
     */
    public static Decimal parse(CharSequence text) {
        DecimalReader reader = new DecimalReader();
        for (int i = 0; i < text.length(); i++) {
            reader.accept(text.charAt(i));
        }
        Decimal value = reader.finish() ? reader.value() : null;
        if (value == null) {
            throw new NumberFormatException("not an exact decimal of at most 18 digits: "
                    + (text.length() <= 40 ? text : text.subSequence(0, 40) + "…"));
        }
        return value;
    }

    /** The digits without point and trailing zeros; with {@link #scale} the whole value. */
    public long mantissa() {
        return mantissa;
    }

    public int scale() {
        return scale;
    }

    /** Digits that are printed after the point. */
    public int places() {
        return places;
    }

    public boolean isZero() {
        return mantissa == 0;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return Long.signum(mantissa);
    }

    /**
     * The exact difference, printed with the places of the finer operand.
     *
     * @throws ArithmeticException if it does not fit
     */
    public Decimal minus(Decimal other) {
        int finer = Math.max(places, other.places);
        if (scale == other.scale) {
            long difference = mantissa - other.mantissa;
            boolean overflow = ((mantissa ^ other.mantissa) & (mantissa ^ difference)) < 0;
            if (!overflow) {
                return of(difference, scale, finer);
            }
        }
        return of(toBigDecimal().subtract(other.toBigDecimal()), finer);
    }

    /** This value with the point moved: {@code shifted(2)} turns a ratio into percent. */
    public Decimal shifted(int digits) {
        return of(mantissa, scale - digits, Math.max(Math.max(scale - digits, 0), places - digits));
    }

    /**
     * The quotient, rounded to {@code resultPlaces}.
     *
     * @throws ArithmeticException if {@code divisor} is zero or the quotient does not fit
     */
    public Decimal dividedBy(Decimal divisor, int resultPlaces, RoundingMode rounding) {
        int power = resultPlaces + divisor.scale - scale;
        boolean fits = power >= 0 && isSmallAt(scale + power) && divisor.isSmallAt(divisor.scale);
        if (fits && rounding == RoundingMode.HALF_UP && !divisor.isZero()) {
            return of(roundedHalfUp(mantissa * POWERS[power], divisor.mantissa), resultPlaces, resultPlaces);
        }
        return of(toBigDecimal().divide(divisor.toBigDecimal(), resultPlaces, rounding), resultPlaces);
    }

    private static long roundedHalfUp(long dividend, long divisor) {
        long quotient = dividend / divisor;
        boolean isUp = 2 * Math.abs(dividend % divisor) >= Math.abs(divisor);
        return isUp ? quotient + ((dividend < 0) == (divisor < 0) ? 1 : -1) : quotient;
    }

    /**
     * Whether this differs from {@code other} by at most so many percent of that one. Exact.
     *
     * @param percent 0 to 100
     */
    public boolean isWithin(int percent, Decimal other) {
        int finest = Math.max(scale, other.scale);
        if (isSmallAt(finest) && other.isSmallAt(finest)) {
            long base = other.mantissa * POWERS[finest - other.scale];
            return 100 * Math.abs(mantissa * POWERS[finest - scale] - base) <= percent * Math.abs(base);
        }
        BigDecimal base = other.toBigDecimal();
        BigDecimal difference = toBigDecimal().subtract(base).abs();
        return difference.scaleByPowerOfTen(2).compareTo(base.abs().multiply(BigDecimal.valueOf(percent))) <= 0;
    }

    /** Whether the mantissa is small enough, in that scale, to be doubled and taken a hundred times. */
    private boolean isSmallAt(int finer) {
        int power = finer - scale;
        if (power >= POWERS.length) {
            return false;
        }
        long most = SMALL / POWERS[power];
        return -most <= mantissa && mantissa <= most;
    }

    /**
     * The value with so many digits behind the point, or fewer where it has no more; printed with all of them.
     *
     * @throws ArithmeticException if more than 18 digits are left
     */
    public static Decimal rounded(BigDecimal value, int places, RoundingMode rounding) {
        return of(value.setScale(places, rounding), places);
    }

    /** For sums and products at the edges; the hot path stays with this class. */
    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(mantissa, scale);
    }

    /**
     * Prints into {@code target} as ASCII and returns the offset behind the last character. Needs at most {@link
     * #MAX_LENGTH} bytes.
     */
    public int print(byte[] target, int offset) {
        return print(mantissa, scale, places, target, offset);
    }

    /**
     * Prints {@code mantissa / 10^scale} likewise, without an object; the mantissa may end in zeros.
     *
     * @param scale -36 to {@code places}
     * @param places 0 to 36
     */
    public static int print(long mantissa, int scale, int places, byte[] target, int offset) {
        int zerosBehind = mantissa == 0 ? places : places - scale;
        int digits = Math.max(digitCount(mantissa) + zerosBehind, places + 1);
        int end = offset + (mantissa < 0 ? 1 : 0) + digits + (places > 0 ? 1 : 0);
        printBefore(mantissa, scale, places, target, end);
        return end;
    }

    /**
     * Prints {@code mantissa / 10^scale} likewise, but so that it ends before {@code end}, and returns where it begins: the
     * cheaper way, as nobody has to know how long it will be.
     */
    public static int printBefore(long mantissa, int scale, int places, byte[] target, int end) {
        int zerosBehind = mantissa == 0 ? places : places - scale;
        int fraction = Math.max(0, places - zerosBehind);
        int at = zerosBefore(places - fraction, target, end);
        // Below zero, where each value that a long has fits.
        long rest = mantissa > 0 ? -mantissa : mantissa;
        for (int left = fraction; left > 0; left--) {
            target[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        if (places > 0) {
            target[--at] = '.';
        }
        at = zerosBefore(zerosBehind - (places - fraction), target, at);
        at = digitsBefore(rest, target, at);
        if (mantissa < 0) {
            target[--at] = '-';
        }
        return at;
    }

    /** Prints a number of zero or more without sign, so that it ends before {@code end}; returns where it begins. */
    public static int printBefore(long number, byte[] target, int end) {
        return digitsBefore(-number, target, end);
    }

    private static int zerosBefore(int zeros, byte[] target, int end) {
        for (int at = end - zeros; at < end; at++) {
            target[at] = '0';
        }
        return end - zeros;
    }

    /** Of a number of zero or less, two digits at a time. */
    private static int digitsBefore(long negative, byte[] target, int end) {
        int at = end;
        long rest = negative;
        while (rest <= -10) {
            long hundreds = rest / 100;
            int pair = (int) (hundreds * 100 - rest);
            target[--at] = (byte) ('0' + pair % 10);
            target[--at] = (byte) ('0' + pair / 10);
            rest = hundreds;
        }
        if (rest < 0 || at == end) {
            target[--at] = (byte) ('0' - rest);
        }
        return at;
    }

    @Override
    public int compareTo(Decimal other) {
        if (scale == other.scale) {
            return Long.compare(mantissa, other.mantissa);
        }
        return scale > other.scale ? -compareScaled(other, this) : compareScaled(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimal decimal && mantissa == decimal.mantissa && scale == decimal.scale;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(mantissa) * 31 + scale;
    }

    @Override
    public String toString() {
        byte[] text = new byte[MAX_LENGTH];
        return new String(text, 0, print(text, 0), StandardCharsets.ISO_8859_1);
    }

    /** Compares with 128-bit intermediates where {@code coarse.scale < fine.scale}. */
    private static int compareScaled(Decimal coarse, Decimal fine) {
        int power = fine.scale - coarse.scale;
        if (power >= POWERS.length) {
            return coarse.toBigDecimal().compareTo(fine.toBigDecimal());
        }
        long high = Math.multiplyHigh(coarse.mantissa, POWERS[power]);
        long low = coarse.mantissa * POWERS[power];
        long fineHigh = fine.mantissa >> 63;
        return high != fineHigh ? Long.compare(high, fineHigh) : Long.compareUnsigned(low, fine.mantissa);
    }

    private static Decimal of(BigDecimal value, int places) {
        BigDecimal plain = value.stripTrailingZeros();
        BigInteger digits = plain.unscaledValue();
        if (digits.bitLength() > 63) {
            throw new ArithmeticException("more than 18 digits: " + value);
        }
        return of(digits.longValue(), plain.scale(), places);
    }

    /** By the number of bits, which is right or one too few: 1233 / 4096 is a little more than the logarithm of 2. */
    private static int digitCount(long value) {
        long magnitude = Math.abs(value);
        if (magnitude < 0) {
            return POWERS.length; // The smallest long of all.
        }
        int fewest = ((Long.SIZE - Long.numberOfLeadingZeros(magnitude | 1)) * 1_233) >>> 12;
        return magnitude < POWERS[fewest] ? Math.max(1, fewest) : fewest + 1;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
