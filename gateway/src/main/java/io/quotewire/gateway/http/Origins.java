package io.quotewire.gateway.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which web origins may connect, and under which names this gateway may be addressed. Made once from the addresses that
 * were bound and from the configuration, never from what a client sends. Immutable.
 */
final class Origins {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Set<String> own;
    private final Set<String> ownEncrypted;
    private final Set<String> configured;
    private final Set<String> hosts;
    private final boolean onlyKnownHosts;

    private Origins(
            Set<String> own,
            Set<String> ownEncrypted,
            Set<String> configured,
            Set<String> hosts,
            boolean onlyKnownHosts) {
        this.own = Set.copyOf(own);
        this.ownEncrypted = Set.copyOf(ownEncrypted);
        this.configured = Set.copyOf(configured);
        this.hosts = Set.copyOf(hosts);
        this.onlyKnownHosts = onlyKnownHosts;
    }

    /**
     * The gateway's own addresses and those of {@code configured}. A gateway on loopback alone answers only to known hosts:
     * a name that a page had pointed at 127.0.0.1 is not one (DNS rebinding).
     */
    static Origins of(List<InetSocketAddress> bound, Set<String> configured) {
        Set<String> own = new HashSet<>();
        Set<String> ownEncrypted = new HashSet<>();
        Set<String> hosts = new TreeSet<>();
        for (InetSocketAddress address : bound) {
            int port = address.getPort();
            for (String name : namesOf(address.getAddress())) {
                own.add("http://" + name + (port == HTTP ? "" : ":" + port));
                ownEncrypted.add("https://" + name + (port == HTTPS ? "" : ":" + port));
                addHost(hosts, name, port);
            }
        }
        configured.forEach(origin -> hosts.add(host(origin)));
        return new Origins(
                own,
                ownEncrypted,
                configured,
                hosts,
                bound.stream().allMatch(a -> a.getAddress().isLoopbackAddress()));
    }

    /**
     * Whether pages of {@code origin} may connect. Origins are compared as browsers write them, letter by letter.
     *
     * @param encrypted whether the request came so: pages that did not are none of those that did, and the other way round
     */
    boolean allows(String origin, boolean encrypted) {
        return configured.contains(origin) || (encrypted ? ownEncrypted : own).contains(origin);
    }

    /**
     * Whether {@code origin} is the gateway's own: one of its addresses, or, where it is known by another name, the very
     * address that was asked.
     *
     * @param host that was asked; null where that was left out
     */
    boolean isOwn(String origin, boolean encrypted, @Nullable String host) {
        boolean asked = configured.contains(origin)
                && host(origin).equals(host)
                && origin.startsWith(encrypted ? "https:" : "http:");
        return asked || (encrypted ? ownEncrypted : own).contains(origin);
    }

    boolean allowsHost(String host) {
        return !onlyKnownHosts || hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** The default port is left out by browsers in both headers, but a client may write it in {@code Host}. */
    private static void addHost(Set<String> hosts, String name, int port) {
        hosts.add(name + ":" + port);
        if (port == HTTP || port == HTTPS) {
            hosts.add(name);
        }
    }

    private static String host(String origin) {
        return origin.substring(origin.indexOf("://") + 3);
    }

    private static Set<String> namesOf(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", literal(address)));
        }
        if (!address.isAnyLocalAddress()) {
            return Set.of(literal(address));
        }
        Set<String> names = new TreeSet<>(List.of("localhost"));
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(own -> names.add(literal(own)));
        } catch (SocketException e) {
            names.addAll(List.of("127.0.0.1", "[::1]"));
        }
        return names;
    }

    /** As browsers write it: an IPv6 address compressed, in brackets, without its zone. */
    private static String literal(InetAddress address) {
        String text = NetUtil.toAddressString(address);
        return text.contains(":") ? "[" + text.replaceFirst("%.*", "") + "]" : text;
    }
}
