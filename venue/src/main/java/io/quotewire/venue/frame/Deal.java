package io.quotewire.venue.frame;

import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of one trade, each of which a trade must have.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
public final class Deal {
    private static final Name BUY = Name.of("buy");
    private static final Name SELL = Name.of("sell");

    private long number;
    private long merged;
    private @Nullable Decimal price;
    private @Nullable Decimal size;
    private @Nullable Side side;

    /** The venue's consecutive number, which is also the trade's name. */
    public void number(long consecutive) {
        number = consecutive;
    }

    /** How many numbers, ending in the trade's own, were put together; 1 unless said. */
    public void merged(long numbers) {
        merged = numbers;
    }

    public void side(Side taker) {
        side = taker;
    }

    /** Reads the taker's side where it is the text {@code buy} or {@code sell}. */
    public void readSide(Frame frame) {
        long text = frame.text();
        if (!frame.is(text, BUY) && !frame.is(text, SELL)) {
            throw frame.malformed("buy or sell");
        }
        side = frame.is(text, BUY) ? Side.BUY : Side.SELL;
    }

    /** Reads the price at hand, which must be above zero. */
    public void readPrice(Frame frame) {
        price = frame.positive();
    }

    /** Reads the size at hand, which must be above zero. */
    public void readSize(Frame frame) {
        size = frame.positive();
    }

    /** Tells {@code sink} of the trade; refuses one that lacks a field. */
    public void tell(Frame frame, Listing listing, long tsUs, FrameSink sink) {
        if (number <= 0 || merged <= 0 || merged > number || side == null || price == null || size == null) {
            throw frame.malformed("a trade with number, side, price and size");
        }
        String id = Long.toString(number);
        sink.trade(
                new Trade(listing, tsUs, frame.recvUs(), frame.simulated(), id, number, side, price, size, false),
                merged);
    }

    void clear() {
        number = 0;
        merged = 1;
        price = null;
        size = null;
        side = null;
    }
}
