package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginsTest {
    @Test
    void loopback_anyOfItsNames_isOwn() {
        Origins origins = of("127.0.0.1", 8000);

        assertThat(origins.allows("http://localhost:8000", false)).isTrue();
        assertThat(origins.allows("http://[::1]:8000", false)).isTrue();
        assertThat(origins.allows("http://localhost", false)).isFalse();
        assertThat(origins.allowsHost("[::1]:8000")).isTrue();
        assertThat(origins.allowsHost("rebound.test:8000")).isFalse();
    }

    @Test
    void port80_isLeftOutByBrowsers() {
        Origins origins = of("127.0.0.1", 80);

        assertThat(origins.allows("http://localhost", false)).isTrue();
        assertThat(origins.allows("http://localhost:80", false)).isFalse();
        assertThat(origins.allowsHost("localhost")).isTrue();
        assertThat(origins.allowsHost("localhost:80")).isTrue();
    }

    @Test
    void oneAddress_beyondLoopback_isOwnAndAnyHostIsAnswered() {
        Origins origins = of("192.0.2.1", 8000);

        assertThat(origins.allows("http://192.0.2.1:8000", false)).isTrue();
        assertThat(origins.allows("http://localhost:8000", false)).isFalse();
        assertThat(origins.allowsHost("gateway.test:8000")).isTrue();
        assertThat(of("2001:db8::1", 8000).allows("http://[2001:db8::1]:8000", false))
                .isTrue();
    }

    @Test
    void wildcardAddress_ownsThoseOfTheMachine() {
        Origins origins = of("0.0.0.0", 8000);

        assertThat(origins.allows("http://127.0.0.1:8000", false)).isTrue();
        assertThat(origins.allows("http://localhost:8000", false)).isTrue();
        assertThat(origins.allows("http://192.0.2.1:8000", false)).isFalse();
    }

    @Test
    void configured_allowsTheOriginAndItsHost() {
        Origins origins = Origins.of(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8000)),
                Set.of("https://prices.test", "http://p.test:81"));

        assertThat(origins.allows("https://prices.test", false)).isTrue();
        assertThat(origins.allows("http://prices.test", false)).isFalse();
        assertThat(origins.allowsHost("prices.test")).isTrue();
        assertThat(origins.allowsHost("p.test:81")).isTrue();
        assertThat(origins.allowsHost("p.test")).isFalse();
    }

    @Test
    void encrypted_ownsTheSameAddressesByTheirOtherName() {
        Origins origins = of("127.0.0.1", 8000);

        assertThat(origins.allows("https://localhost:8000", true)).isTrue();
        assertThat(origins.allows("http://localhost:8000", true)).isFalse();
        assertThat(origins.allows("https://localhost:8000", false)).isFalse();
        assertThat(of("127.0.0.1", 443).allows("https://localhost", true)).isTrue();
        assertThat(of("127.0.0.1", 443).allowsHost("localhost")).isTrue();
    }

    @Test
    void configured_isOwnWhereItIsTheAddressThatWasAsked() {
        Origins origins = Origins.of(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8000)),
                Set.of("https://prices.test", "https://page.test"));

        assertThat(origins.isOwn("https://prices.test", true, "prices.test")).isTrue();
        assertThat(origins.isOwn("https://prices.test", false, "prices.test")).isFalse();
        assertThat(origins.isOwn("https://page.test", true, "prices.test")).isFalse();
        assertThat(origins.isOwn("https://prices.test", true, null)).isFalse();
        assertThat(origins.isOwn("https://evil.test", true, "evil.test")).isFalse();
    }

    private static Origins of(String literal, int port) {
        return Origins.of(List.of(new InetSocketAddress(InetAddress.ofLiteral(literal), port)), Set.of());
    }
}
