package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.price.Ward;
import io.quotewire.model.BookReport;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Route;
import io.quotewire.model.Topic;
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
    /** By far more than there are currencies. */
    private static final int MOST_RATES = 1_000;

    /** Each costs as much as ten messages a second. */
    private static final int MOST_CONVERSIONS = 2_000;

    private final Map<Listing, ListingState> listings = new LinkedHashMap<>();
    private final Map<Instrument, Bests> bests = new HashMap<>();
    private final Map<Instrument, Choir.Set> choirs = new HashMap<>();
    private final Map<Instrument, Ward> wards = new HashMap<>();
    private final Map<Instrument, IndexTopics> indexes = new HashMap<>();
    private final Map<Instrument, RateTopic> rates = new HashMap<>();
    private final Map<Instrument, Conversion> conversions = new HashMap<>();
    private final List<MarketLeg> legs = new ArrayList<>();
    private final LegBoard board = new LegBoard();
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
        Bests best = ranked ? bests(listing.instrument()) : null;
        // Prices that are made up, or made of exchanges', bear no witness for or against one of these.
        boolean apart = Topic.APART.contains(listing.venue());
        Choir.Set peers =
                apart ? new Choir.Set() : choirs.computeIfAbsent(listing.instrument(), instrument -> new Choir.Set());
        Ward ward = apart ? new Ward() : wards.computeIfAbsent(listing.instrument(), instrument -> new Ward());
        ListingState.Company company = new ListingState.Company(venue(listing.venue()), peers, ward, best);
        ListingState added = new ListingState(listing, scope, company);
        listings.put(listing, added);
        if (ranked && scope.config().derived().indexVenues() > 0) {
            added.join(indexes.computeIfAbsent(listing.instrument(), instrument -> new IndexTopics(instrument, scope)));
        }
        scope.tally().count(Tally.Count.LISTINGS);
        return added;
    }

    private Bests bests(Instrument instrument) {
        Bests known = bests.get(instrument);
        if (known == null) {
            known = Bests.of(instrument, scope, conversions.remove(instrument));
            bests.put(instrument, known);
            if (scope.config().derived().legs().contains(instrument)) {
                legs.add(new MarketLeg(instrument, known, scope));
            }
        }
        return known;
    }

    /** What a provider says of a pair, which all shards hear. */
    void on(MarketEvent.Rate rate, long nowUs) {
        Instrument pair = rate.listing().instrument();
        RateTopic topic = rates.get(pair);
        if (topic == null && rates.size() < MOST_RATES) {
            topic = new RateTopic(pair, board, scope);
            rates.put(pair, topic);
        }
        if (topic == null) {
            scope.tally().count(Tally.Count.IGNORED_RATES);
        } else {
            topic.on(rate, nowUs);
        }
    }

    /** Nobody wants a conversion any more. */
    void endConversion(MarketEvent.FeedClosed closed, long nowUs) {
        Conversion known = conversions.get(closed.listing().instrument());
        if (known != null) {
            known.pause(closed.why(), nowUs);
        }
    }

    void on(MarketEvent.Leg leg, long nowUs) {
        board.put(leg, nowUs);
    }

    /** Begins a conversion, unless there is one, or some venue makes the price itself. */
    void on(MarketEvent.Convert wanted, long nowUs) {
        Route route = wanted.route();
        Conversion known = conversions.get(route.to());
        if (known != null) {
            known.resume(nowUs);
        }
        if (known != null || bests.containsKey(route.to())) {
            return;
        }
        if (conversions.size() >= MOST_CONVERSIONS) {
            scope.tally().count(Tally.Count.UNLISTED);
            return;
        }
        Conversion conversion = new Conversion(route, bests(route.from()), board, scope);
        conversions.put(route.to(), conversion);
        conversion.changed(nowUs);
        scope.tally().set(Tally.Count.CONVERSIONS, conversions.size());
    }

    /** What a topic said before the start. Whoever makes the topic, now or later, knows nothing of it. */
    void on(MarketEvent.Remembered before, long nowUs) {
        if (!scope.chains().tell(before, nowUs)) {
            scope.tally().count(Tally.Count.IGNORED_REMEMBERED);
        }
    }

    /** For shards that had no room when it was told first. */
    void tellLegsAgain(long nowUs) {
        legs.forEach(leg -> leg.tellAgain(nowUs));
    }

    private Venue venue(String name) {
        Map<String, Venue> more = new HashMap<>(venues);
        Venue venue = more.computeIfAbsent(name, any -> new Venue(name, scope));
        venues = Map.copyOf(more);
        return venue;
    }
}
