package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.price.Ward;
import io.quotewire.model.BookReport;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one shard knows. A listing is never forgotten, as the numbers of its topics must go on; so their count is
 * bounded.
 *
 * <p><b>Threads:</b> the shard's only, but {@link #muteSinceUs} from any.
 */
final class Market {
    private final Map<Listing, ListingState> listings = new LinkedHashMap<>();
    private final Map<Instrument, Bests> bests = new HashMap<>();
    private final Map<Instrument, Choir.Set> choirs = new HashMap<>();
    private final Map<Instrument, Ward> wards = new HashMap<>();
    private final Scope scope;

    /** Copied for each one that is added, because others read it. */
    private volatile Map<String, Venue> venues = Map.of();

    Market(Scope scope) {
        this.scope = scope;
    }

    /** The listing's state, null where it would be one too many. */
    @Nullable
    ListingState of(Listing listing) {
        ListingState known = listings.get(listing);
        return known != null || listings.size() >= scope.config().listings() ? known : add(listing);
    }

    /** As {@link Venue#muteSinceUs} says; {@link Venue#ABSENT} for one that is not known. */
    long muteSinceUs(String venue) {
        Venue known = venues.get(venue);
        return known == null ? Venue.ABSENT : known.muteSinceUs();
    }

    /** How the books of each venue fare, of those that are followed, in the order in which they were first heard of. */
    Map<String, List<BookReport>> books() {
        Map<String, List<BookReport>> books = new HashMap<>();
        long levels = 0;
        for (Map.Entry<Listing, ListingState> entry : listings.entrySet()) {
            BookReport report = entry.getValue().report();
            if (report != null) {
                books.computeIfAbsent(entry.getKey().venue(), any -> new ArrayList<>())
                        .add(report);
                levels += report.bids() + report.asks();
            }
        }
        scope.tally().set(Tally.Count.BOOK_LEVELS, levels);
        return books;
    }

    private ListingState add(Listing listing) {
        boolean ranked = scope.config().bestOrder().contains(listing.venue());
        Bests best =
                ranked ? bests.computeIfAbsent(listing.instrument(), instrument -> Bests.of(instrument, scope)) : null;
        Choir.Set peers = choirs.computeIfAbsent(listing.instrument(), instrument -> new Choir.Set());
        Ward ward = wards.computeIfAbsent(listing.instrument(), instrument -> new Ward());
        ListingState.Company company = new ListingState.Company(venue(listing.venue()), peers, ward, best);
        ListingState added = new ListingState(listing, scope, company);
        listings.put(listing, added);
        scope.tally().count(Tally.Count.LISTINGS);
        return added;
    }

    private Venue venue(String name) {
        Map<String, Venue> more = new HashMap<>(venues);
        Venue venue = more.computeIfAbsent(name, any -> new Venue(name, scope));
        venues = Map.copyOf(more);
        return venue;
    }
}
