package io.quotewire.gateway.book;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.model.Epoch;
import io.quotewire.model.Extent;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.book.OrderBook;

/**
 * A copy of one book as its shard publishes it.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
public final class Mirror {
    private OrderBook book = new OrderBook();
    private Head head;

    /** The levels are those of the head's epoch and source. */
    private boolean whole;

    /** The last word on it was not that it cannot be trusted. */
    private boolean trusted;

    private boolean anew;

    /** @param topic of kind {@link Topic.Kind#BOOK} */
    public Mirror(Topic topic, Epoch epoch) {
        this.head = DataMessages.nothingYet(topic, epoch);
    }

    /**
     * Takes in the next update.
     *
     * @throws IllegalArgumentException if it is none of a book
     */
    public void accept(Update update) {
        Head before = head;
        head = update.head();
        if (!head.epoch().equals(before.epoch()) || !head.source().equals(before.source())) {
            forget(); // Whatever comes next, it is no change of what stood here.
        }
        switch (update) {
            case Update.Book levels -> take(levels);
            case Update.StatusChange change -> take(change.head().status());
            case Update.Value ignored -> throw new IllegalArgumentException("a value of a book");
            case Update.Trades ignored -> throw new IllegalArgumentException("trades of a book");
            case Update.Gap ignored -> throw new IllegalArgumentException("a gap of a book");
            case Update.ClosedCandle ignored -> throw new IllegalArgumentException("a candle of a book");
            case Update.OpenCandle ignored -> throw new IllegalArgumentException("a candle of a book");
        }
    }

    /** Where the book stands; at number 0 before its first update. */
    public Head head() {
        return head;
    }

    /** Whether there are levels that may be served. */
    public boolean isServed() {
        return whole && trusted;
    }

    /** Whether the last update is to be told as a state of its own, not as a change of what was told before. */
    boolean isAnew() {
        return anew;
    }

    OrderBook book() {
        return book;
    }

    private void take(Update.Book levels) {
        boolean stood = whole;
        if (levels.snapshot()) {
            // What the shard publishes is all that it serves: how far the venue's own knowledge reaches is settled
            // there.
            whole = book.replace(Extent.WHOLE, levels.bids(), levels.asks());
        } else {
            whole = whole && book.apply(levels.bids(), levels.asks());
        }
        anew = levels.snapshot() || (stood && !isServed());
        trusted = true;
    }

    private void take(Status status) {
        anew = false;
        switch (status) {
            case LIVE, STALE, HALTED -> {}
            case RESYNC, DOWN -> trusted = false;
            case CLOSED -> forget();
        }
    }

    private void forget() {
        if (whole) {
            book = new OrderBook(); // A closed book gives its memory back.
        }
        whole = false;
    }
}
