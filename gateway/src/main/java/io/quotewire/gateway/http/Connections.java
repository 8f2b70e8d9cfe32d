package io.quotewire.gateway.http;

import io.netty.channel.Channel;
import io.quotewire.gateway.socket.Arrivals;
import io.quotewire.model.MicroClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * All open connections and from where they are.
 *
 * <p><b>Threads:</b> any; a connection takes the lock twice in its life.
 */
final class Connections {
    /** How many, beyond the limit, may be told that there is no room before they are just closed. */
    private static final int TURNED_AWAY = 256;

    private static final int IPV6_NETWORK_BYTES = 8;

    /** What becomes of a new connection. */
    enum Verdict {
        WELCOME,
        /** May be told that there is no room. */
        FULL,
        /** May be told that too many came at once. */
        TOO_FAST,
        /** There is no room even for telling. */
        OVERRUN
    }

    private final HttpLimits limits;
    private final MicroClock clock;
    private final Arrivals arrivals;
    private final Set<Channel> open = new HashSet<>();
    private final Map<List<Byte>, Integer> perAddress = new HashMap<>();
    private int welcomed;

    Connections(HttpLimits limits, MicroClock clock) {
        this.limits = limits;
        this.clock = clock;
        this.arrivals = new Arrivals(limits.connectRate(), limits.connectRatePerAddress());
    }

    /** Counts {@code channel} until it closes. */
    Verdict admit(Channel channel) {
        List<Byte> address = network(channel.remoteAddress());
        Verdict verdict = enter(channel, address, arrivals.admit(address, clock.nowUs()));
        if (verdict != Verdict.OVERRUN) {
            boolean welcome = verdict == Verdict.WELCOME;
            channel.closeFuture().addListener(closed -> leave(channel, address, welcome));
        }
        return verdict;
    }

    synchronized int count() {
        return open.size();
    }

    synchronized List<Channel> all() {
        return List.copyOf(open);
    }

    /** Waits until none is left; false if {@code nanos} were not enough. */
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long endNs = System.nanoTime() + nanos;
        for (long left = nanos; !open.isEmpty() && left > 0; left = endNs - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return open.isEmpty();
    }

    /** Those that are turned away take nobody's place while they listen to why. */
    private synchronized Verdict enter(Channel channel, List<Byte> address, boolean inTime) {
        int same = perAddress.getOrDefault(address, 0);
        if (inTime && welcomed < limits.connections() && same < limits.connectionsPerAddress()) {
            welcomed++;
            perAddress.put(address, same + 1);
            open.add(channel);
            return Verdict.WELCOME;
        }
        if (open.size() - welcomed < TURNED_AWAY) {
            open.add(channel);
            return inTime ? Verdict.FULL : Verdict.TOO_FAST;
        }
        return Verdict.OVERRUN;
    }

    private synchronized void leave(Channel channel, List<Byte> address, boolean welcome) {
        open.remove(channel);
        if (welcome) {
            welcomed--;
            perAddress.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
        }
        notifyAll();
    }

    /** Whoever has one IPv6 address has the whole network of 64 bits. */
    private static List<Byte> network(SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress address)) {
            return List.of();
        }
        InetAddress ip = address.getAddress();
        byte[] bytes = ip.getAddress();
        byte[] network = bytes.length > IPV6_NETWORK_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes;
        Byte[] boxed = new Byte[network.length];
        Arrays.setAll(boxed, i -> network[i]);
        return List.of(boxed);
    }
}
