package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private long nowUs = 1_000_000_000;
    private final Connections connections = new Connections(Limits.connections(3, 2), () -> nowUs);

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
        Connections hurried = new Connections(Limits.connects(3, 2), () -> nowUs);
        hurried.admit(from("192.0.2.1"));
        hurried.admit(from("192.0.2.1"));

        assertThat(hurried.admit(from("192.0.2.1"))).isEqualTo(Connections.Verdict.TOO_FAST);
        assertThat(hurried.admit(from("192.0.2.2"))).isEqualTo(Connections.Verdict.WELCOME);

        nowUs += 500_000;
        assertThat(hurried.admit(from("192.0.2.1"))).isEqualTo(Connections.Verdict.WELCOME);
    }

    private static EmbeddedChannel from(String literal) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(InetAddress.ofLiteral(literal), 50_000);
            }
        };
    }
}
