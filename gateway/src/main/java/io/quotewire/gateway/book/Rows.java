package io.quotewire.gateway.book;

import io.quotewire.model.Decimal;
import io.quotewire.model.Ladder;
import io.quotewire.model.book.BookSide;
import java.util.Arrays;

/**
 * Levels of one side of a book, best first, with the digits that clients see. Prices are keys as {@link BookSide} counts
 * them.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class Rows implements Ladder {
    private static final int FIRST = 16;

    private final boolean bids;
    private long[] keys = new long[FIRST];
    private long[] sizes = new long[FIRST];

    /** Places of the price, scale and places of the size. */
    private byte[] looks = new byte[3 * FIRST];

    private int count;
    private int scale;

    Rows(boolean bids) {
        this.bids = bids;
    }

    void restart(int newScale) {
        count = 0;
        scale = newScale;
    }

    int scale() {
        return scale;
    }

    @Override
    public int levels() {
        return count;
    }

    @Override
    public Decimal price(int index) {
        return Decimal.of(bids ? keys[index] : -keys[index], scale, looks[3 * index]);
    }

    @Override
    public Decimal size(int index) {
        return Decimal.of(sizes[index], looks[3 * index + 1], looks[3 * index + 2]);
    }

    long key(int index) {
        return keys[index];
    }

    @Override
    public int pricePlaces(int index) {
        return looks[3 * index];
    }

    /** Adds the size of a level of {@code side} at a price in these digits. */
    void add(BookSide side, int level, int pricePlaces) {
        put(side.key(level), pricePlaces, side.sizeMantissa(level), (byte) side.sizeScale(level), (byte)
                side.sizePlaces(level));
    }

    /** Adds a price of {@code other}, at which nothing stands any more. */
    void addGone(Rows other, int index) {
        put(other.keys[index], other.pricePlaces(index), 0, (byte) 0, (byte) 0);
    }

    /** Whether the size would print as that of a level of {@code side}. */
    boolean hasSizeOf(int index, BookSide side, int level) {
        return sizes[index] == side.sizeMantissa(level)
                && looks[3 * index + 1] == side.sizeScale(level)
                && looks[3 * index + 2] == side.sizePlaces(level);
    }

    /** Counts prices in steps of {@code 10^-finer}. False if one does not fit, or if that is coarser. */
    boolean refine(int finer) {
        for (; scale < finer; scale++) {
            for (int i = 0; i < count; i++) {
                if (Math.abs(keys[i]) > Long.MAX_VALUE / 10) {
                    return false;
                }
                keys[i] *= 10;
            }
        }
        return scale == finer;
    }

    private void put(long key, int pricePlaces, long size, byte sizeScale, byte sizePlaces) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            looks = Arrays.copyOf(looks, 6 * count);
        }
        keys[count] = key;
        sizes[count] = size;
        looks[3 * count] = (byte) pricePlaces;
        looks[3 * count + 1] = sizeScale;
        looks[3 * count + 2] = sizePlaces;
        count++;
    }
}
