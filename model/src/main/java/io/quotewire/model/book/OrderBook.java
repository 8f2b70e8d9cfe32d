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
    private final BookSide bids;
    private final BookSide asks;

    public OrderBook() {
        this(false);
    }

    private OrderBook(boolean watched) {
        this.bids = new BookSide(true, watched);
        this.asks = new BookSide(false, watched);
    }

    /** A book that keeps in mind what has changed in it; its owner settles it again and again. */
    public static OrderBook watched() {
        return new OrderBook(true);
    }

    public BookSide bids() {
        return bids;
    }

    public BookSide asks() {
        return asks;
    }

    /**
     * Takes in a whole state in the place of the one before.
     *
     * @return false if a price is not above zero, a size below it, or prices differ by more than 18 digits can hold; the
     *     book is then not to be used
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

    /**
     * Adds to the builders each price of a watched book at which another size stands than when it was last settled, once,
     * with the size that stands there now: zero where none does, also because the book no longer reaches so far. Sizes that
     * are only written otherwise are the same.
     */
    public void changes(Levels.Builder changedBids, Levels.Builder changedAsks) {
        bids.changes(changedBids);
        asks.changes(changedAsks);
    }

    /** Counts changes anew from here. */
    public void settle() {
        bids.settle();
        asks.settle();
    }

    /** Whether anything may have changed in a watched book since it was last settled. */
    public boolean isTouched() {
        return bids.isTouched() || asks.isTouched();
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
