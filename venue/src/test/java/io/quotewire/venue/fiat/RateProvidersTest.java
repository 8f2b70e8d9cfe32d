package io.quotewire.venue.fiat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Decimal;
import io.quotewire.venue.fiat.RateSheet.Day;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.poll.Recorded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each provider's answers say, recorded ones and tampered twins. */
class RateProvidersTest {
    private static final String OPEN = "fx/open-er-api-v6/CNY_2023-05-30.json";
    private static final String FOUR = "fx/exchangerate-api-v4/CNY_2023-05-30.json";
    private static final String KEYED = "fx/exchangerate-api-v6-keyed/USD_2025-01-28_subset_06dfac.json";
    private static final String POUND = "fx/frankfurter-latest/GBP_2026-08-05.json";

    /** As the provider documents it: {@code GET /v1/2026-11-26..?base=USD}. */
    private static final String RANGE = """
            {"amount":1.0,"base":"USD","start_date":"2026-11-26","end_date":"2026-11-27","rates":
             {"2026-11-27":{"CAD":1.3991,"EUR":0.8612},"2026-11-26":{"CAD":1.3987}}}""";

    @Test
    void open_recorded_hasEachRateByItsDigits() {
        RateSheet sheet = read(new ExchangeRateOpen(), Recorded.answer(OPEN), "CNY");

        Day day = sheet.days().getFirst();
        assertThat(day.rates()).hasSize(161).doesNotContainKey("CNY");
        assertThat(day.rates().get("USD")).hasToString("0.141273");
        assertThat(day.rates().get("AFN")).hasToString("12.398157");
        assertThat(day.tsUs()).isEqualTo(1_685_404_952_000_000L);
        assertThat(sheet.nextUs()).isEqualTo(1_685_491_822_000_000L);
        assertThat(sheet.refused()).isZero();
    }

    @Test
    void four_recorded_hasRatesAndTime() {
        RateSheet sheet = read(new ExchangeRateFour(), Recorded.answer(FOUR), "CNY");

        assertThat(sheet.days().getFirst().rates().get("CAD")).hasToString("0.192");
        assertThat(sheet.days().getFirst().tsUs()).isEqualTo(1_685_404_802_000_000L);
        assertThat(sheet.nextUs()).isZero();
    }

    @Test
    void keyed_recorded_hasRatesAndTime() {
        RateSheet sheet = read(new ExchangeRateKeyed(), Recorded.answer(KEYED), "USD");

        assertThat(sheet.days().getFirst().rates().get("CAD")).hasToString("1.4392");
        assertThat(sheet.days().getFirst().rates().get("BBD")).hasToString("2");
        assertThat(sheet.days().getFirst().tsUs()).isEqualTo(1_738_022_401_000_000L);
    }

    @Test
    void keyed_recordedRefusal_isNamed() {
        String body = Recorded.answer("fx/exchangerate-api-v6-keyed/error_plan-upgrade-required.json");

        assertRefused(new ExchangeRateKeyed(), body, "USD", "refused: plan-upgrade-required");
    }

    @Test
    void frankfurter_recorded_countsFromTheAfternoon() {
        RateSheet pound = read(new Frankfurter(), Recorded.answer(POUND), "GBP");
        RateSheet euro = read(new Frankfurter(), Recorded.answer("fx/frankfurter-latest/EUR_2025-04-11.json"), "EUR");

        assertThat(pound.days()).singleElement().satisfies(day -> {
            assertThat(day.rates().get("USD")).hasToString("1.3479");
            assertThat(day.tsUs()).isEqualTo(us("2026-08-05T15:00:00Z"));
        });
        assertThat(euro.days().getFirst().rates().get("USD")).hasToString("1.1346");
    }

    @Test
    void frankfurter_range_hasTheOlderDayFirst() {
        List<Day> days = read(new Frankfurter(), RANGE, "USD").days();

        assertThat(days).extracting(Day::tsUs).containsExactly(us("2026-11-26T15:00:00Z"), us("2026-11-27T15:00:00Z"));
        assertThat(days.getFirst().rates().get("CAD")).hasToString("1.3987");
        assertThat(days.getLast().rates().get("CAD")).hasToString("1.3991");
    }

    @Test
    void frankfurter_atFirst_isAskedForAWeek() {
        assertThat(new Frankfurter().first("USD", LocalDate.parse("2026-11-29")).path())
                .isEqualTo("/v1/2026-11-22..?base=USD");
    }

