package io.quotewire.venue.frame;

import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of one trade, each of which a trade must have.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
public final class Deal {
    private static final Name BUY = Name.of("buy");
    private static final Name SELL = Name.of("sell");
    private static final Name BUY_TITLED = Name.of("Buy");
    private static final Name SELL_TITLED = Name.of("Sell");
    private static final Name BUY_CAPITAL = Name.of("BUY");
    private static final Name SELL_CAPITAL = Name.of("SELL");

    /** How venues name trades that they do not number: digits, or a UUID. */
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private @Nullable String id;
    private long number;
    private long merged;
    private @Nullable Decimal price;
    private @Nullable Decimal size;
    private @Nullable Side side;
    private boolean late;

    /** The venue's consecutive number, which is also the trade's name. */
    public void number(long consecutive) {
        number = consecutive;
    }

    /** The trade's name where the venue numbers its trades, but not those of one listing one by one. */
    public void id(long unique) {
        id = Long.toString(unique);
    }

    /** Reads the trade's name where it is a text: at most 20 digits, or a UUID. */
    public void readId(Frame frame) {
        String text = frame.string(frame.text());
        if (!ID.matcher(text).matches()) {
            throw frame.malformed("an id of digits, or a UUID");
        }
        id = text;
    }

    /** How many numbers, ending in the trade's own, were put together; 1 unless said. */
    public void merged(long numbers) {
        merged = numbers;
    }

    public void side(Side taker) {
        side = taker;
    }

    /** Reads the taker's side where it is the text {@code buy} or {@code sell}, perhaps with a capital letter. */
    public void readSide(Frame frame) {
        long text = frame.text();
        boolean buy = frame.is(text, BUY) || frame.is(text, BUY_TITLED);
        if (!buy && !frame.is(text, SELL) && !frame.is(text, SELL_TITLED)) {
            throw frame.malformed("buy or sell");
        }
        side = buy ? Side.BUY : Side.SELL;
    }

    /** Reads the maker's side, the opposite of the taker's, where it is {@code buy} or {@code sell}, perhaps in capitals. */
    public void readMakersSide(Frame frame) {
        long text = frame.text();
        boolean buy = frame.is(text, BUY) || frame.is(text, BUY_CAPITAL);
        if (!buy && !frame.is(text, SELL) && !frame.is(text, SELL_CAPITAL)) {
            throw frame.malformed("buy or sell");
        }
        side = buy ? Side.SELL : Side.BUY;
    }

    /** The trade is part of the record and no news; unless said, it is news. */
    public void late(boolean past) {
        late = past;
    }

    /** Reads the price at hand, which must be above zero and may be a JSON number. */
    public void readLoosePrice(Frame frame) {
        price = frame.positive(true);
    }

    /** Likewise the size. */
    public void readLooseSize(Frame frame) {
        size = frame.positive(true);
    }

    /** Reads the price at hand, which must be above zero. */
    public void readPrice(Frame frame) {
        price = frame.positive(false);
    }

    /** Reads the size at hand, which must be above zero. */
    public void readSize(Frame frame) {
        size = frame.positive(false);
    }

    /** Tells {@code sink} of the trade; refuses one that lacks a field. */
    public void tell(Frame frame, Listing listing, long tsUs, FrameSink sink) {
        boolean numbered = number > 0 && merged > 0 && merged <= number;
        if (!(numbered || (id != null && number == 0)) || side == null || price == null || size == null) {
            throw frame.malformed("a trade with number or id, side, price and size");
        }
        String name = id == null ? Long.toString(number) : id;
        sink.trade(
                new Trade(listing, tsUs, frame.recvUs(), frame.simulated(), name, number, side, price, size, late),
                merged);
    }

    void clear() {
        id = null;
        number = 0;
        merged = 1;
        price = null;
        size = null;
        side = null;
        late = false;
    }
}
