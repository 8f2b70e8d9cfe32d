package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.Listing;
import io.quotewire.venue.pace.Backoff;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connection of a venue is replaced when: one at a time, so that never all are made anew at once.
 *
 * <p>A new connection that does not come about costs nothing but time; the next attempt waits longer each time.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Rotations {
    private static final Logger LOG = LoggerFactory.getLogger(Rotations.class);

    private final FeedParts parts;
    private final List<Connection> connections;
    private final Backoff backoff;
    private @Nullable Succession running;
    private String why = "";
    private long begunUs;
    private long dueUs;

    /** @param connections those in their places, in which the new ones are put */
    Rotations(FeedParts parts, List<Connection> connections) {
        this.parts = parts;
        this.connections = connections;
        this.backoff = new Backoff(parts.random());
    }

    /** The connection that is to take another's place, null where none is. */
    @Nullable
    Connection fresh() {
        return running == null ? null : running.fresh();
    }

    /** The one that is to take this one's place, null where none is. */
    @Nullable
    Connection heirOf(Connection old) {
        return running != null && running.old() == old ? running.fresh() : null;
    }

    /** Nobody wants these channels any more. */
    void forget(Listing listing, Set<Channel> channels) {
        Succession current = running;
        if (current != null) {
            channels.forEach(channel -> current.forget(listing, channel));
        }
    }

    /** Begins what is due, and ends what has come about. */
    void tick(long nowUs) {
        Succession current = running;
        if (current == null) {
            if (nowUs >= dueUs) {
                begin(nowUs);
            }
            return;
        }
        current.tick(nowUs);
        switch (current.state()) {
            case UNDER_WAY -> {}
            case DONE -> {
                current.old().retire(); // Before it ends: whoever listens is to know that nothing ends with it.
                current.old().stop();
                replace(current);
                backoff.opened(nowUs);
                parts.counters().add(FeedMetric.ROTATIONS, 1);
                tell(nowUs, "connection replaced");
            }
            case OLD_ENDED -> {
                current.old().retire();
                replace(current);
                tell(nowUs, "connection replaced as it ended");
            }
            case FRESH_ENDED -> {
                current.fresh().retire();
                connections.remove(current.old()); // Behind the others, so that it cannot keep them from their turn.
                connections.add(current.old());
                running = null;
                dueUs = backoff.nextUs(nowUs);
                tell(nowUs, "connection not replaced");
            }
        }
    }

    private void begin(long nowUs) {
        for (Connection old : connections) {
            String reason = old.successorDue(nowUs);
            if (reason != null) {
                Connection fresh = new Connection(parts);
                fresh.follow(old);
                running = new Succession(parts, old, fresh);
                why = reason;
                begunUs = nowUs;
                return;
            }
        }
    }

    private void replace(Succession ended) {
        connections.replaceAll(one -> one == ended.old() ? ended.fresh() : one);
        running = null;
    }

    private void tell(long nowUs, String what) {
        LOG.atInfo()
                .addKeyValue("venue", parts.adapter().profile().venue())
                .addKeyValue("why", why)
                .addKeyValue("took_ms", (nowUs - begunUs) / 1_000)
                .log(what);
    }
}
