package io.quotewire.engine.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.rate.RatePair.Outcome;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Rate;
import io.quotewire.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RatePairTest {
    private static final Instrument CAD = Instrument.parse("USD-CAD");
    private static final long HOUR = TimeUnit.HOURS.toMicros(1);

    /** A Tuesday. */
    private static final long NOON = Instant.parse("2026-12-01T12:00:00Z").getEpochSecond() * 1_000_000;

    private final RatePair pair = new RatePair(List.of("first", "second"), 26 * HOUR);

    private Outcome tell(String provider, String rate, long tsUs) {
        return pair.on(new Rate(new Listing(provider, CAD), tsUs, tsUs, false, Decimal.parse(rate), null));
    }

    private String chosen(long nowUs) {
        Rate rate = Objects.requireNonNull(pair.chosen(nowUs));
        return rate.listing().venue() + " " + rate.rate();
    }

    @Test
    void rate_ofTheFirstProvider_isChosen_whileItIsFresh() {
        tell("second", "1.3990", NOON + HOUR);
        tell("first", "1.3987", NOON);

        assertThat(chosen(NOON + 2 * HOUR)).isEqualTo("first 1.3987");
        assertThat(chosen(NOON + 26 * HOUR)).isEqualTo("first 1.3987");
        assertThat(chosen(NOON + 26 * HOUR + 1)).isEqualTo("second 1.3990");
        assertThat(pair.status(NOON + 26 * HOUR + 1)).isEqualTo(Status.LIVE);
        assertThat(pair.nextUs(NOON)).isEqualTo(NOON + 26 * HOUR + 1);
    }

    @Test
    void rate_olderThanADay_isStale_andStands() {
        tell("first", "1.3987", NOON);

        assertThat(chosen(NOON + 60 * HOUR)).isEqualTo("first 1.3987");
        assertThat(pair.status(NOON + 60 * HOUR)).isEqualTo(Status.STALE);
        assertThat(pair.why(NOON + 60 * HOUR)).isEqualTo("the newest rate is 60 h old");
    }

    @Test
    void rate_ofFriday_isInForceAllWeekend() {
        long friday = NOON + 3 * 24 * HOUR;
        tell("first", "1.3987", friday);

        assertThat(pair.status(friday + 50 * HOUR)).isEqualTo(Status.LIVE);
        assertThat(Objects.requireNonNull(pair.leg(friday + 50 * HOUR)).weekend())
                .isTrue();
        assertThat(Objects.requireNonNull(pair.leg(friday + 60 * HOUR)).weekend())
                .isFalse();
        assertThat(pair.status(friday + 75 * HOUR)).isEqualTo(Status.STALE);
    }

    @Test
    void absurdRate_isHeld_andNobodyIsToldOfIt() {
        tell("first", "1.3987", NOON);
        tell("second", "1.3990", NOON);

        assertThat(tell("first", "13.987", NOON + HOUR)).isEqualTo(Outcome.HELD);
        assertThat(chosen(NOON + HOUR)).isEqualTo("first 1.3987");
        assertThat(pair.status(NOON + HOUR)).isEqualTo(Status.LIVE);
    }

    @Test
    void crash_thatAnotherProviderConfirms_isBelieved() {
        tell("first", "1.3987", NOON);
        tell("first", "1.7", NOON + HOUR);
        assertThat(tell("second", "1.705", NOON + HOUR)).isEqualTo(Outcome.TAKEN);

        assertThat(chosen(NOON + HOUR)).isEqualTo("first 1.7");
        assertThat(pair.status(NOON + HOUR)).isEqualTo(Status.LIVE);
    }

    @Test
    void crash_thatItsProviderRepeats_isBelieved_theSameAgainIsNoRepetition() {
        tell("first", "1.3987", NOON);
        tell("first", "1.7", NOON + HOUR);
        assertThat(tell("first", "1.7", NOON + HOUR)).isEqualTo(Outcome.HELD);
        assertThat(tell("first", "1.69", NOON + 2 * HOUR)).isEqualTo(Outcome.TAKEN);
        assertThat(chosen(NOON + 2 * HOUR)).isEqualTo("first 1.69");
    }

    @Test
    void firstRate_thatIsContradicted_isStale_untilSomebodyIsRight() {
        tell("first", "139.87", NOON);
        assertThat(tell("second", "1.3990", NOON)).isEqualTo(Outcome.HELD);
        assertThat(pair.status(NOON)).isEqualTo(Status.STALE);
        assertThat(pair.why(NOON)).isEqualTo("second says 1.3990");

        tell("first", "1.3985", NOON + HOUR);
        assertThat(pair.status(NOON + HOUR)).isEqualTo(Status.LIVE);
        assertThat(chosen(NOON + HOUR)).isEqualTo("first 1.3985");
    }

    @Test
    void rateThatIsNone_isRefused() {
        assertThat(tell("first", "0", NOON)).isEqualTo(Outcome.REFUSED);
        assertThat(tell("first", "-1.4", NOON)).isEqualTo(Outcome.REFUSED);
        assertThat(pair.chosen(NOON)).isNull();
        assertThat(pair.leg(NOON)).isNull();
    }

    @Test
    void rateOfADayAgo_isTheOneThatWasInForceThen() {
        tell("first", "1.40", NOON);
        assertThat(tell("first", "1.38", NOON - 48 * HOUR)).isEqualTo(Outcome.PAST);
        assertThat(tell("first", "1.39", NOON - 24 * HOUR)).isEqualTo(Outcome.PAST);

        assertThat(Objects.requireNonNull(pair.leg(NOON + HOUR)).dayAgo()).isEqualTo(Decimal.parse("1.39"));
        assertThat(Objects.requireNonNull(pair.leg(NOON - 1)).dayAgo()).isEqualTo(Decimal.parse("1.38"));
        assertThat(Objects.requireNonNull(pair.leg(NOON - 24 * HOUR)).dayAgo()).isEqualTo(Decimal.parse("1.38"));
        assertThat(Objects.requireNonNull(pair.leg(NOON - 30 * HOUR)).dayAgo()).isNull();
    }

    @Test
    void providers_haveABound() {
        for (int i = 0; i < RatePair.PROVIDERS; i++) {
            assertThat(tell("p" + i, "1.4", NOON + i)).isEqualTo(Outcome.TAKEN);
        }
        assertThat(tell("more", "1.4", NOON)).isEqualTo(Outcome.REFUSED);
    }
}
