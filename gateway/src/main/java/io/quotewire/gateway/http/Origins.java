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

/**
 * Which web origins may connect, and under which names this gateway may be addressed. Made once from the addresses that
 * were bound and from the configuration, never from what a client sends. Immutable.
 */
final class Origins {
    private final Set<String> own;
    private final Set<String> configured;
    private final Set<String> hosts;
    private final boolean onlyKnownHosts;

    private Origins(Set<String> own, Set<String> configured, Set<String> hosts, boolean onlyKnownHosts) {
        this.own = Set.copyOf(own);
        this.configured = Set.copyOf(configured);
        this.hosts = Set.copyOf(hosts);
        this.onlyKnownHosts = onlyKnownHosts;
    }

    /**
     * The gateway's own addresses and those of {@code configured}. A gateway on loopback alone answers only to known hosts:
     * a name that a page had pointed at 127.0.0.1 is not one (DNS rebinding).
     */
    static Origins of(List<InetSocketAddress> bound, Set<String> configured) {
        Set<String> hosts = new TreeSet<>();
        bound.forEach(
                address -> namesOf(address.getAddress()).forEach(name -> addHost(hosts, name, address.getPort())));
        Set<String> own = new HashSet<>();
        hosts.stream().filter(host -> !host.endsWith(":80")).forEach(host -> own.add("http://" + host));
        configured.forEach(origin -> hosts.add(origin.substring(origin.indexOf("://") + 3)));
        return new Origins(
                own,
                configured,
                hosts,
                bound.stream().allMatch(a -> a.getAddress().isLoopbackAddress()));
    }

    /** Origins are compared as browsers write them, letter by letter. */
    boolean allows(String origin) {
        return isOwn(origin) || configured.contains(origin);
    }

    /** Whether {@code origin} is one of the gateway's own addresses. */
    boolean isOwn(String origin) {
        return own.contains(origin);
    }

    boolean allowsHost(String host) {
        return !onlyKnownHosts || hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** The default port is left out by browsers in both headers, but a client may write it in {@code Host}. */
    private static void addHost(Set<String> hosts, String name, int port) {
        hosts.add(name + ":" + port);
        if (port == 80) {
            hosts.add(name);
        }
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
