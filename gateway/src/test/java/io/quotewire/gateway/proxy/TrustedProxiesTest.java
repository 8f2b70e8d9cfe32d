package io.quotewire.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.1.2.3");
    private final TrustedProxies proxies =
            new TrustedProxies(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "192.0.2.1 | 192.0.2.1",
                "203.0.113.9, 192.0.2.1 | 192.0.2.1",
                "203.0.113.9, 192.0.2.1, 10.9.9.9 | 192.0.2.1",
                "nonsense, 192.0.2.1 | 192.0.2.1",
                "192.0.2.1, nonsense | 10.1.2.3",
                "192.0.2.1, | 10.1.2.3",
                "'' | 10.1.2.3",
                "absent | 10.1.2.3",
                "10.7.7.7, 10.9.9.9 | 10.7.7.7",
                "2001:db9::1 | 2001:db9:0:0:0:0:0:1",
                "[2001:db9::1] | 2001:db9:0:0:0:0:0:1",
                "2001:db9::1, 2001:db8::1 | 2001:db9:0:0:0:0:0:1",
                "::ffff:192.0.2.1 | 192.0.2.1",
                "192.0.2.1:8000 | 10.1.2.3",
                "192.0.2 | 10.1.2.3",
                "0300.0.2.1 | 10.1.2.3",
                "fe80::1%eth0 | 10.1.2.3",
                "[192.0.2.1] | 10.1.2.3",
                "gateway.test | 10.1.2.3",
                "unknown | 10.1.2.3",
            })
    void forwardedFor_ofATrustedPeer_isReadFromItsEnd(@Nullable String header, String address) {
        assertThat(proxies.caller(PROXY, false, header, null).address().getHostAddress())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "absent, false, false",
                "absent, true, true",
                "https, false, true",
                "HTTPS, false, true",
                "http, true, false",
                "'https, http', false, false",
                "wss, false, false",
            })
    void forwardedProto_ofATrustedPeer_counts(@Nullable String header, boolean tls, boolean encrypted) {
        assertThat(proxies.caller(PROXY, tls, null, header).encrypted()).isEqualTo(encrypted);
    }

    @Test
    void headers_ofOthers_areIgnored() {
        InetAddress peer = InetAddress.ofLiteral("192.0.2.7");

        assertThat(proxies.caller(peer, false, "10.1.1.1, 203.0.113.1", "https"))
                .isEqualTo(new Caller(peer, false));
        assertThat(TrustedProxies.NONE.caller(PROXY, true, "203.0.113.1", "http"))
                .isEqualTo(new Caller(PROXY, true));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, 192.0.3.0",
        "192.0.2.7, 192.0.2.7, 192.0.2.8",
        "0.0.0.0/0, 203.0.113.1, ::1",
        "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
        "::1, ::1, 127.0.0.1",
    })
    void network_containsItsAddresses(String network, String in, String out) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(in))).isTrue();
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(out))).isFalse();
        assertThat(Network.parse(Network.parse(network).toString())).isEqualTo(Network.parse(network));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.1/8",
                "::/129",
                "10/8",
                "proxy.test",
                "*",
                "10.0.0.0/8/8",
                "fe80::1%1"
            })
    void network_malformed_isRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
