package io.quotewire.app.books;

import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.frame.BookMessage;

/**
 * One book, kept by the rules that the venues' documents state: a state, then changes; after a state over REST whatever is
 * not newer is dropped, and the first that is must reach back to it; where the chain breaks the book is no longer known.
 */
final class PlainBook {
    private final String symbol;
    private final Extent part;
    private final Tally tally;
    private final Witness witness;
    private final Chain chain;
    private final OrderBook book = new OrderBook();
    private final PlainSide bids = new PlainSide(true);
    private final PlainSide asks = new PlainSide(false);
    private boolean known;
    private boolean waitsForBridge;
    private long state;
    private int window = Integer.MAX_VALUE;

    PlainBook(String symbol, Extent part, Tally tally, Witness witness) {
        this.symbol = symbol;
        this.part = part;
        this.tally = tally;
        this.witness = witness;
        chain = new Chain(tally);
    }

    /** Takes in the state over REST. */
    void answer(BookMessage message) {
        tally.note(Figure.STATE_NUMBER, Long.toString(message.last()));
        waitsForBridge = true;
        replace(message);
    }

    /** Takes in a message of the stream. */
    void message(BookMessage message) {
        boolean follows = chain.follows(message);
        if (message.snapshot()) {
            waitsForBridge = false;
            replace(message);
        } else if (!known) {
            tally.count(Figure.NO_SNAPSHOT);
        } else if (waitsForBridge) {
            bridge(message);
        } else if (follows) {
            apply(message);
        } else {
            known = false;
        }
    }

    /** Notes what the book has become. */
    void end() {
        if (!known) {
            return;
        }
        tally.noteBest(book.bids(), book.asks());
        tally.note(Figure.FINAL_LEVELS, bids.levels() + "/" + asks.levels());
        boolean alike = bids.begins(book.bids(), book.bids().isWhole())
                && asks.begins(book.asks(), book.asks().isWhole());
        tally.add(Figure.UNLIKE, alike ? 0 : 1);
        witness.ended(symbol, book.bids(), book.asks(), tally);
    }

    private void replace(BookMessage message) {
        known = true;
        state = message.last();
        window =
                message.extent().kind() == Extent.Kind.WINDOW ? message.extent().levels() : Integer.MAX_VALUE;
        Extent extent = message.extent().kind() == Extent.Kind.PART ? part : message.extent();
        boolean fits = book.replace(extent, message.bids(), message.asks());
        bids.clear();
        asks.clear();
        take(message, fits);
    }

    private void bridge(BookMessage message) {
        if (message.last() <= state) {
            tally.count(Figure.DROPPED);
            return;
        }
        waitsForBridge = false;
        if (message.first() <= state + 1) {
            tally.count(Figure.BRIDGES);
            apply(message);
        } else {
            tally.count(Figure.CHAIN_BAD);
            known = false;
        }
    }

    private void apply(BookMessage message) {
        tally.count(Figure.APPLIED);
        take(message, book.apply(message.bids(), message.asks()));
        witness.applied(symbol, state, message.last(), book.bids(), book.asks(), tally);
    }

    private void take(BookMessage message, boolean fits) {
        tally.add(Figure.UNLIKE, fits ? 0 : 1);
        bids.apply(message.bids());
        asks.apply(message.asks());
        bids.cut(window);
        asks.cut(window);
        Checksum checksum = message.checksum();
        if ((checksum == null || tally.adds(checksum, book.bids(), book.asks())) && book.isCrossed()) {
            tally.count(Figure.CROSSED);
        }
    }
}
