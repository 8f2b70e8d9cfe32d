package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void defaults_areTheDesigns() {
        assertThat(EngineConfig.DEFAULT)
                .isEqualTo(new EngineConfig(
                        List.of("okx", "binance"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        65_536,
                        20_000,
                        Derived.DEFAULT));
    }

    @Test
    void values_outOfRange_areRefusedByName() {
        List<String> order = List.of("okx");
        assertRefused(order, Duration.ofMillis(99), TEN, 64, 1, "engine.silence (ms) must be 100 to 3600000, was 99");
        assertRefused(
                order, TEN, Duration.ofMillis(-1), 64, 1, "engine.return-after (ms) must be 0 to 3600000, was -1");
        assertRefused(order, TEN, TEN, 15, 1, "engine.mailbox must be 16 to 1048576, was 15");
        assertRefused(order, TEN, TEN, 64, 0, "engine.listings must be 1 to 100000, was 0");
    }

    @Test
    void order_mustNameEachVenueOnce() {
        assertRefused(List.of(), TEN, TEN, 64, 1, "engine.best-order (venues) must be 1 to 16, was 0");
        assertRefused(
                Collections.nCopies(17, "okx"), TEN, TEN, 64, 1, "engine.best-order (venues) must be 1 to 16, was 17");
        assertRefused(List.of("best"), TEN, TEN, 64, 1, "engine.best-order must name venues, was best");
        assertRefused(List.of("random"), TEN, TEN, 64, 1, "engine.best-order must name venues, was random");
        assertRefused(List.of("OKX"), TEN, TEN, 64, 1, "engine.best-order must name venues, was OKX");
        assertRefused(
                List.of("okx", "okx"), TEN, TEN, 64, 1, "engine.best-order must name each venue once, was [okx, okx]");
    }

    @SuppressWarnings("TooManyParameters")
    private static void assertRefused(
            List<String> order, Duration silence, Duration returnAfter, int mailbox, int listings, String message) {
        assertThatThrownBy(() -> new EngineConfig(order, silence, returnAfter, mailbox, listings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
