package io.quotewire.gateway.auth;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows down who guesses passwords, and locks nobody out. After a few failures an account can be tried once in a while only,
 * from anywhere but where it was entered before; so can all accounts from one address. An attempt counts as failed until it is
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
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Map<String, Count> byAccount = bounded();
    private final Map<String, Count> byAddress = bounded();
    private final Map<String, Boolean> places = bounded();

    /** Failures in a row. */
    private static final class Count {
        private final int free;
        private int failures;
        private long lastUs;
        private long nextUs;

        private Count(int free) {
            this.free = free;
        }

        long waitUs(long nowUs) {
            if (nowUs - lastUs >= FORGIVEN_US) {
                failures = 0;
                nextUs = 0;
            }
            return Math.max(0, nextUs - nowUs);
        }

        void fail(long nowUs) {
            failures++;
            lastUs = nowUs;
            int doublings = Math.min(failures - free, MOST_DOUBLINGS);
            nextUs = doublings < 0 ? 0 : nowUs + Math.min(FIRST_WAIT_US << doublings, LONGEST_WAIT_US);
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
        Count ofAddress = byAddress.computeIfAbsent(network, _ -> new Count(FREE_OF_ADDRESS));
        Count ofAccount = byAccount.computeIfAbsent(account, _ -> new Count(FREE_OF_ACCOUNT));
        boolean known = places.containsKey(place(account, network));
        long waitUs = Math.max(ofAddress.waitUs(nowUs), known ? 0 : ofAccount.waitUs(nowUs));
        if (waitUs == 0) {
            ofAddress.fail(nowUs);
            ofAccount.fail(nowUs);
        }
        return waitUs;
    }

    /** The attempt was right: the account can be entered from there whatever others try elsewhere. */
    synchronized void succeeded(String account, InetAddress from) {
        String network = network(from);
        byAccount.remove(account);
        byAddress.computeIfPresent(network, (_, count) -> {
            count.undo();
            return count;
        });
        places.put(place(account, network), true);
    }

    private static String place(String account, String network) {
        return network + " " + account;
    }

    /** Whoever has one IPv6 address has the whole network of 64 bits. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return Arrays.toString(bytes.length > IPV6_NETWORK_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
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
