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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Small to begin with: most connections follow a topic or two, and there are many of them. */
    private final Map<Topic, Following> topics = new LinkedHashMap<>(2);

    private int seated;

    /** Of its own only where there is one. */
    private Map<TopicPattern, Rate> wildcards = Map.of();

    /** One topic that flows, or is only wanted. */
    private static final class Following {
        /** What the feeds bring for it, whichever subscription took the seat. */
        private List<Listing> listings;

        /** At which it was subscribed to by its name; null where only wildcards cover it. */
        private @Nullable Rate named;

        private @Nullable Seat seat;

        Following(List<Listing> listings) {
            this.listings = listings;
        }
    }

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
        return topics.values().stream()
                .map(following -> following.seat)
                .filter(Objects::nonNull)
                .map(Seat.class::cast)
                .toList();
    }

    @Nullable
    Seat seat(Topic topic) {
        Following following = topics.get(topic);
        return following == null ? null : following.seat;
    }

    boolean hasWildcards() {
        return !wildcards.isEmpty();
    }

    /** Whether so many more topics may follow. */
    boolean hasRoom(long more) {
        return seated + more <= limit;
    }

    /** Whether the topic may follow, or be wanted, if it does not already. */
    boolean hasRoomFor(Topic topic) {
        return topics.containsKey(topic) || topics.size() < limit;
    }

    boolean isWanted(Topic topic) {
        return topics.containsKey(topic);
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
        Following following = topics.get(topic);
        if (following != null && following.seat != null) {
            following.named = rate;
            move(topic, following);
        } else {
            addSeat(topic, listings, rate, position);
        }
    }

    /** Makes the feeds bring a topic that is not wanted yet, for as long as the connection lasts; nothing of it is told. */
    void addWanted(Topic topic, List<Listing> listings) {
        want(topic, listings);
        topics.put(topic, new Following(listings));
    }

    /** Subscribes to what {@code pattern} covers now, each a venue's own topic, and later. */
    void addWildcard(TopicPattern pattern, Rate rate, List<Topic> matches) {
        if (wildcards.isEmpty()) {
            wildcards = new LinkedHashMap<>();
        }
        wildcards.put(pattern, rate);
        for (Topic topic : matches) {
            Following following = topics.get(topic);
            if (following != null && following.seat != null) {
                move(topic, following);
            } else {
                addMatch(topic);
            }
        }
    }

    /** At which rate a topic is to flow: that of its name, else the most frequent of what covers it. */
    Rate rate(Topic topic) {
        Following following = topics.get(topic);
        return following != null && following.named != null
                ? following.named
                : wildcards.entrySet().stream()
                        .filter(wildcard -> wildcard.getKey().matches(topic))
                        .map(Map.Entry::getValue)
                        .min(Comparator.naturalOrder())
                        .orElse(Rate.EVERYTHING);
    }

    /** Takes a seat for a listing that became active; false where nothing covers it or it has one. */
    boolean wants(Topic topic) {
        return seat(topic) == null && isCovered(topic);
    }

    void addMatch(Topic topic) {
        boolean listed = topic.kind() != Topic.Kind.STATUS;
        addSeat(topic, listed ? List.of(new Listing(topic.source(), topic.instrument())) : List.of(), null, null);
    }

    /** Another catalog: {@code best} wants what venues list now. */
    void relist(Catalog catalog, long nowUs) {
        topics.forEach((topic, following) -> {
            List<Listing> before = following.listings;
            List<Listing> now = Matcher.listings(catalog, topic);
            if (!now.equals(before)) {
                want(topic, now); // First, so that what stays is wanted throughout.
                leave(topic, before, nowUs);
                following.listings = now;
            }
        });
    }

    /** Ends one subscription and what no other covers; false if there is none. */
    boolean remove(TopicPattern pattern, long nowUs) {
        Topic topic = pattern.exact();
        if (topic == null) {
            return removeWildcard(pattern, nowUs);
        }
        Following following = topics.get(topic);
        if (following == null || following.named == null) {
            return false;
        }
        following.named = null;
        leaveUncovered(topic, following, nowUs);
        return true;
    }

    /** The connection has ended; its outbox leaves the seats. */
    void close(long nowUs) {
        topics.forEach((topic, following) -> leave(topic, following.listings, nowUs));
        topics.clear();
        wildcards = Map.of();
        seated = 0;
    }

    private boolean removeWildcard(TopicPattern pattern, long nowUs) {
        if (!wildcards.containsKey(pattern)) {
            return false;
        }
        wildcards.remove(pattern);
        List.copyOf(topics.entrySet()).stream()
                .filter(entry -> entry.getValue().seat != null && pattern.matches(entry.getKey()))
                .forEach(entry -> leaveUncovered(entry.getKey(), entry.getValue(), nowUs));
        return true;
    }

    private void leaveUncovered(Topic topic, Following following, long nowUs) {
        if (following.named != null || isCovered(topic)) {
            move(topic, following);
        } else {
            leave(topic, following, nowUs);
        }
    }

    /** Gives a topic another seat if it is to flow at another rate: items go on, a value or a book is told anew. */
    private void move(Topic topic, Following following) {
        Seat seat = following.seat;
        Rate rate = rate(topic);
        if (seat == null || seat.rate() == rate) {
            return;
        }
        Position reached = topic.shape() == Topic.Shape.EVENT ? seat.reached() : null;
        outbox.leave(seat);
        following.seat = outbox.join(topic, rate, reached);
    }

    private boolean isCovered(Topic topic) {
        for (TopicPattern pattern : wildcards.keySet()) {
            if (pattern.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /** @param named at which it was subscribed to by its name; null where a wildcard covers it */
    private void addSeat(Topic topic, List<Listing> listings, @Nullable Rate named, @Nullable Position position) {
        Following known = topics.get(topic);
        if (known == null) {
            want(topic, listings);
        }
        Following following = known == null ? new Following(listings) : known;
        following.named = named;
        Seat seat = outbox.join(topic, named == null ? rate(topic) : named, position);
        following.seat = seat;
        seated++;
        topics.putIfAbsent(seat.topic(), following); // The name that all who follow it share.
    }

    private void leave(Topic topic, Following following, long nowUs) {
        topics.remove(topic);
        if (following.seat != null) {
            seated--;
            outbox.leave(following.seat);
        }
        leave(topic, following.listings, nowUs);
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
