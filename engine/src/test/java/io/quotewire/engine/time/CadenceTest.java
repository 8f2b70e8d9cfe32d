package io.quotewire.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CadenceTest {
    private final Cadence cadence = new Cadence();

    @Test
    void p99_ofNothing_isZero() {
        assertThat(cadence.p99Us()).isZero();
        assertThat(cadence.pauses()).isZero();
    }

    @Test
    void p99_ofFew_isAboveTheLongest_byHalfAtMost() {
        for (long pauseUs : new long[] {1, 8_191, 8_192, 20_000, 1_000_000, 3_600_000_000L}) {
            cadence.learn(pauseUs);
            assertThat(cadence.p99Us()).isGreaterThan(pauseUs);
            assertThat(cadence.p99Us()).isLessThanOrEqualTo(Math.max(8_192, pauseUs * 3 / 2));
        }
    }

    @Test
    void p99_ofMany_leavesOutOneOfAHundred() {
        for (int i = 0; i < 99; i++) {
            cadence.learn(100_000);
        }
        cadence.learn(60_000_000);

        assertThat(cadence.p99Us()).isEqualTo(131_072);

        cadence.learn(60_000_000);
        assertThat(cadence.p99Us()).isGreaterThan(60_000_000);
    }

    @Test
    void olderHalf_weighsLess() {
        for (int i = 0; i < 2_000; i++) {
            cadence.learn(60_000_000);
        }
        for (int i = 0; i < 12 * Cadence.MEMORY; i++) {
            cadence.learn(100_000);
        }

        assertThat(cadence.pauses()).isBetween(Cadence.MEMORY / 2 - 50, Cadence.MEMORY);
        assertThat(cadence.p99Us()).isEqualTo(131_072);
    }

    @Test
    void longestPauses_shareABucket() {
        cadence.learn(Long.MAX_VALUE);

        assertThat(cadence.p99Us()).isEqualTo(1L << 36);
    }
}