    @Test
    void rate_withMoreDigitsThanFit_isLeftOutAlone() {
        String body = Recorded.answer(OPEN).replace("\"USD\":0.141273", "\"USD\":0.1412731412741412741412");

        RateSheet sheet = read(new ExchangeRateOpen(), body, "CNY");

        assertThat(sheet.refused()).isEqualTo(1);
        assertThat(sheet.days().getFirst().rates()).hasSize(160).doesNotContainKey("USD");
    }

    @Test
    void rate_withoutACode_isLeftOutAlone() {
        String body = Recorded.answer(OPEN).replace("\"USD\":0.141273", "\"u$d\":0.141273");

        assertThat(read(new ExchangeRateOpen(), body, "CNY").refused()).isEqualTo(1);
    }

    static Stream<List<String>> tampered() {
        return Stream.of(
                List.of("\"USD\":0.141273", "\"USD\":0", "above zero for USD"),
                List.of("\"USD\":0.141273", "\"USD\":-0.141273", "above zero for USD"),
                List.of("\"USD\":0.141273", "\"USD\":\"0.141273\"", "a number as the rate of USD"),
                List.of("\"USD\":0.141273", "\"USD\":null", "a number as the rate of USD"),
                List.of("\"USD\":0.141273", "\"USD\":0.141273,\"USD\":0.15", "no JSON"),
                List.of("\"base_code\":\"CNY\"", "\"base_code\":\"USD\"", "rates of CNY, not of USD"),
                List.of("\"base_code\":\"CNY\",", "", "rates of CNY, not of null"),
                List.of("\"result\":\"success\"", "\"result\":\"error\"", "refused: error"),
                List.of("1685404952", "-1", "time in seconds"),
                List.of("\"rates\":{", "\"rate\":{", "a table of rates"),
                List.of("}}", "}", "no JSON"),
                List.of("}}", "}}{", "the end"));
    }

    @ParameterizedTest
    @MethodSource
    void tampered(List<String> twin) {
        String recorded = Recorded.answer(OPEN).strip();
        String body = recorded.replace(twin.get(0), twin.get(1));
        assertThat(body).isNotEqualTo(recorded);

        assertRefused(new ExchangeRateOpen(), body, "CNY", twin.get(2));
    }

    @ParameterizedTest
    @MethodSource("all")
    void answer_thatIsAPage_isRefused(RateProvider provider) {
        assertRefused(provider, "<html><body>502 Bad Gateway</body></html>", "USD", "no JSON");
        assertRefused(provider, "[]", "USD", "a JSON object");
        assertRefused(provider, "", "USD", "a JSON object");
        assertRefused(provider, "{}", "USD", "expected");
        assertRefused(provider, "{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}", "USD", "levels");
    }

    static List<RateProvider> all() {
        return RateProviders.ALL;
    }

    @Test
    void frankfurter_tampered_isRefused() {
        Frankfurter provider = new Frankfurter();
        assertRefused(provider, RANGE.replace("1.0,", "10,"), "USD", "an amount of 1, not of 10");
        assertRefused(provider, RANGE.replace("2026-11-26\":{", "2026-13-26\":{"), "USD", "a date");
        assertRefused(provider, "{\"message\":\"not found\"}", "USD", "refused: not found");
        assertRefused(
                provider,
                "{\"amount\":1,\"base\":\"USD\",\"rates\":{\"CAD\":1.4}}",
                "USD",
                "a date such as 2026-11-27");
    }

    @Test
    void table_withMoreThanThereAreCurrencies_isRefused() {
        String rates = IntStream.rangeClosed(0, RateTable.MOST_CODES)
                .mapToObj(number -> "\"C" + number + "\":1")
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        String body = "{\"base\":\"USD\",\"time_last_updated\":1685404802,\"rates\":{" + rates + "}}";

        assertRefused(new ExchangeRateFour(), body, "USD", "1 to 300 rates, not 301");
    }

    @Test
    void number_withAnExponent_isExact() {
        String body = "{\"base\":\"USD\",\"time_last_updated\":1685404802,\"rates\":{\"BTC\":1.05e-5}}";

        assertThat(read(new ExchangeRateFour(), body, "USD")
                        .days()
                        .getFirst()
                        .rates()
                        .get("BTC"))
                .isEqualTo(Decimal.parse("0.0000105"));
    }

    private static RateSheet read(RateProvider provider, String body, String base) {
        return provider.read(body.getBytes(UTF_8), base);
    }

    private static void assertRefused(RateProvider provider, String body, String base, String why) {
        assertThatThrownBy(() -> read(provider, body, base))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining(why);
    }

    private static long us(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000;
    }
}
