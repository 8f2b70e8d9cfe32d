package io.quotewire.engine;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one shard knows. A listing is never forgotten, as the numbers of its topics must go on; so their count is
 * bounded.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Market {
    private final Map<Listing, ListingState> listings = new HashMap<>();
    private final Map<Instrument, Bests> bests = new HashMap<>();
    private final Scope scope;

    Market(Scope scope) {
        this.scope = scope;
    }

    /** The listing's state, null where it would be one too many. */
    @Nullable
    ListingState of(Listing listing) {
        ListingState known = listings.get(listing);
        return known != null || listings.size() >= scope.config().listings() ? known : add(listing);
    }

    private ListingState add(Listing listing) {
        boolean ranked = scope.config().bestOrder().contains(listing.venue());
        Bests best =
                ranked ? bests.computeIfAbsent(listing.instrument(), instrument -> Bests.of(instrument, scope)) : null;
        ListingState added = new ListingState(listing, scope, best);
        listings.put(listing, added);
        scope.tally().count(Tally.Count.LISTINGS);
        return added;
    }
}
