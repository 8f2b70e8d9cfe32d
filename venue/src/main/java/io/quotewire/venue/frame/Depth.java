package io.quotewire.venue.frame;

import io.quotewire.model.Checksum;
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

    private final Levels.Builder bids = new Levels.Builder();
    private final Levels.Builder asks = new Levels.Builder();
    private boolean bidsRead;
    private boolean asksRead;
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

    /** Reads the price at hand and makes it that of a new level; its size must be read next. */
    public void readPrice(Frame frame, boolean bid) {
        if (frame.looseDecimal() <= 0) {
            throw frame.malformed("a price above zero");
        }
        store(frame, bid);
    }

    /** Reads the size that belongs to the price read last. */
    public void readSize(Frame frame, boolean bid) {
        if (frame.looseDecimal() < 0) {
            throw frame.malformed("a size");
        }
        store(frame, bid);
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

    private void store(Frame frame, boolean bid) {
        store(frame, bid ? bids : asks);
    }

    private void store(Frame frame, Levels.Builder side) {
        if (bids.count() + asks.count() >= MOST) {
            throw frame.malformed("at most " + MOST + " levels");
        }
        frame.store(side);
    }
}
