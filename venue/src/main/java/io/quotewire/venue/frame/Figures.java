package io.quotewire.venue.frame;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;

/**
 * Gathers the decimals of one ticker or quote and judges them together.
 *
 * <p>An empty text is a figure that the venue does not have. A side of size zero is a level at which nothing stands, so
 * the side is absent. A day without volume may print its prices as zeros; they are absent too. Any other price of zero
 * is nonsense.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
public final class Figures {
    private static final int TIME = Figure.COLUMNS;
    private static final int SYMBOL = TIME + 1;
    private static final int SEQUENCE = TIME + 2;
    private static final int DAY_PRICES = bit(Figure.LAST) | bit(Figure.OPEN) | bit(Figure.HIGH) | bit(Figure.LOW);

    private final Decimals.Row row = new Decimals.Row(Figure.COLUMNS);
    private final Decimals.Row change = new Decimals.Row(1);
    private int read;
    private int zeros;
    private long time;
    private long sequence;

    /** Columns that hold a value, perhaps of an earlier message: each message overwrites most of them by itself. */
    private int held;

    /**
     * Reads the members of the object just entered.
     *
     * @param keys numbered thus: the figures in the order of {@link Figure}'s columns, the time, the symbol, the sequence
     */
    public void readMembers(Frame frame, Keys keys) {
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            switch (key) {
                case TIME -> time = frame.anyInteger();
                case SYMBOL -> frame.symbol();
                case SEQUENCE -> sequence = frame.anyInteger();
                case Frame.OTHER -> frame.skip();
                default -> read(frame, key);
            }
        }
    }

    /**
     * Reads the members of the object just entered, which tells the best of each side as an array of levels, as a book does.
     *
     * @param keys numbered thus: bids, asks, the time, the sequence
     */
    public void readSides(Frame frame, Keys keys) {
        int sides = 0;
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            switch (key) {
                case 0, 1 -> {
                    readBest(frame, key == 0 ? Figure.BID : Figure.ASK);
                    sides |= 1 << key;
                }
                case 2 -> time = frame.anyInteger();
                case 3 -> sequence = frame.anyInteger();
                default -> frame.skip();
            }
        }
        if (sides != 3) {
            throw frame.malformed("bids and asks");
        }
    }

    /** Reads the decimal at hand into {@code column}, one of {@link Figure}'s. */
    public void read(Frame frame, int column) {
        take(frame, column, frame.decimal());
    }

    /** Likewise where it may also be a JSON number. */
    public void readLoose(Frame frame, int column) {
        take(frame, column, frame.looseDecimal());
    }

    /** Reads by how much the last price differs from the opening one, from which the opening price follows. */
    public void readChange(Frame frame) {
        frame.numeral();
        frame.store(change, 0);
    }

    private void take(Frame frame, int column, int sign) {
        int bit = 1 << column;
        read |= bit;
        zeros &= ~bit;
        if (sign < 0) {
            row.clear(column);
        } else {
            frame.store(row, column);
            held |= bit;
            zeros |= sign == 0 ? bit : 0;
        }
    }

    /** The number that was read for the time, 0 if there was none; {@link #sequence} likewise. */
    public long time() {
        return time;
    }

    public long sequence() {
        return sequence;
    }

    /** The ticker; refused without a last price, which each venue always names. */
    public Ticker ticker(Frame frame, Listing listing, long tsUs) {
        if ((read & bit(Figure.LAST)) == 0) {
            throw frame.malformed("a last price");
        }
        open(frame);
        settle(frame);
        return new Ticker(listing, tsUs, frame.recvUs(), frame.simulated(), row.toDecimals());
    }

    /** The quote; {@code number} is 0 where the venue numbers none. */
    public Quote quote(Frame frame, Listing listing, long tsUs, long number) {
        settle(frame);
        halfSide(frame, Figure.BID, Figure.BID_SIZE);
        halfSide(frame, Figure.ASK, Figure.ASK_SIZE);
        return new Quote(
                listing,
                tsUs,
                frame.recvUs(),
                frame.simulated(),
                number,
                row.get(Figure.BID.column()),
                row.get(Figure.BID_SIZE.column()),
                row.get(Figure.ASK.column()),
                row.get(Figure.ASK_SIZE.column()));
    }

    /** Refuses a message that lacked a column between these two. */
    public void require(Frame frame, Figure from, Figure to) {
        int wanted = (bit(to) << 1) - bit(from);
        if ((read & wanted) != wanted) {
            throw frame.malformed("figures " + from + " to " + to);
        }
    }

    void clear() {
        change.clear();
        read = 0;
        zeros = 0;
        time = 0;
        sequence = 0;
    }

    /** Each level is an array that begins with price and size; the first level counts. */
    private void readBest(Frame frame, Figure price) {
        int levels = 0;
        for (frame.array(); frame.item(); levels++) {
            frame.array();
            for (int i = 0; frame.item(); i++) {
                if (levels == 0 && i < 2) {
                    read(frame, price.column() + i);
                } else {
                    frame.skip();
                }
            }
        }
    }

    /** Works the opening price out, which is no guess: both figures are of one message. */
    private void open(Frame frame) {
        Decimal difference = change.get(0);
        Decimal last = row.get(Figure.LAST.column());
        if (difference == null || last == null || last.isZero()) {
            return;
        }
        try {
            Decimal open = last.minus(difference);
            row.set(Figure.OPEN.column(), open.mantissa(), open.scale(), open.places());
            read |= bit(Figure.OPEN);
            held |= bit(Figure.OPEN);
            if (open.signum() <= 0) {
                throw frame.malformed("a change below the last price");
            }
        } catch (ArithmeticException e) {
            throw frame.malformed("a change that fits the last price");
        }
    }

    private void settle(Frame frame) {
        drop(held & ~read);
        if (zeros != 0) {
            settleZeros(frame);
        }
    }

    private void settleZeros(Frame frame) {
        side(Figure.BID, Figure.BID_SIZE);
        side(Figure.ASK, Figure.ASK_SIZE);
        if ((zeros & bit(Figure.VOLUME)) != 0) {
            drop(DAY_PRICES & zeros);
        }
        if ((zeros & ~bit(Figure.VOLUME)) != 0) {
            throw frame.malformed("a price above zero");
        }
    }

    private void side(Figure price, Figure size) {
        if ((zeros & bit(size)) != 0) {
            drop(bit(price) | bit(size));
        }
    }

    private void halfSide(Frame frame, Figure price, Figure size) {
        if (row.has(price.column()) != row.has(size.column())) {
            throw frame.malformed("a price and a size for each side");
        }
    }

    private void drop(int columns) {
        for (int rest = columns; rest != 0; rest &= rest - 1) {
            row.clear(Integer.numberOfTrailingZeros(rest));
        }
        held &= ~columns;
        zeros &= ~columns;
    }

    private static int bit(Figure figure) {
        return 1 << figure.column();
    }
}
