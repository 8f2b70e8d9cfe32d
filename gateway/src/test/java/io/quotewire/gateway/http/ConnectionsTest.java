package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotewire.gateway.proxy.Network;
import io.quotewire.gateway.proxy.TrustedProxies;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private long nowUs = 1_000_000_000;
    private final Connections connections = new Connections(Limits.connections(3, 2), TrustedProxies.NONE, () -> nowUs);

    @Test
    void address_beyondItsShare_isFullAndOthersAreNot() {
        connections.admit(from("192.0.2.1"));
        connections.admit(from("192.0.2.1"));

        assertThat(connections.admit(from("192.0.2.1"))).isEqualTo(Connections.Verdict.FULL);
        assertThat(connections.admit(from("192.0.2.2"))).isEqualTo(Connections.Verdict.WELCOME);
        assertThat(connections.admit(from("192.0.2.3"))).isEqualTo(Connections.Verdict.FULL);
    }

    @Test
    void ipv6_ofOneNetwork_isOneAddress() {
        connections.admit(from("2001:db8:0:1::1"));
        connections.admit(from("2001:db8:0:1::2"));

        assertThat(connections.admit(from("2001:db8:0:1:ffff::3"))).isEqualTo(Connections.Verdict.FULL);
        assertThat(connections.admit(from("2001:db8:0:2::1"))).isEqualTo(Connections.Verdict.WELCOME);
    }

    @Test
    void close_makesRoom() {
        EmbeddedChannel first = from("192.0.2.1");
        connections.admit(first);
        connections.admit(from("192.0.2.1"));

        first.close().syncUninterruptibly();

        assertThat(connections.admit(from("192.0.2.1"))).isEqualTo(Connections.Verdict.WELCOME);
    }

    @Test
    void flood_isToldUpToABoundAndTakesNobodysPlace() {
        List<EmbeddedChannel> flood = new ArrayList<>();
        List<Connections.Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < 2 + 256 + 1; i++) {
            flood.add(from("192.0.2.1"));
            verdicts.add(connections.admit(flood.getLast()));
        }

        assertThat(verdicts.subList(2, 258)).containsOnly(Connections.Verdict.FULL);
        assertThat(verdicts.getLast()).isEqualTo(Connections.Verdict.OVERRUN);
        assertThat(connections.admit(from("192.0.2.2"))).isEqualTo(Connections.Verdict.WELCOME);

        flood.forEach(channel -> channel.close().syncUninterruptibly());
        assertThat(connections.count()).isEqualTo(1);
    }

    @Test
    void address_thatComesTooFast_isToldSoUntilItsTimeHasCome() {
        Connections hurried = new Connections(Limits.connects(3, 2), TrustedProxies.NONE, () -> nowUs);
        hurried.admit(from("192.0.2.1"));
        hurried.admit(from("192.0.2.1"));

        assertThat(hurried.admit(from("192.0.2.1"))).isEqualTo(Connections.Verdict.TOO_FAST);
        assertThat(hurried.admit(from("192.0.2.2"))).isEqualTo(Connections.Verdict.WELCOME);

        nowUs += 500_000;
        assertThat(hurried.admit(from("192.0.2.1"))).isEqualTo(Connections.Verdict.WELCOME);
    }

    @Test
    void proxysConnections_countAsThoseOfWhomItSpeaksFor() {
        TrustedProxies proxies = new TrustedProxies(List.of(Network.parse("198.51.100.1")));
        Connections behind = new Connections(Limits.connections(5, 2), proxies, () -> nowUs);
        List<EmbeddedChannel> forwarded = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            forwarded.add(from("198.51.100.1"));
            assertThat(behind.admit(forwarded.getLast())).isEqualTo(Connections.Verdict.WELCOME);
        }
        InetAddress client = InetAddress.ofLiteral("192.0.2.1");

        assertThat(behind.attribute(forwarded.get(0), client)).isEqualTo(Connections.Verdict.WELCOME);
        assertThat(behind.attribute(forwarded.get(1), client)).isEqualTo(Connections.Verdict.WELCOME);
        assertThat(behind.attribute(forwarded.get(1), client))
                .as("the same again")
                .isEqualTo(Connections.Verdict.WELCOME);
        assertThat(behind.attribute(forwarded.get(2), client)).isEqualTo(Connections.Verdict.FULL);
        assertThat(behind.admit(from("192.0.2.1"))).as("directly").isEqualTo(Connections.Verdict.FULL);

        forwarded.get(0).close().syncUninterruptibly();
        assertThat(behind.attribute(forwarded.get(2), client))
                .as("one has gone")
                .isEqualTo(Connections.Verdict.WELCOME);
        assertThat(behind.attribute(forwarded.get(1), InetAddress.ofLiteral("192.0.2.2")))
                .as("who shares a proxy's connection")
                .isEqualTo(Connections.Verdict.WELCOME);
        assertThat(behind.attribute(forwarded.get(3), client))
                .as("one is another's now")
                .isEqualTo(Connections.Verdict.WELCOME);
    }

    @Test
    void proxysClient_thatComesTooFast_isToldSo() {
        TrustedProxies proxies = new TrustedProxies(List.of(Network.parse("198.51.100.0/24")));
        Connections hurried = new Connections(Limits.connects(4, 2), proxies, () -> nowUs);
        InetAddress client = InetAddress.ofLiteral("192.0.2.1");
        for (int i = 0; i < 2; i++) {
            EmbeddedChannel next = from("198.51.100.1");
            hurried.admit(next);
            assertThat(hurried.attribute(next, client)).isEqualTo(Connections.Verdict.WELCOME);
        }
        EmbeddedChannel third = from("198.51.100.1");

        assertThat(hurried.admit(third)).isEqualTo(Connections.Verdict.WELCOME);
        assertThat(hurried.attribute(third, client)).isEqualTo(Connections.Verdict.TOO_FAST);
    }

    @Test
    void ipv4_inTheFormOfIpv6_isTheSameAddress() {
        connections.admit(from("192.0.2.1"));
        connections.admit(mapped("192.0.2.1"));

        assertThat(connections.admit(mapped("192.0.2.1"))).isEqualTo(Connections.Verdict.FULL);
        assertThat(connections.admit(mapped("192.0.2.2"))).isEqualTo(Connections.Verdict.WELCOME);
    }

    /** As a socket of both families tells it; the JDK's own way to write that makes an IPv4 address of it. */
    private static EmbeddedChannel mapped(String ipv4) {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(InetAddress.ofLiteral(ipv4).getAddress(), 0, bytes, 12, 4);
        try {
            return from(Inet6Address.getByAddress(null, bytes, -1));
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError(wrongLength);
        }
    }

    private static EmbeddedChannel from(String literal) {
        return from(InetAddress.ofLiteral(literal));
    }

    private static EmbeddedChannel from(InetAddress address) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 50_000);
            }
        };
    }
}
