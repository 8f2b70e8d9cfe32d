package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.fanout.Position;
import io.quotewire.gateway.fanout.Seat;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Catalog;
import io.quotewire.model.Demand;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection subscribes to, and the seats that this comes to: a topic flows while any subscription covers it.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Subscriptions {
    /** Most wildcards of one connection: each is looked at for every topic that comes or goes. */
    private static final int MOST_WILDCARDS = 64;

    private final Outbox outbox;
    private final DemandLedger demands;
    private int limit;
    private final Map<Topic, Rate> exact = new LinkedHashMap<>();
    private final Map<TopicPattern, Rate> wildcards = new LinkedHashMap<>();
    private final Map<Topic, Seat> seats = new LinkedHashMap<>();

    /** What each seat makes the feeds bring, whichever subscription took the seat; and what is wanted without one. */
    private final Map<Topic, List<Listing>> wanted = new HashMap<>();

    Subscriptions(Outbox outbox, DemandLedger demands, int limit) {
        this.outbox = outbox;
        this.demands = demands;
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** Takes another limit; what is there already stays. */
    void limit(int newLimit) {
        limit = newLimit;
    }

    Collection<Seat> seats() {
        return Collections.unmodifiableCollection(seats.values());
    }

    @Nullable
    Seat seat(Topic topic) {
        return seats.get(topic);
    }

    boolean hasWildcards() {
        return !wildcards.isEmpty();
    }

    /** Whether so many more topics may follow. */
    boolean hasRoom(long more) {
        return seats.size() + more <= limit;
    }

    /** Whether the topic may follow, or be wanted, if it does not already. */
    boolean hasRoomFor(Topic topic) {
        return wanted.containsKey(topic) || wanted.size() < limit;
    }

    boolean isWanted(Topic topic) {
        return wanted.containsKey(topic);
    }

    boolean hasRoomForWildcard(TopicPattern pattern) {
        return wildcards.containsKey(pattern) || wildcards.size() < MOST_WILDCARDS;
    }

    /**
     * Subscribes to a topic by name; {@code listings} feed it. One that flows already goes on, at another rate where it was
     * one.
     *
     * @param position of a client that goes on where it was before this connection
     */
    void addExact(Topic topic, Rate rate, List<Listing> listings, @Nullable Position position) {
        exact.put(topic, rate);
        if (seats.containsKey(topic)) {
            move(topic);
        } else {
            addSeat(topic, listings, position);
        }
    }

    /** Makes the feeds bring a topic that is not wanted yet, for as long as the connection lasts; nothing of it is told. */
    void addWanted(Topic topic, List<Listing> listings) {
        want(topic, listings);
        wanted.put(topic, listings);
    }

    /** Subscribes to what {@code pattern} covers now, each a venue's own topic, and later. */
    void addWildcard(TopicPattern pattern, Rate rate, List<Topic> matches) {
        wildcards.put(pattern, rate);
        for (Topic topic : matches) {
            if (seats.containsKey(topic)) {
                move(topic);
            } else {
                addMatch(topic);
            }
        }
    }

    /** At which rate a topic is to flow: that of its name, else the most frequent of what covers it. */
    Rate rate(Topic topic) {
        Rate named = exact.get(topic);
        return named != null
                ? named
                : wildcards.entrySet().stream()
                        .filter(wildcard -> wildcard.getKey().matches(topic))
                        .map(Map.Entry::getValue)
                        .min(Comparator.naturalOrder())
                        .orElse(Rate.EVERYTHING);
    }

    /** Takes a seat for a listing that became active; false where nothing covers it or it has one. */
    boolean wants(Topic topic) {
        return !seats.containsKey(topic) && isCovered(topic);
    }

    void addMatch(Topic topic) {
        boolean listed = topic.kind() != Topic.Kind.STATUS;
        addSeat(topic, listed ? List.of(new Listing(topic.source(), topic.instrument())) : List.of(), null);
    }

    /** Another catalog: {@code best} wants what venues list now. */
    void relist(Catalog catalog, long nowUs) {
        for (Map.Entry<Topic, List<Listing>> entry : wanted.entrySet()) {
            List<Listing> before = entry.getValue();
            List<Listing> now = Matcher.listings(catalog, entry.getKey());
            if (!now.equals(before)) {
                want(entry.getKey(), now); // First, so that what stays is wanted throughout.
                leave(entry.getKey(), before, nowUs);
                entry.setValue(now);
            }
        }
    }

    /** Ends one subscription and what no other covers; false if there is none. */
    boolean remove(TopicPattern pattern, long nowUs) {
        Topic topic = pattern.exact();
        if (topic == null) {
            return removeWildcard(pattern, nowUs);
        }
        if (exact.remove(topic) == null) {
            return false;
        }
        leaveUncovered(topic, nowUs);
        return true;
    }

    /** The connection has ended; its outbox leaves the seats. */
    void close(long nowUs) {
        wanted.forEach((topic, listings) -> leave(topic, listings, nowUs));
        wanted.clear();
        exact.clear();
        wildcards.clear();
        seats.clear();
    }

    private boolean removeWildcard(TopicPattern pattern, long nowUs) {
        if (wildcards.remove(pattern) == null) {
            return false;
        }
        List<Topic> matching = seats.keySet().stream().filter(pattern::matches).toList();
        matching.forEach(topic -> leaveUncovered(topic, nowUs));
        return true;
    }

    private void leaveUncovered(Topic topic, long nowUs) {
        if (exact.containsKey(topic) || isCovered(topic)) {
            move(topic);
        } else {
            leave(topic, nowUs);
        }
    }

    /** Gives a topic another seat if it is to flow at another rate: items go on, a value or a book is told anew. */
    private void move(Topic topic) {
        Seat seat = seats.get(topic);
        Rate rate = rate(topic);
        if (seat == null || seat.rate() == rate) {
            return;
        }
        Position reached = topic.shape() == Topic.Shape.EVENT ? seat.reached() : null;
        outbox.leave(seat);
        seats.put(topic, outbox.join(topic, rate, reached));
    }

    private boolean isCovered(Topic topic) {
        for (TopicPattern pattern : wildcards.keySet()) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    private void addSeat(Topic topic, List<Listing> listings, @Nullable Position position) {
        if (!seats.containsKey(topic)) {
            if (!wanted.containsKey(topic)) {
                addWanted(topic, listings);
            }
            seats.put(topic, outbox.join(topic, rate(topic), position));
        }
    }

    private void leave(Topic topic, long nowUs) {
        Seat seat = seats.remove(topic);
        List<Listing> listings = wanted.remove(topic);
        if (seat != null && listings != null) {
            outbox.leave(seat);
            leave(topic, listings, nowUs);
        }
    }

    private void want(Topic topic, List<Listing> listings) {
        Demand.Part part = Demand.Part.of(topic.kind());
        listings.forEach(listing -> demands.want(listing, part));
    }

    private void leave(Topic topic, List<Listing> listings, long nowUs) {
        Demand.Part part = Demand.Part.of(topic.kind());
        listings.forEach(listing -> demands.leave(listing, part, nowUs));
    }
}
