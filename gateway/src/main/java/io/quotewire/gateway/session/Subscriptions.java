package io.quotewire.gateway.session;

import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.fanout.Position;
import io.quotewire.gateway.fanout.Seat;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicPattern;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final int limit;
    private final Map<Topic, List<Listing>> exact = new LinkedHashMap<>();
    private final Set<TopicPattern> wildcards = new LinkedHashSet<>();
    private final Map<Topic, Seat> seats = new LinkedHashMap<>();

    Subscriptions(Outbox outbox, DemandLedger demands, int limit) {
        this.outbox = outbox;
        this.demands = demands;
        this.limit = limit;
    }

    int limit() {
        return limit;
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

    boolean hasRoomForWildcard(TopicPattern pattern) {
        return wildcards.contains(pattern) || wildcards.size() < MOST_WILDCARDS;
    }

    /** Subscribes to a topic by name; {@code listings} feed it. */
    void addExact(Topic topic, List<Listing> listings, @Nullable Position position) {
        if (exact.putIfAbsent(topic, listings) == null) {
            listings.forEach(demands::want);
        }
        addSeat(topic, position);
    }

    void addWildcard(TopicPattern pattern, List<Topic> matches) {
        wildcards.add(pattern);
        matches.forEach(topic -> addSeat(topic, null));
    }

    /** Takes a seat for a listing that became active; false where nothing covers it or it has one. */
    boolean wants(Topic topic) {
        return !seats.containsKey(topic) && isCovered(topic);
    }

    void addMatch(Topic topic) {
        addSeat(topic, null);
    }

    /** Ends one subscription and what no other covers; false if there is none. */
    boolean remove(TopicPattern pattern, long nowUs) {
        Topic topic = pattern.exact();
        if (topic == null) {
            return removeWildcard(pattern);
        }
        List<Listing> listings = exact.remove(topic);
        if (listings == null) {
            return false;
        }
        listings.forEach(listing -> demands.leave(listing, nowUs));
        leaveUncovered(topic);
        return true;
    }

    /** The connection has ended; its outbox leaves the seats. */
    void close(long nowUs) {
        exact.values().forEach(listings -> listings.forEach(listing -> demands.leave(listing, nowUs)));
        exact.clear();
        wildcards.clear();
        seats.clear();
    }

    private boolean removeWildcard(TopicPattern pattern) {
        if (!wildcards.remove(pattern)) {
            return false;
        }
        List<Topic> matching = seats.keySet().stream().filter(pattern::matches).toList();
        matching.forEach(this::leaveUncovered);
        return true;
    }

    private void leaveUncovered(Topic topic) {
        if (!exact.containsKey(topic) && !isCovered(topic)) {
            leave(topic);
        }
    }

    private boolean isCovered(Topic topic) {
        for (TopicPattern pattern : wildcards) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    private void addSeat(Topic topic, @Nullable Position position) {
        if (!seats.containsKey(topic)) {
            seats.put(topic, outbox.join(topic, position));
        }
    }

    private void leave(Topic topic) {
        Seat seat = seats.remove(topic);
        if (seat != null) {
            outbox.leave(seat);
        }
    }
}
