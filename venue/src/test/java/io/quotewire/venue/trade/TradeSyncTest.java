package io.quotewire.venue.trade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeSyncTest {
    private final TradeSync sync = new TradeSync();

    @Test
    void firstTrade_whateverItsNumber_missesNothing() {
        assertThat(sync.missing(700, 1, 10)).isZero();
    }

    @Test
    void nextNumber_missesNothing_andALaterOneTellsExactlyHowMany() {
        sync.accepted(700, 10);
        assertThat(sync.missing(701, 1, 11)).isZero();
        assertThat(sync.missing(705, 1, 11)).isEqualTo(4);
    }

    @Test
    void mergedTrade_coversTheNumbersThatItStandsFor() {
        sync.accepted(700, 10);
        assertThat(sync.missing(703, 3, 11)).isZero();
        assertThat(sync.missing(705, 3, 11)).isEqualTo(2);
    }

    @Test
    void numberSeenBefore_andNotNewer_isADuplicate() {
        sync.accepted(700, 10);
        assertThat(sync.missing(700, 1, 10)).isEqualTo(TradeSync.DUPLICATE);
        assertThat(sync.missing(650, 1, 9)).isEqualTo(TradeSync.DUPLICATE);
    }

    @Test
    void numberThatWentBack_withANewerTime_isANewCount() {
        sync.accepted(700, 10);
        assertThat(sync.missing(3, 1, 11)).isEqualTo(TradeSync.UNKNOWN);
        sync.announced(3, 1);
        sync.accepted(3, 11);
        assertThat(sync.missing(4, 1, 12)).isZero();
    }

    @Test
    void reconnect_keepsTheLastNumber() {
        sync.accepted(700, 10);
        sync.interrupted();
        assertThat(sync.missing(700, 1, 10)).isEqualTo(TradeSync.DUPLICATE);
        assertThat(sync.missing(710, 1, 20)).isEqualTo(9);
    }

    @Test
    void tradeThatTheEngineRefused_isMissingFromTheNext() {
        sync.accepted(700, 10);
        assertThat(sync.missing(701, 1, 11)).isZero(); // Refused: neither announced nor accepted.
        assertThat(sync.missing(702, 1, 12)).isEqualTo(1);
    }

    @Test
    void lossThatTheEngineKnows_isNotToldAgainWhenOnlyTheTradeWasRefused() {
        sync.accepted(700, 10);
        assertThat(sync.missing(705, 1, 11)).isEqualTo(4);
        sync.announced(705, 1);
        assertThat(sync.missing(706, 1, 12)).as("705 itself").isEqualTo(1);
    }

    @Test
    void withoutNumbers_onlyAReconnectLoses_andNobodyKnowsHowMuch() {
        sync.accepted(0, 10);
        assertThat(sync.missing(0, 1, 10)).isZero();
        sync.interrupted();
        assertThat(sync.missing(0, 1, 20)).isEqualTo(TradeSync.UNKNOWN);
        sync.announced(0, 1);
        sync.accepted(0, 20);
        assertThat(sync.missing(0, 1, 21)).isZero();
    }

    /** What was accepted and what was announced as missing together are every number once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void numbers_underLossRepetitionAndRefusal_areAcceptedOrAnnouncedOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long accounted = 0;
        long number = 1_000;
        sync.accepted(number, 1);
        for (int i = 0; i < 5_000; i++) {
            long merged = 1L + random.nextInt(3);
            number += merged + (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
            long missing = sync.missing(number, merged, number);
            if (missing > 0 && random.nextInt(4) > 0) {
                sync.announced(number, merged);
                accounted += missing;
                missing = 0;
            }
            if (missing == 0 && random.nextInt(4) > 0) {
                sync.accepted(number, number);
                accounted += merged;
                assertThat(sync.missing(number, merged, number)).isEqualTo(TradeSync.DUPLICATE);
            }
        }
        long rest = sync.missing(number + 1, 1, number + 1);
        assertThat(1_000 + accounted + rest).as("seed %d", seed).isEqualTo(number);
    }
}
