package io.quotewire.gateway.http;

import io.netty.channel.Channel;
import io.quotewire.gateway.proxy.TrustedProxies;
import io.quotewire.gateway.socket.Arrivals;
import io.quotewire.gateway.socket.ClientAddress;
import io.quotewire.model.MicroClock;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All open connections and from where they are.
 *
 * <p><b>Threads:</b> any; a connection takes the lock twice in its life, and where a proxy sends it, when that speaks for another.
 */
final class Connections {
    /** How many, beyond the limit, may be told that there is no room before they are just closed. */
    private static final int TURNED_AWAY = 256;

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
    private final TrustedProxies proxies;

    /** As whose each counts; null for nobody's. */
    private final Map<Channel, @Nullable ByteBuffer> open = new HashMap<>();

    private final Map<ByteBuffer, Integer> perAddress = new HashMap<>();
    private int welcomed;

    /** @param proxies whose connections count as those of whom they speak for */
    Connections(HttpLimits limits, TrustedProxies proxies, MicroClock clock) {
        this.limits = limits;
        this.proxies = proxies;
        this.clock = clock;
        this.arrivals = new Arrivals(limits.connectRate(), limits.connectRatePerAddress());
    }

    /** Counts {@code channel} until it closes; that of a trusted proxy, as nobody's as long as it has said nothing. */
    Verdict admit(Channel channel) {
        InetAddress peer = ClientAddress.peer(channel);
        ByteBuffer address = proxies.trusts(peer) ? null : ClientAddress.network(peer);
        boolean inTime =
                address == null ? arrivals.admitUnknown(clock.nowUs()) : arrivals.admit(address, clock.nowUs());
        Verdict verdict = enter(channel, address, inTime);
        if (verdict != Verdict.OVERRUN) {
            boolean welcome = verdict == Verdict.WELCOME;
            channel.closeFuture().addListener(closed -> leave(channel, welcome));
        }
        return verdict;
    }

    /**
     * Counts a trusted proxy's connection, which was welcome, as that of {@code client}. Where that one has enough of them, or
     * comes too fast, it counts as whose it was.
     */
    Verdict attribute(Channel channel, InetAddress client) {
        ByteBuffer address = ClientAddress.network(client);
        synchronized (this) {
            ByteBuffer before = open.get(channel);
            if (address.equals(before) || !open.containsKey(channel)) {
                return Verdict.WELCOME;
            }
            int same = perAddress.getOrDefault(address, 0);
            if (same >= limits.connectionsPerAddress()) {
                return Verdict.FULL;
            }
            if (!arrivals.admitKnown(address, clock.nowUs())) {
                return Verdict.TOO_FAST;
            }
            perAddress.put(address, same + 1);
            open.put(channel, address);
            forget(before);
            return Verdict.WELCOME;
        }
    }

    synchronized int count() {
        return open.size();
    }

    synchronized List<Channel> all() {
        return List.copyOf(open.keySet());
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
    private synchronized Verdict enter(Channel channel, @Nullable ByteBuffer address, boolean inTime) {
        int same = address == null ? 0 : perAddress.getOrDefault(address, 0);
        if (inTime && welcomed < limits.connections() && same < limits.connectionsPerAddress()) {
            welcomed++;
            if (address != null) {
                perAddress.put(address, same + 1);
            }
            open.put(channel, address);
            return Verdict.WELCOME;
        }
        if (open.size() - welcomed < TURNED_AWAY) {
            open.put(channel, null);
            return inTime ? Verdict.FULL : Verdict.TOO_FAST;
        }
        return Verdict.OVERRUN;
    }

    private synchronized void leave(Channel channel, boolean welcome) {
        forget(open.remove(channel));
        if (welcome) {
            welcomed--;
        }
        notifyAll();
    }

    private void forget(@Nullable ByteBuffer address) {
        if (address != null) {
            perAddress.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
        }
    }
}
