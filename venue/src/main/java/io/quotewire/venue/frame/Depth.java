package io.quotewire.venue.frame;

import io.quotewire.model.Checksum;
import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Quote;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the levels of one message about a book. A price is above zero; a size of zero is a level that has gone.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
public final class Depth {
    /** Most levels that one message may list, on both sides together: more than any venue's whole book has. */
    static final int MOST = 200_000;

    private static final int PRICE = 0;
    private static final int SIZE = 1;

    private final Levels.Builder bids = new Levels.Builder();
    private final Levels.Builder asks = new Levels.Builder();
    private boolean bidsRead;
    private boolean asksRead;
    private final Decimals.Row level = new Decimals.Row(2);
    private boolean snapshot;
    private long first;
    private long last;
    private Extent extent = Extent.WHOLE;
    private @Nullable Checksum checksum;

    /** The levels are the state of the book as far as {@code reach}; unless said, or with null, they are changes. */
    public void snapshot(@Nullable Extent reach) {
        snapshot = reach != null;
        extent = reach == null ? Extent.WHOLE : reach;
    }

    /** As {@link BookMessage#first} and {@link BookMessage#last}; none unless said. */
    public void numbers(long from, long to) {
        first = from;
        last = to;
    }

    /** The first of the two alone. */
    public void first(long number) {
        first = number;
    }

    /** The last of the two alone. */
    public void last(long number) {
        last = number;
    }

    /** Refuses a state without a number, and changes whose numbers are not a range. */
    public void requireNumbers(Frame frame) {
        if (last <= 0 || (!snapshot && (first <= 0 || last < first))) {
            throw frame.malformed("numbers of the changes");
        }
    }

    /** What the book adds up to afterwards; nothing unless said. */
    public void checksum(@Nullable Checksum expected) {
        checksum = expected;
    }

    /** Reads an array of levels, each an array that begins with price and size as decimals in quotes. */
    public void readBids(Frame frame) {
        read(frame, bids);
        bidsRead = true;
    }

    /** Likewise. */
    public void readAsks(Frame frame) {
        read(frame, asks);
        asksRead = true;
    }

    /** Refuses a message of which not both sides have been read. */
    public void requireSides(Frame frame) {
        if (!bidsRead || !asksRead) {
            throw frame.malformed("bids and asks");
        }
    }

    /** How many levels the longer side has so far. */
    public int longest() {
        return Math.max(bids.count(), asks.count());
    }

    /**
     * Reads an object that is the state of a book.
     *
     * @param keys numbered thus: the state's number, bids, asks
     */
    public void readState(Frame frame, Keys keys) {
        frame.object();
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            switch (key) {
                case 0 -> last = frame.integer();
                case 1 -> readBids(frame);
                case 2 -> readAsks(frame);
                default -> frame.skip();
            }
        }
        require(frame);
    }

    /** Refuses a message without numbers, or that has not named both sides, be it to say that nothing stands there. */
    public void require(Frame frame) {
        boolean numbered = snapshot ? last > 0 : first > 0 && first <= last;
        if (!bidsRead || !asksRead || !numbered) {
            throw frame.malformed("bids, asks and their numbers");
        }
    }

    /** The first level of each side as a quote, numbered as {@link #numbers} has said; a level of size zero is none. */
    public Quote quote(Frame frame, Listing listing, long tsUs) {
        Levels bid = bids.toLevels();
        Levels ask = asks.toLevels();
        boolean hasBid = !bid.isEmpty() && bid.sizeMantissa(0) != 0;
        boolean hasAsk = !ask.isEmpty() && ask.sizeMantissa(0) != 0;
        return new Quote(
                listing,
                tsUs,
                frame.recvUs(),
                frame.simulated(),
                last,
                hasBid ? bid.price(0) : null,
                hasBid ? bid.size(0) : null,
                hasAsk ? ask.price(0) : null,
                hasAsk ? ask.size(0) : null);
    }

    /** Reads the price at hand as that of the next level to be {@link #add}ed. */
    public void readPrice(Frame frame) {
        take(frame, PRICE, frame.decimal());
    }

    /** Likewise its size. */
    public void readSize(Frame frame) {
        take(frame, SIZE, frame.decimal());
    }

    /** As {@link #readPrice} where it may also be a JSON number. */
    public void readLoosePrice(Frame frame) {
        take(frame, PRICE, frame.looseDecimal());
    }

    /** As {@link #readSize} where it may also be a JSON number. */
    public void readLooseSize(Frame frame) {
        take(frame, SIZE, frame.looseDecimal());
    }

    /** Adds the level whose price and size have been read, in either order; refuses one that lacks a value. */
    public void add(Frame frame, boolean bid) {
        Decimal price = level.get(PRICE);
        Decimal size = level.get(SIZE);
        if (price == null || size == null) {
            throw frame.malformed("a level of price and size");
        }
        requireRoom(frame);
        Levels.Builder side = bid ? bids : asks;
        side.add(price);
        side.add(size);
        level.clear();
    }

    /** Tells {@code sink} what was gathered. */
    public void tell(Frame frame, Listing listing, long tsUs, FrameSink sink) {
        sink.book(new BookMessage(
                listing,
                tsUs,
                frame.recvUs(),
                frame.simulated(),
                snapshot,
                snapshot ? 0 : first,
                last,
                extent,
                bids.toLevels(),
                asks.toLevels(),
                checksum));
    }

    void clear() {
        level.clear();
        bids.clear();
        asks.clear();
        bidsRead = false;
        asksRead = false;
        snapshot = false;
        first = 0;
        last = 0;
        extent = Extent.WHOLE;
        checksum = null;
    }

    private void read(Frame frame, Levels.Builder side) {
        for (frame.array(); frame.item(); ) {
            int values = 0;
            for (frame.array(); frame.item(); values++) {
                if (values > 1) {
                    frame.skip();
                } else {
                    readPair(frame, values == 0, side);
                }
            }
            if (values < 2) {
                throw frame.malformed("a level of price and size");
            }
        }
    }

    private void readPair(Frame frame, boolean price, Levels.Builder side) {
        int sign = frame.decimal();
        if (sign < 0 || (price && sign == 0)) {
            throw frame.malformed(price ? "a price above zero" : "a size");
        }
        store(frame, side);
    }

    private void take(Frame frame, int column, int sign) {
        if (sign < 0 || (column == PRICE && sign == 0)) {
            throw frame.malformed(column == PRICE ? "a price above zero" : "a size");
        }
        frame.store(level, column);
    }

    private void store(Frame frame, Levels.Builder side) {
        requireRoom(frame);
        frame.store(side);
    }

    private void requireRoom(Frame frame) {
        if (bids.count() + asks.count() >= MOST) {
            throw frame.malformed("at most " + MOST + " levels");
        }
    }
}
