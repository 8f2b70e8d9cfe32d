package io.quotewire.lab.simulate;

import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.script.Floor;
import io.quotewire.model.Candle;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one venue lets be seen of the market over REST. Past trades and books are logged when they are looked at, so that
 * whoever reads an answer finds them there.
 *
 * <p><b>Threads:</b> the loop.
 */
final class VenueFloor implements Floor {
    private final String venue;
    private final SimulatedMarket market;
    private final Faults faults;
    private final Telling telling;
    private final EventLog log;

    /** Books as they were when {@code old-snapshot} began. */
    private final Map<Listing, Book> old = new HashMap<>();

    VenueFloor(String venue, SimulatedMarket market, Faults faults, Telling telling, EventLog log) {
        this.venue = venue;
        this.market = market;
        this.faults = faults;
        this.telling = telling;
        this.log = log;
    }

    /** The venue's own listings, those that are taken off the list included, narrowed to {@code only} if that is given. */
    List<Listing> listings(@Nullable Instrument only) {
        return market.pairs().stream()
                .map(Pair::listing)
                .filter(listing -> listing.venue().equals(venue))
                .filter(listing -> only == null || listing.instrument().equals(only))
                .toList();
    }

    /** From now on REST has these books as they are now. */
    void keep(List<Listing> listings) {
        for (Listing listing : listings) {
            Book book = current(listing);
            if (book != null) {
                old.put(listing, book);
            }
        }
    }

    @Override
    public List<Pair> pairs() {
        return market.pairs().stream()
                .filter(pair -> !faults.spoils(Verb.DELIST, pair.listing().instrument()))
                .toList();
    }

    @Override
    public boolean isHalted(Listing listing) {
        return faults.spoils(Verb.HALT, listing.instrument());
    }

    @Override
    public List<Happening> latest(Listing listing) {
        List<Happening> latest = new ArrayList<>(market.latest(listing));
        Booked told = telling.booked(listing);
        latest.replaceAll(happening -> happening instanceof Booked && told != null ? told : happening);
        return latest;
    }

    @Override
    public @Nullable Book book(Listing listing) {
        Book kept = faults.spoils(Verb.OLD_SNAPSHOT, listing.instrument()) ? old.get(listing) : null;
        Book shown = kept == null ? current(listing) : kept;
        if (shown != null) {
            log.addFetched(listing, shown);
        }
        return shown;
    }

    private @Nullable Book current(Listing listing) {
        Book book = market.book(listing);
        return book == null ? null : telling.shown(listing, book);
    }

    @Override
    public List<Traded> trades(Listing listing) {
        List<Traded> trades = market.trades(listing);
        log.addPast(trades);
        return trades;
    }

    @Override
    public List<Candle> candles(Listing listing, Interval interval) {
        return market.candles(listing, interval);
    }
}
