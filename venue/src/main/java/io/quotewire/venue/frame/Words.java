package io.quotewire.venue.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time: the word-wide steps that {@link Frame} and {@link Symbols} share. */
final class Words {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Powers of ten up to what one word of digits can need. */
    static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    static final long ZERO_DIGITS = 0x3030303030303030L;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Words() {}

    /** The eight bytes from {@code at}, the first one lowest; zeros stand for what lies beyond the array. */
    static long at(byte[] bytes, int at) {
        return at + Long.BYTES <= bytes.length ? (long) LITTLE_ENDIAN.get(bytes, at) : slowly(bytes, at);
    }

    /** The lowest {@code count} bytes of {@code word}, 0 to 8. */
    static long first(long word, int count) {
        return count >= Long.BYTES ? word : word & ((1L << (8 * count)) - 1);
    }

    /**
     * A mask whose lowest set bit marks the first byte that ends or bends a JSON string: a quote, a backslash, a control
     * character or anything beyond ASCII. Bits above the lowest are not to be trusted.
     *
     * <p>Turning the second bit maps the quote to a space and control characters to each other, so that one subtraction
     * finds both.
     */
    static long special(long word) {
        long quoteOrControl = (word ^ (ONES * 2)) - (ONES * (' ' + 1));
        long backslash = (word ^ (ONES * '\\')) - ONES;
        return (quoteOrControl | backslash | word) & HIGHS;
    }

    /** The index of the byte that the lowest bit of {@code mask} marks. */
    static int index(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /** A mask whose lowest set bit marks the first point. */
    static long point(long word) {
        long point = word ^ (ONES * '.');
        return (point - ONES) & ~point & HIGHS;
    }

    /** The first {@code count} bytes of {@code word}, 1 to 8, moved up to its end, behind as many digits zero as fit. */
    static long rightAligned(long word, int count) {
        int pad = Long.SIZE - 8 * count;
        return (word << pad) | (ZERO_DIGITS & ((1L << pad) - 1));
    }

    /** Whether all eight bytes are decimal digits. */
    static boolean areDigits(long word) {
        long high = 0xF0F0F0F0F0F0F0F0L;
        return ((word & high) | (((word + 0x0606060606060606L) & high) >>> 4)) == 0x3333333333333333L;
    }

    /** How many of the bytes, from the first on, are decimal digits. */
    static int digits(long word) {
        long distance = word ^ ZERO_DIGITS;
        return index(((distance + ONES * (0x80 - 10)) | distance) & HIGHS);
    }

    /** How many digits zero stand at the end of {@code word}. */
    static int trailingZeros(long word) {
        return Long.numberOfLeadingZeros(word ^ ZERO_DIGITS) >>> 3;
    }

    /** The number that eight digits spell; a byte of 0 counts as a digit zero. */
    static long value(long digits) {
        long pairs = ((digits & 0x0F0F0F0F0F0F0F0FL) * 2561) >>> 8;
        long fours = ((pairs & 0x00FF00FF00FF00FFL) * 6553601) >>> 16;
        return ((fours & 0x0000FFFF0000FFFFL) * 42949672960001L) >>> 32;
    }

    /** Whether {@code c} is white space of JSON. */
    static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Whether {@code length} bytes are the same; {@code padded} has eight bytes to spare behind them. */
    static boolean same(byte[] bytes, int from, byte[] padded, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            int count = Math.min(length - i, Long.BYTES);
            if (first(at(bytes, from + i) ^ at(padded, i), count) != 0) {
                return false;
            }
        }
        return true;
    }

    private static long slowly(byte[] bytes, int at) {
        long word = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            word = (word << 8) | (bytes[i] & 0xFF);
        }
        return word;
    }
}
