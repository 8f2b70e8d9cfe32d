package io.quotewire.gateway.auth;

import io.quotewire.gateway.socket.ClientAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses passwords, and locks nobody out. After a few failures an account can be tried once in a while only from
 * each address but those where it was entered before; so can all accounts from one address. An attempt counts as failed until it is
 * known to be right: many at the same time gain nothing.
 *
 * <p><b>Threads:</b> any.
 */
final class Attempts {
    private static final int MOST_KNOWN = 20_000;
    private static final int FREE_OF_ACCOUNT = 5;
    private static final int FREE_OF_ADDRESS = 20;
    private static final long FIRST_WAIT_US = TimeUnit.MILLISECONDS.toMicros(250);
    private static final long LONGEST_WAIT_US = TimeUnit.SECONDS.toMicros(15);
    private static final long FORGIVEN_US = TimeUnit.MINUTES.toMicros(15);
    private static final int MOST_DOUBLINGS = 16;

    private final Map<String, Count> byAccount = bounded();
    private final Map<String, Count> byAddress = bounded();
    private final Map<String, Place> places = bounded();

    /** An account as it is tried from one address: its turn there, which nobody elsewhere can take. */
    private static final class Place {
        private boolean known;
        private long nextUs;
        private long lastUs;
    }

    /** Failures in a row. */
    private static final class Count {
        private final int free;
        private int failures;
        private long lastUs;
        private long nextUs;

        private Count(int free) {
            this.free = free;
        }

        /** How long the next one has to wait after this one, at {@code nowUs}. */
        long pauseUs(long nowUs) {
            if (nowUs - lastUs >= FORGIVEN_US) {
                failures = 0;
                nextUs = 0;
            }
            int doublings = Math.min(failures - free, MOST_DOUBLINGS);
            return doublings < 0 ? 0 : Math.min(FIRST_WAIT_US << doublings, LONGEST_WAIT_US);
        }

        void fail(long nowUs) {
            failures++;
            lastUs = nowUs;
            nextUs = nowUs + pauseUs(nowUs);
        }

        void undo() {
            failures = Math.max(0, failures - 1);
            nextUs = 0;
        }
    }

    /**
     * Begins an attempt.
     *
     * @return 0 where it may be made; else how long to wait for the next, in microseconds, and this one may not
     */
    synchronized long begin(String account, InetAddress from, long nowUs) {
        String network = network(from);
        Count ofAddress = byAddress.get(network);
        if (ofAddress != null && ofAddress.pauseUs(nowUs) > 0 && nowUs < ofAddress.nextUs) {
            return ofAddress.nextUs - nowUs; // Before anything is noted: who is refused pushes nobody out.
        }
        Place place = places.computeIfAbsent(place(account, network), _ -> new Place());
        long waitUs = place.known ? 0 : turnUs(place, byAccount.get(account), nowUs);
        if (waitUs == 0) {
            byAddress.computeIfAbsent(network, _ -> new Count(FREE_OF_ADDRESS)).fail(nowUs);
            Count ofAccount = byAccount.computeIfAbsent(account, _ -> new Count(FREE_OF_ACCOUNT));
            ofAccount.fail(nowUs);
            place.nextUs = nowUs + ofAccount.pauseUs(nowUs);
        }
        place.lastUs = nowUs;
        return waitUs;
    }

    /** How long until it can be tried from there: what the account's failures ask for, from the first time that somebody there did. */
    private static long turnUs(Place place, @Nullable Count ofAccount, long nowUs) {
        long pauseUs = ofAccount == null ? 0 : ofAccount.pauseUs(nowUs);
        if (pauseUs > 0 && nowUs - place.lastUs >= FORGIVEN_US) {
            place.nextUs = nowUs + pauseUs;
        }
        return pauseUs == 0 ? 0 : Math.max(0, place.nextUs - nowUs);
    }

    /** The attempt was right: the account can be entered from there whatever others try elsewhere. */
    synchronized void succeeded(String account, InetAddress from) {
        byAccount.remove(account);
        undo(account, from);
        places.computeIfAbsent(place(account, network(from)), _ -> new Place()).known = true;
    }

    /** Nothing was compared: the attempt counts for nothing. */
    synchronized void undo(String account, InetAddress from) {
        undo(byAddress.get(network(from)));
        undo(byAccount.get(account));
        Place place = places.get(place(account, network(from)));
        if (place != null) {
            place.nextUs = 0;
        }
    }

    private static void undo(@Nullable Count count) {
        if (count != null) {
            count.undo();
        }
    }

    private static String place(String account, String network) {
        return network + " " + account;
    }

    private static String network(InetAddress address) {
        return Arrays.toString(ClientAddress.network(address).array());
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_KNOWN;
            }
        };
    }
}
