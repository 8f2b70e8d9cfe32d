package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8000", "[::1]:8000", "localhost:0", "0.0.0.0:65535", "gateway.test:80"})
    void address_printed_readsTheSame(String text) {
        assertThat(ListenAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8000", ":8000", "::1:8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "a:-1", "a:1x"})
    void address_malformed_isRefusedWithItsText(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("listen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8000", "[::]:8000", "192.0.2.1:8000", "gateway.test:8000", "[::ffff:192.0.2.1]:1"})
    void address_beyondLoopback_needsAllowPlain(String text) {
        List<ListenAddress> listen = List.of(ListenAddress.parse(text));

        assertThatThrownBy(() -> HttpConfig.DEFAULT.withListen(listen))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("allow-plain");
        assertThat(new HttpConfig(listen, true, Set.of(), HttpLimits.DEFAULT).listen())
                .isEqualTo(listen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8000", "127.9.9.9:8000", "[::1]:8000", "localhost:8000"})
    void address_onLoopback_needsNothing(String text) {
        assertThat(ListenAddress.parse(text).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.prices.test",
                "HTTPS://prices.test",
                "https://Prices.test",
                "https://prices.test/",
                "https://prices.test:",
                "https://prices.test:0",
                "prices.test",
                "ws://prices.test",
                "https://user@prices.test"
            })
    void origin_notExact_isRefused(String origin) {
        assertThatThrownBy(() -> new HttpConfig(TestServer.ANY_PORT, false, Set.of(origin), HttpLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed-origins")
                .hasMessageContaining(origin);
    }

    @Test
    void listen_empty_isRefused() {
        assertThatThrownBy(() -> HttpConfig.DEFAULT.withListen(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("listen");
    }

    @Test
    void limits_outOfRange_nameKeyRangeAndValue() {
        assertThatThrownBy(() -> Limits.connections(0, 1)).hasMessage("http.connections must be 1 to 1000000, was 0");
        assertThatThrownBy(() -> Limits.connections(5, 6))
                .hasMessage("http.connections-per-address must be 1 to 5, was 6");
        assertThatThrownBy(() -> Limits.deadlines(Duration.ofMillis(49)))
                .hasMessage("http.head-deadline (ms) must be 50 to 60000, was 49");
    }
}
