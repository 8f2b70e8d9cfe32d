package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BanTest {
    private static final long SECOND_US = 1_000_000;
    private static final long NOW_US = 1_767_323_045_000_000L; // Fri, 02 Jan 2026 03:04:05 GMT

    private final Ban ban = new Ban(Duration.ZERO);

    @Test
    void refusals_thatSayHowLong_areTakenAtTheirWordAndTheLatestCounts() {
        assertThat(ban.refused(503, "", NOW_US)).isFalse();
        assertThat(ban.active(NOW_US)).isFalse();
        ban.refused(429, "Fri, 02 Jan 2026 03:05:05 GMT", NOW_US);
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 60 * SECOND_US);
        ban.refused(429, "30", NOW_US);
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 60 * SECOND_US);
        ban.refused(503, "90", NOW_US);
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 90 * SECOND_US);
        ban.refused(429, "99999999999999999999", NOW_US);
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 3 * 86_400 * SECOND_US);
        assertThat(ban.active(ban.untilUs() - 1)).isTrue();
        assertThat(ban.active(ban.untilUs())).isFalse();
    }

    @Test
    void refusal418_unsaid_isTwoMinutesAndDoublesToThreeDays() {
        long nowUs = NOW_US;
        for (int i = 0; i < 20; i++) {
            ban.refused(418, "nonsense", nowUs);
            long expectedUs = Math.min(Ban.LONGEST_US, (120 * SECOND_US) << i);
            assertThat(ban.untilUs() - nowUs).as("the %d. time", i + 1).isEqualTo(expectedUs);
            nowUs = ban.untilUs();
        }
    }

    @Test
    void refusal429_unsaid_backsOffExponentiallyUntilTheVenueAnswersWell() {
        long nowUs = NOW_US;
        for (long expectedS : new long[] {10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600}) {
            assertThat(ban.refused(429, "0", nowUs)).isTrue();
            assertThat(ban.untilUs() - nowUs).isEqualTo(expectedS * SECOND_US);
            nowUs = ban.untilUs();
        }
        ban.welcome(nowUs);
        ban.refused(429, "", nowUs);
        assertThat(ban.untilUs() - nowUs).isEqualTo(10 * SECOND_US);
    }

    /** Ten requests under way when the venue has had enough are not ten times too many. */
    @Test
    void refusals_ofWhatWasAskedBeforeTheBan_areOneRefusal() {
        for (int i = 0; i < 10; i++) {
            ban.refused(429, "", NOW_US + i);
        }
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 9 + 10 * SECOND_US);
        ban.refused(418, "", NOW_US + 10);
        assertThat(ban.untilUs()).as("a worse word counts").isEqualTo(NOW_US + 10 + 120 * SECOND_US);
        ban.refused(429, "", ban.untilUs());
        assertThat(ban.refusals()).isEqualTo(2);
    }

    @Test
    void welcome_duringABan_isALateAnswerAndEndsNothing() {
        ban.refused(429, "", NOW_US);
        ban.welcome(NOW_US + 1);
        assertThat(ban.active(NOW_US + 1)).isTrue();
        assertThat(ban.refusals()).isEqualTo(1);
    }

    @Test
    void refusal403_isHeededAs429_andForAsLongAsTheVenueSaysInItsDocuments() {
        assertThat(ban.refused(403, "", NOW_US)).isTrue();
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 10 * SECOND_US);
        ban.refused(403, "", ban.untilUs());
        assertThat(ban.untilUs()).isEqualTo(NOW_US + 30 * SECOND_US);
        Ban bybit = new Ban(Duration.ofMinutes(10));
        assertThat(bybit.refused(403, "5", NOW_US)).isTrue();
        assertThat(bybit.untilUs()).as("at least").isEqualTo(NOW_US + 600 * SECOND_US);
    }

    @Test
    void retryAfter_ofADateBeyondAllCalendars_isTheLongestBan() {
        ban.refused(429, "Fri, 31 Dec 9999 23:59:59 GMT", NOW_US);
        assertThat(ban.untilUs()).isEqualTo(NOW_US + Ban.LONGEST_US);
    }
}
