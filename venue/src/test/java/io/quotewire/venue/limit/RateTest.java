package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "60 per 5m, connects_per_5_min",
        "480 per 1h, connects_per_hour",
        "14 per 5s, connects_per_5_s",
        "1 per 350ms, connects_per_350_ms",
        "6000 per 1m, connects_per_minute",
        "2 per 1s, connects_per_second",
        "3 per 24h, connects_per_24_h",
        "10000 per month, connects_per_month"
    })
    void rate_asWritten_isReadPrintedAndNamed(String text, String name) {
        Rate rate = Rate.parse(text);

        assertThat(rate).hasToString(text);
        assertThat(rate.nameOf("connects")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "60",
                "60 per",
                "60 per 5",
                "60 per 5d",
                "-1 per 5m",
                "0 per 5m",
                "1 per 0s",
                "1 per 25h",
                "100000001 per 1m",
                "60  per 5m",
                "1 per 1 month",
                "1e3 per 1s"
            })
    void rate_ofAnythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void table_ofKnownVenue_hasItsOwnRulesAndOfOthersTheCautiousOnes() {
        Limits binance = Limits.of("binance");
        assertThat(binance.connects()).containsExactly(Rate.parse("1 per 2s"), Rate.parse("60 per 5m"));
        assertThat(binance.weightHeader()).isEqualTo("X-MBX-USED-WEIGHT-1M");
        assertThat(binance.subscriptions()).isEmpty();
        assertThat(Limits.of("okx").subscriptions()).containsExactly(Rate.parse("480 per 1h"));
        assertThat(Limits.of("bybit").afterForbidden()).isEqualTo(Duration.ofMinutes(10));
        Limits other = Limits.of("nobody-knows");
        assertThat(other.connects()).containsExactly(Rate.parse("1 per 5s"), Rate.parse("60 per 10m"));
        assertThat(other.control()).isNotEmpty();
        assertThat(other.requests()).isNotEmpty();
    }

    /** A rule without a source or a day is a rumour, and one without a spacing a burst. */
    @Test
    void table_eachRow_hasSourceAndDateAndEachVenueASpacing() {
        assertThat(LimitTable.STANDARD.rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
            assertThat(row.published()).isNotBlank();
            assertThat(row.source()).isNotBlank();
            assertThat(row.checked()).startsWith("2026");
        });
        LimitTable.STANDARD.rows().stream()
                .map(LimitTable.Row::venue)
                .distinct()
                .forEach(venue -> {
                    Limits limits = Limits.of(venue);
                    assertThat(limits.requests()).as(venue).isNotEmpty();
                    assertThat(limits.connects())
                            .as(venue)
                            .matches(rates -> rates.isEmpty() || rates.stream().anyMatch(Rate::isSpacing));
                });
    }

    /** Nothing that protects us from a ban can be taken away by a setting. */
    @ParameterizedTest
    @ValueSource(strings = {"connects none", "control none", "requests none", "weight none", "too-much none"})
    void rule_thatTakesALimitAway_isRefused(String text) {
        assertThatThrownBy(() -> LimitRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a limit may be another, but not none: " + text);
    }

    @Test
    void limits_withRulesOfTheOperator_haveThoseInThePlaceOfTheTables() {
        Limits limits = Limits.of("binance")
                .with(List.of(
                        LimitRule.parse("connects 10 per 1m"),
                        LimitRule.parse("connects 1 per 3s"),
                        new LimitRule("weight", "none"),
                        LimitRule.parse("after-forbidden 2h"),
                        LimitRule.parse("weight-header X-USED")));

        assertThat(limits.connects()).containsExactly(Rate.parse("10 per 1m"), Rate.parse("1 per 3s"));
        assertThat(limits.weight()).isEmpty();
        assertThat(limits.afterForbidden()).isEqualTo(Duration.ofHours(2));
        assertThat(limits.weightHeader()).isEqualTo("X-USED");
        assertThat(limits.control()).isEqualTo(Limits.of("binance").control());
        List<LimitRule> five = Collections.nCopies(5, LimitRule.parse("control 1 per 1s"));
        assertThatThrownBy(() -> Limits.of("okx").with(five))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limits may have 0 to 4 rates on control, has 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connects",
                "connects ",
                "connect 1 per 1s",
                "connects 1",
                "after-forbidden 73h",
                "after-forbidden 1 per 1s",
                "weight-header a b",
                "weight-header "
            })
    void rule_ofAnythingElse_isRefused(String text) {
        assertThatThrownBy(() -> LimitRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
