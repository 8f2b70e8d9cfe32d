package io.quotewire.venue.trade;

import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive trade numbers that are missing, and the trades that turned up for them.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class TradeHole {
    /** Missing trades, at most, that are looked for: beyond that a hole stays a hole. */
    public static final int MOST = 10_000;

    private final Listing listing;
    private final long first;
    private final @Nullable Trade[] found;
    private final BitSet missing;

    /**
     * @param first number that is missing; {@code last} likewise, less than {@link #MOST} behind it
     */
    public TradeHole(Listing listing, long first, long last) {
        this.listing = listing;
        this.first = first;
        int count = Math.toIntExact(last - first + 1);
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("a hole of 1 to " + MOST + " trades, was " + count);
        }
        this.found = new Trade[count];
        this.missing = new BitSet(count);
        missing.set(0, count);
    }

    public Listing listing() {
        return listing;
    }

    /** How many are still missing. */
    public int missing() {
        return missing.cardinality();
    }

    /** The lowest number that is still missing, of which there must be one. */
    public long firstMissing() {
        return first + missing.nextSetBit(0);
    }

    /** The highest number that is still missing, of which there must be one. */
    public long lastMissing() {
        return first + missing.length() - 1;
    }

    /** Takes a trade if it was missing; all others are of no use. */
    public void offer(Trade trade) {
        long index = trade.number() - first;
        if (index >= 0 && index < found.length && missing.get((int) index)) {
            missing.clear((int) index);
            found[(int) index] = trade;
        }
    }

    /** What was found, in the order of its numbers, as late trades. */
    public List<Trade> late() {
        return Arrays.stream(found)
                .filter(Objects::nonNull)
                .map(TradeHole::late)
                .toList();
    }

    private static Trade late(Trade trade) {
        return new Trade(
                trade.listing(),
                trade.tsUs(),
                trade.recvUs(),
                trade.simulated(),
                trade.id(),
                trade.number(),
                trade.side(),
                trade.price(),
                trade.size(),
                true);
    }
}
