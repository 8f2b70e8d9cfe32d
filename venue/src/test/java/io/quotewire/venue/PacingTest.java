package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.venue.pace.Backoff;
import io.quotewire.venue.pace.Lag;
import io.quotewire.venue.pace.Liveness;
import io.quotewire.venue.pace.Liveness.Verdict;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Everything that decides when: back-off, silence; and how late what is heard comes. */
class PacingTest {
    private static final long SECOND_US = 1_000_000;

    @Test
    void backoff_afterEachFailure_jittersBelowADoublingCeiling() {
        for (long seed = 0; seed < 200; seed++) {
            Backoff backoff = new Backoff(new SplittableRandom(seed));
            for (int failure = 0; failure < 12; failure++) {
                long ceiling = Math.min(60 * SECOND_US, SECOND_US << failure);
                assertThat(backoff.nextUs(0))
                        .as("seed %d, failure %d", seed, failure)
                        .isBetween(500_000L, ceiling);
            }
        }
    }

    @Test
    void backoff_fullJitter_reachesBothEnds() {
        RandomGenerator least = always(0);
        assertThat(new Backoff(least).nextUs(7)).isEqualTo(500_007);
        RandomGenerator most = always(-1);
        Backoff backoff = new Backoff(most);
        for (int failure = 0; failure < 10; failure++) {
            backoff.nextUs(0);
        }
        assertThat(backoff.nextUs(0)).isEqualTo(60 * SECOND_US);
    }

    @Test
    void backoff_startsOverOnlyAfterAMinuteOfHealth() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        for (int failure = 0; failure < 5; failure++) {
            backoff.nextUs(0);
        }
        backoff.opened(100 * SECOND_US);
        backoff.nextUs(159 * SECOND_US);
        assertThat(backoff.failures()).isEqualTo(6);
        backoff.opened(200 * SECOND_US);
        backoff.nextUs(260 * SECOND_US);
        assertThat(backoff.failures()).isEqualTo(1);
    }

    @Test
    void liveness_asksOnceAndThenGivesUp() {
        Liveness liveness = new Liveness(20 * SECOND_US, 5 * SECOND_US, 0);
        liveness.heard(SECOND_US);
        assertThat(liveness.check(21 * SECOND_US - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(21 * SECOND_US)).isEqualTo(Verdict.ASK);
        assertThat(liveness.check(26 * SECOND_US - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(26 * SECOND_US)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void liveness_anyByte_isAnAnswer() {
        Liveness liveness = new Liveness(20 * SECOND_US, 5 * SECOND_US, 0);
        liveness.heard(SECOND_US);
        assertThat(liveness.check(21 * SECOND_US)).isEqualTo(Verdict.ASK);
        liveness.heard(25 * SECOND_US);
        assertThat(liveness.check(44 * SECOND_US)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(45 * SECOND_US)).isEqualTo(Verdict.ASK);
    }

    @Test
    void liveness_ofAVenueThatWantsToBeAsked_asksItThoughItIsNotSilent() {
        Liveness liveness = new Liveness(20 * SECOND_US, 5 * SECOND_US, 20 * SECOND_US);
        liveness.opened(SECOND_US);
        liveness.heard(20 * SECOND_US);
        assertThat(liveness.check(21 * SECOND_US - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(21 * SECOND_US)).isEqualTo(Verdict.ASK);
        liveness.heard(22 * SECOND_US);
        liveness.heard(40 * SECOND_US);
        assertThat(liveness.check(41 * SECOND_US - 1)).isEqualTo(Verdict.ALIVE);
        assertThat(liveness.check(41 * SECOND_US)).isEqualTo(Verdict.ASK);
    }

    @Test
    void lag_ofTheLastEvents_givesItsPercentiles() {
        Lag lag = new Lag();
        assertThat(lag.percentileMs(50)).isEqualTo(-1);
        lag.add(0, 5_000);
        assertThat(lag.percentileMs(50))
                .as("an event without a time tells nothing")
                .isEqualTo(-1);
        for (int i = 0; i < 2_000; i++) {
            lag.add(1, 1 + (i % 100) * 1_000L);
        }
        assertThat(lag.percentileMs(50)).isBetween(45L, 55L);
        assertThat(lag.percentileMs(99)).isBetween(97L, 99L);
    }

    private static RandomGenerator always(long bits) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return bits;
            }

            @Override
            public long nextLong(long bound) {
                return bits == 0 ? 0 : bound - 1;
            }
        };
    }
}
