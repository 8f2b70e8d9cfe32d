package io.quotewire.lab.market;

import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.model.Levels;

/**
 * The book of one listing after one of its updates, its best prices those of the quote with the same number. Immutable; its
 * levels are made when they are asked for.
 *
 * <p><b>Threads:</b> any.
 */
public final class Book {
    /** More levels than any side has: all of them. */
    public static final int WHOLE = Integer.MAX_VALUE;

    private final BookShape shape;
    private final long made;
    private final long sequence;
    private final Best bid;
    private final Best ask;

    private Book(BookShape shape, long made, long sequence, Best bid, Best ask) {
        this.shape = shape;
        this.made = made;
        this.sequence = sequence;
        this.bid = bid;
        this.ask = ask;
    }

    /** @param made number of the update that made it, which need not be the number that is told */
    static Book of(BookShape shape, long made, Best bid, Best ask) {
        return new Book(shape, made, made, bid, ask);
    }

    /** The book before anybody has come. */
    static Book empty(BookShape shape, long sequence) {
        return new Book(shape, sequence, sequence, Best.NONE, Best.NONE);
    }

    /** One side's best price and what stands there; no lots where the side is empty. */
    record Best(long ticks, long lots) {
        private static final Best NONE = new Best(0, 0);
    }

    /** Number of the update after which it is so. */
    public long sequence() {
        return sequence;
    }

    /** The best {@code most} bids, the best first. */
    public Levels bids(int most) {
        return side(true, most).levels();
    }

    /** The best {@code most} asks, the best first. */
    public Levels asks(int most) {
        return side(false, most).levels();
    }

    /** The same under another number: what a venue tells that has begun to count anew. */
    public Book numbered(long other) {
        return new Book(shape, made, other, bid, ask);
    }

    /** The same with its best bid a tick above its best ask: what no sound venue tells. */
    public Book crossed() {
        return new Book(shape, made, sequence, new Best(ask.ticks + 1, bid.lots), ask);
    }

    /** Whether {@code quoted} says what is best here. */
    public boolean agreesWith(Quoted quoted) {
        return shape.pair().price(bid.ticks).equals(quoted.bid())
                && shape.pair().price(ask.ticks).equals(quoted.ask())
                && Mark.size(bid.lots).equals(quoted.bidSize())
                && Mark.size(ask.lots).equals(quoted.askSize());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Book book
                && made == book.made
                && sequence == book.sequence
                && bid.equals(book.bid)
                && ask.equals(book.ask)
                && shape.equals(book.shape);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(made) * 31 + Long.hashCode(sequence);
    }

    /** {@code 4 of BTC-USDT on okx} */
    @Override
    public String toString() {
        return sequence + " of " + shape.pair().listing();
    }

    Rungs side(boolean bids, int most) {
        Best best = bids ? bid : ask;
        Rungs rungs = new Rungs(shape.pair(), bids, Math.min(most, BookShape.DEPTH + 1));
        if (best.lots == 0) {
            return rungs;
        }
        rungs.add(best.ticks, best.lots);
        long k = shape.first(bids, best.ticks);
        while (rungs.hasRoom() && shape.ticks(k) > 0) {
            rungs.add(shape.ticks(k), shape.lots(bids, k, made));
            k += bids ? -1 : 1;
        }
        return rungs;
    }
}
