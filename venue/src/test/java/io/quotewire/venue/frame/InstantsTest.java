package io.quotewire.venue.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InstantsTest {
    @Test
    void micros_anyTime_isWhatTheLibrarySays() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(1, 8_000_000_000L), random.nextLong(1_000_000_000));
            assertThat(micros(instant.toString()))
                    .as(instant.toString())
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        }
        assertThat(micros("2024-02-29T23:59:59Z")).isEqualTo(1_709_251_199_000_000L);
    }

    @Test
    void micros_anythingElse_isNone() {
        assertThat(List.of(
                        "",
                        "2026-08-09",
                        "2026-08-09T21:05:48",
                        "2026-08-09T21:05:48.Z",
                        "2026-08-09T21:05:48.1234567890Z",
                        "2026-08-09T21:05:48.12x4Z",
                        "2026-08-09T21:05:48+00:00",
                        "2026-08-09 21:05:48Z",
                        "2026-13-09T21:05:48Z",
                        "2026-00-09T21:05:48Z",
                        "2026-08-32T21:05:48Z",
                        "2026-08-09T24:05:48Z",
                        "2026-08-09T21:60:48Z",
                        "2026-08-09T21:05:60Z",
                        "1969-08-09T21:05:48Z",
                        "x026-08-09T21:05:48Z"))
                .allMatch(text -> micros(text) == Instants.NONE);
    }

    private static long micros(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Instants.micros(bytes, 0, bytes.length);
    }
}
