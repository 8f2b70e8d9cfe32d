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

    /** The number at which each became what it is. */
    private long[] changedAt = new long[FIRST];

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

    /** The number at which the level became what it is. */
    long changedAt(int index) {
        return changedAt[index];
    }

    /** Adds the size of a level of {@code side} at a price in these digits, as it is since number {@code seq}. */
    void add(BookSide side, int level, int pricePlaces, long seq) {
        put(side.key(level), pricePlaces, seq);
        sizes[count - 1] = side.sizeMantissa(level);
        looks[3 * count - 2] = (byte) side.sizeScale(level);
        looks[3 * count - 1] = (byte) side.sizePlaces(level);
    }

    /** Adds a level of {@code other}. */
    void add(Rows other, int index) {
        put(other.keys[index], other.pricePlaces(index), other.changedAt[index]);
        sizes[count - 1] = other.sizes[index];
        looks[3 * count - 2] = other.looks[3 * index + 1];
        looks[3 * count - 1] = other.looks[3 * index + 2];
    }

    /** Adds a price at which nothing stands any more. */
    void addGone(long key, int pricePlaces) {
        put(key, pricePlaces, 0);
        sizes[count - 1] = 0;
        looks[3 * count - 2] = 0;
        looks[3 * count - 1] = 0;
    }

    /** Whether the size would print as that of a level of {@code side}. */
    boolean hasSizeOf(int index, BookSide side, int level) {
        return sizes[index] == side.sizeMantissa(level)
                && looks[3 * index + 1] == side.sizeScale(level)
                && looks[3 * index + 2] == side.sizePlaces(level);
    }

    /** Counts prices in steps that are ten times as fine. False if one does not fit. */
    boolean refine() {
        for (int i = 0; i < count; i++) {
            if (Math.abs(keys[i]) > Long.MAX_VALUE / 10) {
                return false;
            }
            keys[i] *= 10;
        }
        scale++;
        return true;
    }

    private void put(long key, int pricePlaces, long seq) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            changedAt = Arrays.copyOf(changedAt, 2 * count);
            looks = Arrays.copyOf(looks, 6 * count);
        }
        keys[count] = key;
        looks[3 * count] = (byte) pricePlaces;
        changedAt[count] = seq;
        count++;
    }
}
