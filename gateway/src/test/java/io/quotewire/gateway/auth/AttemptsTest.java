package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final long SECOND_US = TimeUnit.SECONDS.toMicros(1);

    private final Attempts attempts = new Attempts();
    private long nowUs = 1_732_115_000_000_000L;

    @Test
    void account_guessed_waitsLongerAndLongerButNotForEver() {
        List<Long> waitsUs = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            assertThat(attempts.begin("ada", HOME, nowUs)).as("attempt " + i).isZero();
            long waitUs = i < 4 ? 0 : attempts.begin("ada", HOME, nowUs);
            waitsUs.add(waitUs);
            nowUs += waitUs;
        }

        assertThat(waitsUs).isSorted();
        assertThat(waitsUs.get(4)).isEqualTo(SECOND_US / 4);
        assertThat(waitsUs.getLast()).isEqualTo(15 * SECOND_US);
    }

    @Test
    void account_guessedFromElsewhereWithoutEnd_isEnteredWhenItsWaitIsOver() {
        long homeUs = 0;
        for (int poll = 0; poll < 2_000; poll++) {
            attempts.begin("ada", InetAddress.ofLiteral("10.0.0." + poll % 40), nowUs);
            if (poll == 1_000) {
                homeUs = nowUs + attempts.begin("ada", HOME, nowUs);
            }
            nowUs += SECOND_US / 50;
        }

        assertThat(homeUs).isGreaterThan(0);
        assertThat(homeUs).isLessThanOrEqualTo(nowUs);
        assertThat(attempts.begin("ada", HOME, nowUs)).isZero();
    }

    @Test
    void address_thatWasLetIn_isNotSlowedDownByOthers() {
        assertThat(attempts.begin("ada", HOME, nowUs)).isZero();
        attempts.succeeded("ada", HOME);
        for (int i = 0; i < 30; i++) {
            attempts.begin("ada", InetAddress.ofLiteral("10.0.0.1"), nowUs);
        }

        assertThat(attempts.begin("ada", InetAddress.ofLiteral("10.0.1.1"), nowUs))
                .isPositive();
        assertThat(attempts.begin("ada", HOME, nowUs)).isZero();
        assertThat(attempts.begin("ada", HOME, nowUs)).isZero();
    }

    @Test
    void attempts_thatAreRefused_pushNobodyOut() {
        for (int i = 0; i < 9; i++) {
            attempts.begin("ada", HOME, nowUs);
            nowUs += 2 * SECOND_US;
        }
        InetAddress blocked = InetAddress.ofLiteral("10.0.0.1");
        for (int i = 0; i < 30_000; i++) {
            attempts.begin("account " + i, blocked, nowUs);
        }

        assertThat(attempts.begin("ada", InetAddress.ofLiteral("10.0.0.2"), nowUs))
                .isPositive();
    }

    @Test
    void attempt_thatWasNotCompared_countsForNothing() {
        for (int i = 0; i < 50; i++) {
            assertThat(attempts.begin("ada", HOME, nowUs)).isZero();
            attempts.undo("ada", HOME);
        }
    }

    @Test
    void address_thatGuessesManyAccounts_waits() {
        long waitUs = 0;
        int tries = 0;
        while (waitUs == 0 && tries < 200) {
            waitUs = attempts.begin("account " + tries++, HOME, nowUs);
        }

        assertThat(tries).isBetween(20, 22);
        assertThat(attempts.begin("ada", InetAddress.ofLiteral("192.0.2.2"), nowUs))
                .as("another address")
                .isZero();
    }

    @Test
    void address_ofAnIpv6Network_isTheWholeNetwork() {
        for (int i = 0; i < 21; i++) {
            attempts.begin("account " + i, InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i + 1)), nowUs);
        }

        assertThat(attempts.begin("ada", InetAddress.ofLiteral("2001:db8::ffff"), nowUs))
                .isPositive();
        assertThat(attempts.begin("ada", InetAddress.ofLiteral("2001:db8:1::1"), nowUs))
                .isZero();
    }

    @Test
    void attempts_manyAtTheSameTime_countBeforeTheyAreAnswered() {
        long begun = 0;
        for (int i = 0; i < 50; i++) {
            begun += attempts.begin("ada", HOME, nowUs) == 0 ? 1 : 0;
        }
        assertThat(begun).isEqualTo(5);
    }

    @Test
    void failures_aQuarterOfAnHourAgo_areForgiven() {
        for (int i = 0; i < 30; i++) {
            attempts.begin("ada", HOME, nowUs);
        }
        nowUs += TimeUnit.MINUTES.toMicros(15);

        for (int i = 0; i < 4; i++) {
            assertThat(attempts.begin("ada", HOME, nowUs)).isZero();
        }
    }
}
