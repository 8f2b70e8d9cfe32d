package io.quotewire.lab.market;

import io.quotewire.model.Candle;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Some venues that trade the same instruments. The same arguments and the same calls give the same happenings.
 *
 * <p><b>Threads:</b> the owner's only. Reads no clock: time is an argument, in microseconds since 1970 UTC.
 */
public final class SimulatedMarket {
    /** Least and most traffic, in percent of the usual. */
    public static final int MIN_BUSTLE = 1;

    public static final int MAX_BUSTLE = 1_000;

    /** How far the market may fall behind; what would have happened before that is left out. */
    private static final long MOST_BEHIND_US = 2_000_000;

    private final Tide tide;
    private final Map<Listing, ListingMarket> listings = new LinkedHashMap<>();
    private long lastId;

    private SimulatedMarket(List<PairTable.Quoting> quoted, long seed, int bustle, long startUs) {
        SplittableRandom seeds = new SplittableRandom(seed);
        tide = new Tide(seeds.nextLong(), startUs, PairTable.ALL);
        for (PairTable.Quoting quoting : quoted) {
            Tide.Current current = tide.current(quoting.row().instrument());
            Chance chance = new Chance(seeds.nextLong());
            listings.put(quoting.pair().listing(), new ListingMarket(quoting, current, chance, bustle, startUs));
        }
    }

    /**
     * A market in which nothing has happened yet. At its start each listing tells its first quote, trade, figures and
     * book.
     *
     * @param venues short names, each once
     * @param instruments empty for all that there are; those that a venue does not list are left out there
     * @param bustle traffic in percent of the usual, {@link #MIN_BUSTLE} to {@link #MAX_BUSTLE}
     * @throws IllegalArgumentException naming what is unknown or out of range, and what there is
     */
    public static SimulatedMarket open(
            List<String> venues, List<Instrument> instruments, long seed, int bustle, long startUs) {
        if (bustle < MIN_BUSTLE || bustle > MAX_BUSTLE) {
            throw new IllegalArgumentException(
                    "bustle is %d to %d percent, was %d".formatted(MIN_BUSTLE, MAX_BUSTLE, bustle));
        }
        return new SimulatedMarket(PairTable.listings(venues, instruments), seed, bustle, startUs);
    }

    /** Before this time nothing happens; at it, something may. */
    public long nextUs() {
        return Math.min(tide.nextUs(), nextListing().nextUs());
    }

    /**
     * Tells {@code sink} all that is due by {@code toUs}, in order of time. After a pause of more than 2 s only the last 2 s
     * are told; the market stood still before them.
     */
    public void advance(long toUs, Consumer<Happening> sink) {
        long pause = toUs - nextUs() - MOST_BEHIND_US;
        if (pause > 0) {
            tide.shift(pause);
            listings.values().forEach(listing -> listing.shift(pause));
        }
        for (ListingMarket next = nextListing(); nextUs() <= toUs; next = nextListing()) {
            if (tide.nextUs() <= next.nextUs()) {
                step();
            } else {
                sink.accept(next.next(++lastId));
            }
        }
    }

    /** What each venue says of its listings, venue by venue. */
    public List<Pair> pairs() {
        return listings.values().stream().map(ListingMarket::pair).toList();
    }

    /**
     * The newest quote, trade, figures and changes of the book of a listing in this order; fewer before its start, none if it
     * is unknown.
     */
    public List<Happening> latest(Listing listing) {
        ListingMarket market = listings.get(listing);
        return market == null ? List.of() : market.latest();
    }

    /** The book of a listing as it stands, which may be newer than what was last told of it; null before its start. */
    public @Nullable Book book(Listing listing) {
        ListingMarket market = listings.get(listing);
        return market == null ? null : market.book();
    }

    /** The newest trades of a listing, the oldest first: as many as a venue can still be asked for. */
    public List<Happening.Traded> trades(Listing listing) {
        ListingMarket market = listings.get(listing);
        return market == null ? List.of() : market.pastTrades();
    }

    /**
     * The newest candles of a listing that had trades, the oldest first: as many of each length as a venue can still be asked
     * for. The last one may not have ended.
     */
    public List<Candle> candles(Listing listing, Interval interval) {
        ListingMarket market = listings.get(listing);
        return market == null ? List.of() : market.candles(interval);
    }

    private void step() {
        long nowUs = tide.nextUs();
        tide.step();
        listings.values().forEach(listing -> listing.follow(nowUs));
    }

    private ListingMarket nextListing() {
        ListingMarket next = null;
        for (ListingMarket listing : listings.values()) {
            if (next == null || listing.nextUs() < next.nextUs()) {
                next = listing;
            }
        }
        if (next == null) {
            throw new IllegalStateException("a market without listings");
        }
        return next;
    }
}
