package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long SECOND_US = 1_000_000;

    @Test
    void spacing_afterARest_isStillASpacing() {
        Allowance allowance = of("1 per 350ms", "100 per 1h");
        assertThat(allowance.ready(1, 0)).isTrue();
        allowance.spend(1, 0);
        assertThat(allowance.ready(1, 349_999)).isFalse();
        assertThat(allowance.ready(1, 350_000)).isTrue();
        allowance.spend(1, 100 * SECOND_US);
        assertThat(allowance.ready(1, 100 * SECOND_US + 349_999))
                .as("a long rest earns nothing")
                .isFalse();
    }

    @Test
    void spend_beforeItIsDue_pushesTheNextOneBack() {
        Allowance allowance = of("1 per 350ms");
        allowance.spend(1, 0);
        allowance.spend(1, 300_000); // a pong
        assertThat(allowance.dueUs(1, 300_000)).isEqualTo(650_000);
    }

    /** Whatever is asked for and whenever, no window of any rate ever holds more than the rate. */
    @Test
    void spending_onlyWhenReady_keepsEveryRateInAnyWindow() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Allowance allowance = of("1 per 100ms", "40 per 3s", "90 per 10s");
            List<Spent> went = new ArrayList<>();
            long nowUs = 0;
            for (int i = 0; i < 2_000; i++) {
                nowUs += random.nextLong(200_000);
                long amount = 1 + random.nextLong(12);
                if (allowance.ready(amount, nowUs)) {
                    allowance.spend(amount, nowUs);
                    went.add(new Spent(nowUs, amount));
                    assertThat(within(went, nowUs, 3 * SECOND_US)).isLessThanOrEqualTo(40);
                    assertThat(within(went, nowUs, 10 * SECOND_US)).isLessThanOrEqualTo(90);
                    assertThat(allowance.used(Rate.parse("90 per 10s"), nowUs))
                            .isEqualTo(within(went, nowUs, 10 * SECOND_US));
                }
            }
            assertThat(went).as("it does not simply refuse").hasSizeGreaterThan(300);
        }
    }

    @Test
    void dueUs_ofAWaitingAmount_isTheFirstMomentAtWhichItIsReady() {
        SplittableRandom random = new SplittableRandom(3);
        Allowance allowance = of("20 per 1s", "50 per 7s");
        long nowUs = 0;
        for (int i = 0; i < 500; i++) {
            long amount = 1 + random.nextLong(10);
            long dueUs = allowance.dueUs(amount, nowUs);
            if (dueUs > nowUs) {
                assertThat(allowance.ready(amount, dueUs - 1)).isFalse();
                assertThat(allowance.ready(amount, dueUs)).isTrue();
                nowUs = dueUs;
            }
            allowance.spend(amount, nowUs);
        }
    }

    @Test
    void amount_largerThanTheRate_goesWhenNothingElseHas() {
        Allowance allowance = of("10 per 1s");
        assertThat(allowance.ready(50, 0)).isTrue();
        allowance.spend(50, 0);
        assertThat(allowance.ready(1, SECOND_US - 1)).isFalse();
        assertThat(allowance.ready(50, SECOND_US)).isTrue();
    }

    @Test
    void month_whenSpent_waitsForTheFirstOfTheNext() {
        Allowance allowance = of("10 per month");
        long nowUs = us("2026-11-21T10:00:00Z");
        allowance.spend(9, nowUs);
        assertThat(allowance.ready(1, nowUs)).isTrue();
        allowance.spend(1, nowUs);
        assertThat(allowance.dueUs(1, nowUs)).isEqualTo(us("2026-12-01T00:00:00Z"));
        assertThat(allowance.ready(1, us("2026-11-30T23:59:59Z"))).isFalse();
        assertThat(allowance.ready(1, us("2026-12-01T00:00:00Z"))).isTrue();
        assertThat(allowance.ready(1, us("2026-10-15T00:00:00Z")))
                .as("a clock that goes back gives nothing anew")
                .isFalse();
    }

    @Test
    void month_ofDecember_endsWithTheYear() {
        Allowance allowance = of("1 per month");
        allowance.spend(1, us("2026-12-31T23:59:59Z"));
        assertThat(allowance.dueUs(1, us("2026-12-31T23:59:59Z"))).isEqualTo(us("2027-01-01T00:00:00Z"));
    }

    @Test
    void counted_moreThanWeKnowOf_countsAndLessChangesNothing() {
        Allowance allowance = of("100 per 1m");
        allowance.spend(30, 0);
        allowance.counted(20, 1);
        assertThat(allowance.used(Rate.parse("100 per 1m"), 1)).isEqualTo(30);
        allowance.counted(95, SECOND_US);
        assertThat(allowance.used(Rate.parse("100 per 1m"), SECOND_US)).isEqualTo(95);
        assertThat(allowance.dueUs(50, SECOND_US)).isEqualTo(61 * SECOND_US);
        assertThat(allowance.ready(5, SECOND_US)).isTrue();
    }

    @Test
    void log_ofAFlood_staysBoundedAndFreesLateRatherThanEarly() {
        Allowance allowance = of("100000 per 1h");
        for (int i = 0; i < 20_000; i++) {
            allowance.spend(1, i * 1_000L);
        }
        assertThat(allowance.kept(20 * SECOND_US)).hasSize(Allowance.MOST_ENTRIES);
        assertThat(allowance.used(Rate.parse("100000 per 1h"), 20 * SECOND_US)).isEqualTo(20_000);
        long halfUs = 3_600 * SECOND_US + 10 * SECOND_US;
        assertThat(allowance.used(Rate.parse("100000 per 1h"), halfUs)).isGreaterThanOrEqualTo(9_999);
    }

    private static long within(List<Spent> went, long nowUs, long windowUs) {
        return went.stream()
                .filter(one -> one.atUs() > nowUs - windowUs)
                .mapToLong(Spent::amount)
                .sum();
    }

    private static long us(String instant) {
        return Instant.parse(instant).getEpochSecond() * SECOND_US;
    }

    private static Allowance of(String... rates) {
        return new Allowance(List.of(rates).stream().map(Rate::parse).toList());
    }
}
