package io.quotewire.gateway.proxy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose word on others is taken. */
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    public TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    public boolean trusts(InetAddress peer) {
        for (Network network : networks) {
            if (network.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /**
     * From where a request is.
     *
     * @param peer at the other end of the connection, which is {@code encrypted} or not
     * @param forwardedFor the header {@code X-Forwarded-For}, all its lines; null where it is absent
     * @param forwardedProto {@code X-Forwarded-Proto} likewise
     */
    public Caller caller(
            InetAddress peer, boolean encrypted, @Nullable String forwardedFor, @Nullable String forwardedProto) {
        if (!trusts(peer)) {
            return new Caller(peer, encrypted);
        }
        return new Caller(
                forwardedFor == null ? peer : farthest(peer, forwardedFor.split(",", -1)),
                forwardedProto == null ? encrypted : last(forwardedProto).equalsIgnoreCase("https"));
    }

    /** The first from the end that is no proxy of ours; where all are, the one that began. */
    private InetAddress farthest(InetAddress peer, String[] hops) {
        InetAddress farthest = peer;
        for (int i = hops.length - 1; i >= 0 && trusts(farthest); i--) {
            InetAddress hop = Network.address(hops[i].strip());
            if (hop == null) {
                return peer;
            }
            farthest = hop;
        }
        return farthest;
    }

    private static String last(String list) {
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }
}
