package io.quotewire.engine.candle;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent.Trade;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The trades of one span of time as they add up. Which of them is the first and which the last is decided by the venue's
 * times, then by its numbers, then by the order in which they came: so it does not matter when a late one comes.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Bucket {
    private final long openUs;
    private final long closeUs;
    private final Total volume = new Total();
    private final Total quoteVolume = new Total();
    private @Nullable Trade first;
    private @Nullable Trade last;
    private @Nullable Decimal high;
    private @Nullable Decimal low;
    private long firstUs;
    private long lastUs;
    private long trades;
    private boolean told;
    private boolean owed;
    private boolean filled;

    /** @param late whether it has ended already, so that it does not come in its turn */
    Bucket(long openUs, long closeUs, boolean late) {
        this.openUs = openUs;
        this.closeUs = closeUs;
        this.told = late;
    }

    long openUs() {
        return openUs;
    }

    long closeUs() {
        return closeUs;
    }

    /** Whether it has been told as ended, or should have been. */
    boolean isTold() {
        return told;
    }

    /** Whether it is another than was told. */
    boolean isOwed() {
        return owed;
    }

    void tell() {
        told = true;
        owed = false;
    }

    /** Whether no trade of ours changes it any more. */
    boolean isFilled() {
        return filled;
    }

    /** Nothing changes it any more: it was told by the venue, or nobody knows what it should be. */
    void fill() {
        filled = true;
        tell();
    }

    /** Whether no trade of ours is in it. */
    boolean isEmpty() {
        return trades == 0;
    }

    /** @param tsUs when the trade counts as having happened, which lies in the span */
    void add(Trade trade, long tsUs) {
        Decimal price = trade.price();
        if (first == null || isBefore(trade, tsUs, first, firstUs)) {
            first = trade;
            firstUs = tsUs;
        }
        if (last == null || !isBefore(trade, tsUs, last, lastUs)) {
            last = trade;
            lastUs = tsUs;
        }
        if (high == null || price.compareTo(high) > 0) {
            high = price;
        }
        if (low == null || price.compareTo(low) < 0) {
            low = price;
        }
        volume.add(trade.size());
        quoteVolume.addProduct(price, trade.size());
        trades++;
        owed = true;
    }

    private static boolean isBefore(Trade one, long oneUs, Trade other, long otherUs) {
        return oneUs != otherUs
                ? oneUs < otherUs
                : one.number() > 0 && other.number() > 0 && one.number() < other.number();
    }

    /** The trade that closes it; there must be one. */
    Trade last() {
        return Objects.requireNonNull(last);
    }

    /** What it is now; there must be a trade in it. */
    Candle candle() {
        return new Candle(
                openUs,
                closeUs,
                Objects.requireNonNull(first).price(),
                Objects.requireNonNull(high),
                Objects.requireNonNull(low),
                last().price(),
                volume.value(),
                quoteVolume.value(),
                trades);
    }
}
