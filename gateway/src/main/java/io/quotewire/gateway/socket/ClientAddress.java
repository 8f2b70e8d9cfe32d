package io.quotewire.gateway.socket;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** From where a connection is: its peer, or for whom that speaks. Any thread. */
public final class ClientAddress {
    private static final AttributeKey<InetAddress> TOLD = AttributeKey.valueOf(ClientAddress.class, "told");

    /** How IPv6 writes an IPv4 address, RFC 4291 section 2.5.5.2. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final int IPV6_NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** Who is at the other end of the socket; loopback where that is no network's. */
    public static InetAddress peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? unmapped(remote.getAddress())
                : InetAddress.getLoopbackAddress();
    }

    /** The same, unless {@link #tell} has told better. */
    public static InetAddress of(Channel channel) {
        InetAddress told = channel.attr(TOLD).get();
        return told == null ? peer(channel) : told;
    }

    /** Who counts as one: whoever has an IPv6 address has the whole network of 64 bits. */
    public static ByteBuffer network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes.length > IPV6_NETWORK_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }

    /** From now on the connection is from there. */
    public static void tell(Channel channel, InetAddress client) {
        channel.attr(TOLD).set(client);
    }

    /** A socket of both families tells IPv4 addresses in IPv6's way; one client must not be two, nor all IPv4 one network. */
    private static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped =
                address instanceof Inet6Address && Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        try {
            return mapped ? InetAddress.getByAddress(bytes) : address; // Which understands that form.
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
