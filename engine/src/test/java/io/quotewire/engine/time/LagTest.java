package io.quotewire.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagTest {
    private static final long S = 1_000_000;

    private final Lag lag = new Lag();

    @Test
    void firstEvents_areNotBehind_howeverOld() {
        assertThat(lag.of(1 * S, 5_000 * S)).isNegative();
        assertThat(lag.of(1 * S, 5_000 * S)).isNegative();
    }

    @Test
    void event_isBehindByMoreThanTheFastest() {
        for (int i = 0; i < 3; i++) {
            lag.of(100 * S - 40_000, 100 * S);
        }

        assertThat(lag.of(40 * S, 100 * S)).isEqualTo(60 * S - 40_000);
    }

    @Test
    void clocks_thatDiffer_areNoLag() {
        for (int i = 0; i < 3; i++) {
            lag.of(700 * S, 100 * S);
        }

        assertThat(lag.of(700 * S, 100 * S)).isZero();
        assertThat(lag.of(640 * S, 100 * S)).isEqualTo(60 * S);
    }

    @Test
    void oneEventFromTheFuture_makesOthersNotLate() {
        for (int i = 0; i < 3; i++) {
            lag.of(100 * S, 100 * S);
        }
        lag.of(700 * S, 100 * S);
        lag.of(700 * S, 100 * S);

        assertThat(lag.of(100 * S, 100 * S)).isZero();
    }

    @Test
    void eventsFromTheFuture_amongOthers_makeNoneLate_howeverManyThereAre() {
        for (int i = 0; i < 3; i++) {
            lag.of(100 * S, 100 * S);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(lag.of(700 * S, 100 * S)).isZero();
        }

        assertThat(lag.of(100 * S, 100 * S)).isZero();
        assertThat(lag.of(40 * S, 100 * S)).isEqualTo(60 * S);
    }

    @Test
    void eventsFromTheFuture_beforeAllOthers_makeNoneLate() {
        for (int i = 0; i < 100; i++) {
            lag.of(700 * S, 100 * S);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(lag.of(100 * S, 100 * S)).isNegative();
        }

        assertThat(lag.of(40 * S, 100 * S)).isEqualTo(60 * S);
    }

    @Test
    void floor_creepsUp_by1MsASecond() {
        for (int i = 0; i < 3; i++) {
            lag.of(100 * S, 100 * S);
        }

        assertThat(lag.of(199 * S, 200 * S)).isEqualTo(S - 100_000);
    }
}
