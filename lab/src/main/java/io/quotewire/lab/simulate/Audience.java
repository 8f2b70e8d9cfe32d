package io.quotewire.lab.simulate;

import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.host.Client;
import io.quotewire.lab.stage.StreamKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is subscribed to what at one venue, and the last step of each frame: the same bytes to each of them. What they are
 * handed unspoilt is logged first, so that whoever reads it finds it there.
 *
 * <p><b>Threads:</b> the loop.
 */
final class Audience implements Way {
    /** A client that lets more than this pile up is cut off. */
    static final long MOST_UNSENT = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final String venue;
    private final EventLog log;
    private final Map<StreamKey, Set<Client>> subscribers = new HashMap<>();
    private final Set<Client> unflushed = new HashSet<>();
    private final List<Client> tooSlow = new ArrayList<>();

    Audience(String venue, EventLog log) {
        this.venue = venue;
        this.log = log;
    }

    void add(Client client, Collection<StreamKey> keys) {
        for (StreamKey key : keys) {
            subscribers.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(client);
        }
    }

    void remove(Client client, Collection<StreamKey> keys) {
        for (StreamKey key : keys) {
            Set<Client> clients = subscribers.get(key); // Null where it is left twice, which venues bear.
            if (clients != null && clients.remove(client) && clients.isEmpty()) {
                subscribers.remove(key);
            }
        }
    }

    boolean listensTo(StreamKey stream) {
        return subscribers.containsKey(stream);
    }

    @Override
    public void pass(Parcel parcel) {
        Set<Client> receivers = subscribers.getOrDefault(parcel.stream(), Set.of());
        Client only = parcel.only();
        if (only != null) {
            receivers = receivers.contains(only) ? Set.of(only) : Set.of();
        }
        if (parcel.isLost()) {
            receivers.forEach(Client::skip);
            return;
        }
        if (!receivers.isEmpty() && !parcel.isBroken()) {
            log.add(parcel.happening());
        }
        receivers.forEach(client -> hand(client, parcel.frame()));
    }

    /** Streams that somebody is subscribed to. */
    Set<StreamKey> streams() {
        return Collections.unmodifiableSet(subscribers.keySet());
    }

    /** Hands a frame that tells of nothing to all of a stream. */
    void hand(StreamKey stream, byte[] frame) {
        subscribers.getOrDefault(stream, Set.of()).forEach(client -> hand(client, frame));
    }

    private void hand(Client client, byte[] frame) {
        client.send(frame);
        unflushed.add(client);
        if (client.backlog() > MOST_UNSENT) {
            client.flush();
            if (client.backlog() > MOST_UNSENT) {
                tooSlow.add(client); // Not now: the set it would be taken from is being walked through.
            }
        }
    }

    /** Sends what has been handed out, and lets go of who does not take it. */
    void flush() {
        unflushed.forEach(Client::flush);
        unflushed.clear();
        for (Client client : new LinkedHashSet<>(tooSlow)) {
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("connection", client.name())
                    .addKeyValue("unsent_bytes", client.backlog())
                    .log("client too slow for a simulated venue");
            client.cutOff();
        }
        tooSlow.clear();
    }
}
