package io.quotewire.lab.load.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final InetSocketAddress GATEWAY = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 19_201);

    @Test
    void next_manyToThisMachine_comeFromAsManyAddressesAsHavePortsForThem() {
        Sources sources = new Sources(true);
        Set<Object> addresses = new HashSet<>();
        for (int i = 0; i < 3 * Sources.CONNECTS_OF_ONE; i++) {
            InetSocketAddress source = sources.next(GATEWAY);
            addresses.add(source == null ? "any" : source.getHostString());
        }
        assertThat(addresses).containsExactlyInAnyOrder("any", "127.75.1.1", "127.75.1.2");
    }

    @Test
    void next_ofAnotherGateway_isAnotherAddress() {
        assertThat(second(GATEWAY))
                .isNotEqualTo(second(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 19_202)));
    }

    @Test
    void next_toAnotherMachine_isTheSystemsChoice() {
        assertThat(second(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80)))
                .isNull();
        assertThat(second(new InetSocketAddress(InetAddress.ofLiteral("::1"), 80)))
                .isNull();
        assertThat(second(InetSocketAddress.createUnresolved("nobody.invalid", 80)))
                .isNull();
    }

    @Test
    void next_whereThisMachineHasOneAddress_isTheSystemsChoice() {
        Sources sources = new Sources(false);
        for (int i = 0; i <= Sources.CONNECTS_OF_ONE; i++) {
            assertThat(sources.next(GATEWAY)).isNull();
        }
    }

    private static @Nullable InetSocketAddress second(InetSocketAddress to) {
        Sources sources = new Sources(true);
        for (int i = 0; i < Sources.CONNECTS_OF_ONE; i++) {
            sources.next(to);
        }
        return sources.next(to);
    }
}
