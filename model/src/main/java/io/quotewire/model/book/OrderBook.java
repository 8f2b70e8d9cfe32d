package io.quotewire.model.book;

import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;

/**
 * One book: its bids and its asks, as far as they are known.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class OrderBook {
    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);

    public BookSide bids() {
        return bids;
    }

    public BookSide asks() {
        return asks;
    }

    /**
     * Takes in a whole state in the place of the one before.
     *
     * @return false if its prices differ by more than 18 digits can hold; the book is then not to be used
     */
    public boolean replace(Extent extent, Levels newBids, Levels newAsks) {
        boolean fit = bids.replace(newBids, extent);
        return asks.replace(newAsks, extent) && fit;
    }

    /** Takes in what has changed; false as in {@link #replace}. */
    public boolean apply(Levels changedBids, Levels changedAsks) {
        boolean fit = bids.apply(changedBids);
        return asks.apply(changedAsks) && fit;
    }

    /** Forgets everything. */
    public void clear() {
        bids.clear();
        asks.clear();
    }

    /** Whether the best bid is as high as the best ask, or higher. */
    public boolean isCrossed() {
        return bids.reaches(asks);
    }

    public boolean adds(Checksum checksum) {
        return checksum.matches(bids, asks);
    }

    /** Whether both sides agree with the other book's, as far as both books know. */
    public boolean agreesWith(OrderBook other) {
        return bids.agreesWith(other.bids) && asks.agreesWith(other.asks);
    }
}
