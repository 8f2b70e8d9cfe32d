package io.quotewire.gateway.session;

import io.netty.channel.Channel;
import io.quotewire.gateway.auth.Ended;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.fanout.Lane;
import io.quotewire.gateway.fanout.Outbox;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Catalog;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions and event streams of one lane.
 *
 * <p><b>Threads:</b> the lane's, except {@link #drained}.
 */
final class SessionGroup {
    private static final Logger LOG = LoggerFactory.getLogger(SessionGroup.class);
    private static final long LOG_EVERY_US = TimeUnit.SECONDS.toMicros(1);

    private static final long SOONEST_RETURN_MS = 1_000;
    private static final long RETURN_SPREAD_MS = 4_000;

    private final Lane lane;
    private final House house;
    private final SplittableRandom random;
    private final JsonWriter json = new JsonWriter();
    private final Set<Guest> sessions = new LinkedHashSet<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private Catalog catalog;
    private long spreadMs = -1;
    private long loggedUs;

    SessionGroup(Lane lane, House house, SplittableRandom random) {
        this.lane = lane;
        this.house = house;
        this.random = random;
        this.catalog = house.directory().catalog();
        lane.everyTick(this::tick);
    }

    Lane lane() {
        return lane;
    }

    Outbox open(Channel channel, Encoding encoding) {
        return lane.open(channel, encoding);
    }

    /** For one message at a time. */
    JsonWriter json() {
        return json;
    }

    /** How a new session is received. */
    enum Admission {
        WELCOME,
        /** There are as many as there may be. */
        FULL,
        DRAINING
    }

    /** Takes a session in, if only to end it. */
    Admission admit(Guest session) {
        house.tally().opened();
        sessions.add(session);
        if (spreadMs >= 0) {
            return Admission.DRAINING;
        }
        return sessions.size() > house.config().perLane() ? Admission.FULL : Admission.WELCOME;
    }

    void remove(Guest session, String code) {
        if (sessions.remove(session)) {
            house.tally().closed(code);
        }
        completeIfDrained();
    }

    /** A fault of ours that ended one session. */
    void fault(Throwable cause) {
        house.tally().fault();
        long nowUs = house.clock().nowUs();
        if (nowUs - loggedUs >= LOG_EVERY_US) {
            loggedUs = nowUs;
            LOG.atError().setCause(cause).log("session ended by a fault");
        }
    }

    String nextConnection() {
        return "c" + Long.toString(random.nextLong(1L << 40), 36);
    }

    void end(Ended ended) {
        List.copyOf(sessions).forEach(session -> session.end(ended));
    }

    /** Says goodbye to all, each with its own time to return, up to {@code newSpreadMs}. */
    void drain(long newSpreadMs) {
        spreadMs = newSpreadMs;
        for (Guest session : List.copyOf(sessions)) {
            session.goodbye(nextRetryMs());
        }
        completeIfDrained();
    }

    /** When one client may return. */
    long nextRetryMs() {
        return random.nextLong(spreadMs + 1);
    }

    /** When a client is to return that lost its connection without a goodbye: soon, and not all at the same time. */
    long nextReturnMs() {
        return SOONEST_RETURN_MS + random.nextLong(RETURN_SPREAD_MS);
    }

    /** Complete once a drain has ended the last session. Any thread. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    void tick(long nowUs) {
        Catalog now = house.directory().catalog();
        if (now != catalog) {
            tellAppeared(now);
            catalog = now;
            List.copyOf(sessions).forEach(session -> session.relisted(now, nowUs));
        }
        for (Guest session : List.copyOf(sessions)) {
            session.tick(nowUs);
        }
        if (lane.index() == 0) {
            house.demands().sweep(nowUs);
        }
    }

    private void tellAppeared(Catalog now) {
        List<Listing> appeared = new ArrayList<>();
        for (ListingInfo info : now.listings()) {
            ListingInfo before = catalog.find(info.listing());
            if (info.active() && (before == null || !before.active())) {
                appeared.add(info.listing());
            }
        }
        if (!appeared.isEmpty()) {
            List.copyOf(sessions).forEach(session -> session.appeared(appeared));
        }
    }

    private void completeIfDrained() {
        if (spreadMs >= 0 && sessions.isEmpty()) {
            drained.complete(null);
        }
    }
}
