package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.Listing;
import io.quotewire.venue.pace.Backoff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has asked for, has got, and has been refused.
 *
 * <p>Decides what the next control message says; when it may go the venue's limits say. A subscription is confirmed by the
 * venue's answer or by its first data. One that is not answered within 10 s is asked for again, later each time. One that
 * the venue refuses by name is set aside and tried again after half a minute, and later up to an hour. A refusal that
 * names only a request of several is followed by requests of half the size, until the culprit stands alone.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Subscriptions {
    static final long ANSWER_US = 10_000_000;
    static final long RETRY_FIRST_US = 30_000_000;
    static final long RETRY_MOST_US = 3_600_000_000L;

    private final Profile profile;
    private final RandomGenerator random;
    private final Map<String, Map<Channel, Subscription>> bySymbol = new LinkedHashMap<>();
    private final List<Subscription> leaving = new ArrayList<>();
    private long lastRequest;
    private long unanswered;

    /** Before this time nothing falls due: most looks find nothing to do, and need not search for it. */
    private long idleUntilUs;

    Subscriptions(Profile profile, RandomGenerator random) {
        this.profile = profile;
        this.random = random;
    }

    /** One channel of one listing, as it stands. */
    record Standing(Listing listing, String symbol, Channel channel, boolean confirmed, boolean refused) {}

    /** Everything that is wanted. */
    List<Standing> standings() {
        return all().stream()
                .map(one -> new Standing(
                        one.listing, one.symbol, one.channel, one.state == State.CONFIRMED, one.state == State.REFUSED))
                .toList();
    }

    /** Wants all that {@code others} want, with what is known of refusals. */
    void addAll(Subscriptions others) {
        for (Subscription other : others.all()) {
            add(other.listing, other.symbol, Set.of(other.channel));
            Subscription one = find(other.channel, other.symbol);
            if (one != null && other.state == State.REFUSED) {
                one.state = State.REFUSED;
                one.reason = other.reason;
                one.dueUs = other.dueUs;
                one.failures = other.failures;
                one.mostTogether = other.mostTogether;
            }
        }
    }

    private enum State {
        WANTED,
        ASKED,
        CONFIRMED,
        REFUSED
    }

    /** One channel of one listing. */
    private static final class Subscription {
        final Listing listing;
        final String symbol;
        final Channel channel;
        State state = State.WANTED;
        long dueUs;
        int failures;

        /** How often it was asked for in vain since the venue last said anything to it. */
        int unanswered;

        int mostTogether = Integer.MAX_VALUE;

        /** By which it was asked for last on this connection; 0 where it was not. */
        long request;

        String reason = "";

        Subscription(Listing listing, String symbol, Channel channel) {
            this.listing = listing;
            this.symbol = symbol;
            this.channel = channel;
        }
    }

    /**
     * Wants these channels of a listing, as far as the venue has them. What is still to be left is left first: venues refuse
     * to begin what they send already, and tell no book's state anew.
     */
    void add(Listing listing, String symbol, Collection<Channel> wanted) {
        Map<Channel, Subscription> channels = bySymbol.computeIfAbsent(symbol, any -> new EnumMap<>(Channel.class));
        for (Channel channel : profile.channels()) {
            if (wanted.contains(channel) && !channels.containsKey(channel)) {
                channels.put(channel, new Subscription(listing, symbol, channel));
            }
        }
        idleUntilUs = 0;
    }

    /** Wants these channels of a listing no longer. */
    void remove(String symbol, Collection<Channel> unwanted) {
        Map<Channel, Subscription> channels = bySymbol.get(symbol);
        if (channels == null) {
            return;
        }
        for (Channel channel : unwanted) {
            Subscription left = channels.remove(channel);
            if (left != null && (left.state == State.ASKED || left.state == State.CONFIRMED)) {
                leaving.add(left);
            }
        }
        if (channels.isEmpty()) {
            bySymbol.remove(symbol);
        }
    }

    /** Ends and begins one subscription anew. False if it is not there to be ended, or is being begun. */
    boolean renew(String symbol, Channel channel) {
        Subscription one = find(channel, symbol);
        if (one == null || one.state != State.CONFIRMED) {
            return false;
        }
        leaving.add(one);
        Subscription fresh = new Subscription(one.listing, symbol, channel);
        Map<Channel, Subscription> channels = bySymbol.get(symbol);
        if (channels != null) {
            channels.put(channel, fresh);
        }
        idleUntilUs = 0;
        return true;
    }

    boolean wants(String symbol, Channel channel) {
        return find(channel, symbol) != null;
    }

    /** Whether the venue sends it, as far as it has answered. */
    boolean isConfirmed(String symbol, Channel channel) {
        Subscription one = find(channel, symbol);
        return one != null && one.state == State.CONFIRMED;
    }

    /** The connection has ended and takes all subscriptions with it. Who was refused by name still waits. */
    void reset() {
        leaving.clear();
        idleUntilUs = 0;
        all().forEach(one -> {
            one.request = 0;
            if (one.state != State.REFUSED) {
                one.state = State.WANTED;
                one.dueUs = 0;
            }
        });
    }

    boolean isEmpty() {
        return bySymbol.isEmpty();
    }

    /** Streams that the connection holds or is to hold. A listing has room for all of its channels, whatever is wanted. */
    int size() {
        return bySymbol.size() * profile.channels().size();
    }

    boolean follows(String symbol) {
        return bySymbol.containsKey(symbol);
    }

    /** Listings, by the venue's spelling. */
    Map<String, Listing> listings() {
        Map<String, Listing> listings = new LinkedHashMap<>();
        all().forEach(one -> listings.put(one.symbol, one.listing));
        return listings;
    }

    /** What to ask next, null if there is nothing to ask now. It counts as sent. */
    @Nullable
    Request next(long nowUs) {
        if (!leaving.isEmpty()) {
            return leave();
        }
        if (nowUs < idleUntilUs) {
            return null;
        }
        expire(nowUs);
        for (Channel channel : profile.channels()) {
            List<Subscription> due = all().stream()
                    .filter(one -> one.channel == channel && isDue(one, nowUs))
                    .toList();
            if (!due.isEmpty()) {
                return ask(due, nowUs);
            }
        }
        idleUntilUs = all().stream()
                .filter(one -> one.state != State.CONFIRMED)
                .mapToLong(one -> one.dueUs)
                .min()
                .orElse(Long.MAX_VALUE);
        return null;
    }

    /**
     * The venue has answered, or data has come.
     *
     * @return false where nothing was asked for yet: what came is of a subscription before, and will end with that
     */
    boolean confirmed(Channel channel, String symbol) {
        Subscription one = find(channel, symbol);
        boolean asked = one != null && one.request > 0;
        if (one != null && asked) {
            confirm(one);
        }
        return asked;
    }

    /** The venue has done all of a request: tells {@code heard} of each subscription that it was for. */
    void confirmed(long requestId, BiConsumer<Listing, Channel> heard) {
        asked(one -> one.request == requestId).forEach(one -> {
            confirm(one);
            heard.accept(one.listing, one.channel);
        });
    }

    /** The venue has refused one subscription; true if the listing has none left that is not refused. */
    boolean refused(Channel channel, String symbol, String reason, long nowUs) {
        idleUntilUs = 0;
        Subscription one = find(channel, symbol);
        if (one == null) {
            return false;
        }
        refuse(one, reason, nowUs);
        return allRefused(one);
    }

    /** The venue has refused a request; gives the listings that have nothing left that is not refused. */
    List<Listing> refused(long requestId, String reason, long nowUs) {
        idleUntilUs = 0;
        List<Subscription> asked = asked(one -> one.request == requestId);
        if (asked.size() == 1) {
            refuse(asked.getFirst(), reason, nowUs);
        } else {
            asked.forEach(one -> {
                one.state = State.WANTED;
                one.mostTogether = (asked.size() + 1) / 2;
                one.dueUs = nowUs;
            });
        }
        return asked.stream().filter(this::allRefused).map(one -> one.listing).toList();
    }

    /**
     * The venue has refused what was asked for because of how often, which is no reason to do without it or to ask for less.
     * Where it does not say what it refuses, that may be all that it has not answered.
     */
    void postpone(long requestId, @Nullable Channel channel, @Nullable String symbol, long untilUs) {
        idleUntilUs = 0;
        boolean named = requestId > 0 || symbol != null;
        asked(one -> !named || one.request == requestId || (one.channel == channel && one.symbol.equals(symbol)))
                .forEach(one -> {
                    one.state = State.WANTED;
                    one.dueUs = untilUs;
                });
    }

    /** Subscriptions that were not answered in time since this was last asked. */
    long takeUnanswered() {
        long taken = unanswered;
        unanswered = 0;
        return taken;
    }

    /** One refusal that stands, or one that the venue has left without an answer, for people; null where there is none. */
    @Nullable
    String complaint() {
        return all().stream()
                .filter(one -> one.state == State.REFUSED || one.unanswered > 0)
                .min(Comparator.comparing(one -> one.state != State.REFUSED))
                .map(one -> one.symbol + " " + one.channel + ": "
                        + (one.state == State.REFUSED ? one.reason : "no answer to request " + one.unanswered))
                .orElse(null);
    }

    private Request leave() {
        Channel channel = leaving.getFirst().channel;
        List<Subscription> together = leaving.stream()
                .filter(one -> one.channel == channel)
                .limit(profile.symbolsPerMessage())
                .toList();
        leaving.removeAll(together);
        return request(false, channel, together);
    }

    private Request ask(List<Subscription> due, long nowUs) {
        int most = Math.min(profile.symbolsPerMessage(), due.getFirst().mostTogether);
        List<Subscription> together = due.stream().limit(most).toList();
        Request request = request(true, due.getFirst().channel, together);
        together.forEach(one -> {
            one.state = State.ASKED;
            one.dueUs = nowUs + ANSWER_US;
            one.request = request.id();
        });
        return request;
    }

    private Request request(boolean subscribe, Channel channel, List<Subscription> together) {
        List<String> symbols = together.stream().map(one -> one.symbol).toList();
        return new Request(++lastRequest, subscribe, channel, symbols);
    }

    private void expire(long nowUs) {
        asked(one -> nowUs >= one.dueUs).forEach(one -> {
            unanswered++;
            one.unanswered++;
            one.state = State.WANTED;
            one.dueUs = nowUs + Backoff.delayUs(random, Backoff.FIRST_US, RETRY_MOST_US, 2 * one.failures++);
        });
    }

    private boolean isDue(Subscription one, long nowUs) {
        return (one.state == State.WANTED || one.state == State.REFUSED) && nowUs >= one.dueUs;
    }

    private void refuse(Subscription one, String reason, long nowUs) {
        one.state = State.REFUSED;
        one.unanswered = 0;
        one.reason = reason;
        one.mostTogether = 1;
        one.dueUs = nowUs + Backoff.delayUs(random, RETRY_FIRST_US, RETRY_MOST_US, one.failures++);
    }

    private boolean allRefused(Subscription one) {
        Map<Channel, Subscription> channels = bySymbol.get(one.symbol);
        return channels != null && channels.values().stream().allMatch(other -> other.state == State.REFUSED);
    }

    private static void confirm(Subscription one) {
        one.state = State.CONFIRMED;
        one.failures = 0;
        one.unanswered = 0;
        one.mostTogether = Integer.MAX_VALUE;
    }

    private @Nullable Subscription find(Channel channel, String symbol) {
        Map<Channel, Subscription> channels = bySymbol.get(symbol);
        return channels == null ? null : channels.get(channel);
    }

    private List<Subscription> asked(Predicate<Subscription> which) {
        return all().stream()
                .filter(one -> one.state == State.ASKED && which.test(one))
                .toList();
    }

    private List<Subscription> all() {
        return bySymbol.values().stream()
                .flatMap(channels -> channels.values().stream())
                .toList();
    }
}
