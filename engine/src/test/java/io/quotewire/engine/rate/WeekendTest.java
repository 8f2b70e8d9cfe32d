package io.quotewire.engine.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekendTest {
    private static final long HOUR_US = TimeUnit.HOURS.toMicros(1);

    private static long us(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T21:59:59Z, false",
        "2026-11-27T22:00:00Z, true",
        "2026-11-29T12:00:00Z, true",
        "2026-11-29T21:59:59Z, true",
        "2026-11-29T22:00:00Z, false",
        "2026-12-02T12:00:00Z, false"
    })
    void weekend_isFromFridayToSundayEvening(String instant, boolean weekend) {
        assertThat(Weekend.is(us(instant))).isEqualTo(weekend);
    }

    @Test
    void age_leavesTheWeekendOut() {
        long friday = us("2026-11-27T15:00:00Z");
        assertThat(Weekend.openUs(friday, us("2026-11-29T12:00:00Z"))).isEqualTo(7 * HOUR_US);
        assertThat(Weekend.openUs(friday, us("2026-11-30T15:00:00Z"))).isEqualTo(24 * HOUR_US);
        assertThat(Weekend.openUs(friday, friday)).isZero();
        assertThat(Weekend.openUs(us("2026-11-28T00:00:00Z"), us("2026-11-29T00:00:00Z")))
                .isZero();
    }

    @Test
    void end_ofATimeWithoutWeekends_isWhereThatMuchHasPassed() {
        SplittableRandom random = new SplittableRandom(7);
        long base = us("2026-01-01T00:00:00Z");
        for (int i = 0; i < 10_000; i++) {
            long from = base + random.nextLong(60 * 24 * HOUR_US);
            long open = 1 + random.nextLong(20 * 24 * HOUR_US);
            long at = Weekend.afterUs(from, open);
            assertThat(Weekend.openUs(from, at)).as("%d and %d", from, open).isEqualTo(open);
            assertThat(Weekend.openUs(from, at - 1)).as("%d and %d", from, open).isEqualTo(open - 1);
        }
    }

    @Test
    void nextChange_isTheBeginningOrTheEnd() {
        assertThat(Weekend.nextUs(us("2026-11-25T00:00:00Z"))).isEqualTo(us("2026-11-27T22:00:00Z"));
        assertThat(Weekend.nextUs(us("2026-11-28T00:00:00Z"))).isEqualTo(us("2026-11-29T22:00:00Z"));
        assertThat(Weekend.nextUs(us("2026-11-29T22:00:00Z"))).isEqualTo(us("2026-12-04T22:00:00Z"));
    }
}
