package io.quotewire.venue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time: the word-wide steps that {@link Frame} and {@link Symbols} share. */
final class Words {
    private static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
     */
    static long special(long word) {
        long quote = word ^ (ONES * '"');
        long backslash = word ^ (ONES * '\\');
        long zero = ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash);
        long control = (word - ONES * ' ') & ~word;
        return (zero | control | word) & HIGHS;
    }

    /** The index of the byte that the lowest bit of {@code mask} marks. */
    static int index(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    private static long slowly(byte[] bytes, int at) {
        long word = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            word = (word << 8) | (bytes[i] & 0xFF);
        }
        return word;
    }
}
