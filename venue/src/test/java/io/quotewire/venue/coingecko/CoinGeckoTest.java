package io.quotewire.venue.coingecko;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.access.ApiKey;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.poll.PollRig;
import io.quotewire.venue.poll.Poller;
import io.quotewire.venue.poll.Recorded;
import io.quotewire.venue.poll.TestProvider;
import io.quotewire.venue.poll.TestProvider.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CoinGecko through the real door, by a time that the test turns. */
class CoinGeckoTest {
    /** As documented for {@code precision=full}. */
    private static final String ANSWER = """
            {"bitcoin":{"usd":97110.12345678,"usd_market_cap":1923456789012.3457,"usd_24h_vol":28450000000.5,
             "usd_24h_change":2.4512345678,"last_updated_at":1795953540},
             "matic-network":{"usd":0.3912,"last_updated_at":1795953530},"ethereum":{}}""";

    private static final List<Instrument> COINS = Stream.of(
                    "BTC-USDT", "ETH-USDT", "MATIC-USDT", "BTC-EUR", "QCAD-USDT")
            .map(Instrument::parse)
            .toList();

    private static final Duration PERIOD = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private PollRig rig;
    private final TestProvider gecko = new TestProvider(uri -> Reply.of(ANSWER));

    @BeforeEach
    void begin() {
        rig = new PollRig(folder, "2026-11-29T12:00:00Z");
    }

    @AfterEach
    void end() throws IOException {
        gecko.close();
        rig.close();
    }

    private Poller<?> source(Access access) {
        return Objects.requireNonNull(
                CoinGecko.of(COINS, CoinIds.STANDARD, PERIOD, access, rig.wiring(CoinGecko.NAME, access.address())));
    }

    private Poller<?> source() {
        return source(gecko.access());
    }

    @Test
    void coins_all_goIntoOneCall() {
        rig.turn(source());

        assertThat(gecko.asked)
                .containsExactly("/api/v3/simple/price?ids=bitcoin,ethereum,matic-network&vs_currencies=usd"
                        + "&include_market_cap=true&include_24hr_vol=true&include_24hr_change=true"
                        + "&include_last_updated_at=true&precision=full");
    }

    @Test
    void prices_answered_areTickersByTheirDigits_andWhatIsMissingIsLeftOut() {
        Poller<?> source = source();
        rig.turn(source);

        List<Ticker> tickers = rig.events.stream().map(Ticker.class::cast).toList();
        assertThat(tickers)
                .extracting(ticker -> ticker.listing().toString())
                .containsExactly("coingecko:BTC-USD", "coingecko:MATIC-USD");
        Ticker bitcoin = tickers.getFirst();
        assertThat(bitcoin.tsUs()).isEqualTo(1_795_953_540_000_000L);
        assertThat(bitcoin.recvUs()).isLessThanOrEqualTo(rig.nowUs());
        assertThat(bitcoin.figure(Figure.LAST)).hasToString("97110.12345678");
        assertThat(bitcoin.figure(Figure.MARKET_CAP)).hasToString("1923456789012.3457");
        assertThat(bitcoin.figure(Figure.QUOTE_VOLUME)).hasToString("28450000000.5");
        assertThat(bitcoin.figure(Figure.OPEN)).isNull();
        assertThat(bitcoin.figure(Figure.VOLUME)).isNull();
        assertThat(tickers.getLast().figure(Figure.MARKET_CAP)).isNull();
        assertThat(source.listings())
                .extracting(info -> info.listing().instrument() + " " + info.symbol())
                .containsExactly("BTC-USD bitcoin", "ETH-USD ethereum", "MATIC-USD matic-network");
    }

    @Test
    void month_simulated_isSpentEvenlyAndNotBeyond() throws IOException {
        rig.close();
        rig = new PollRig(folder, "2026-11-01T00:00:00Z");
        Poller<?> source = limited("requests 1000 per month");

        rig.pass(Duration.ofDays(10), Duration.ofMinutes(1), source);
        int third = gecko.asked.size();
        rig.pass(Duration.ofDays(20).minusMinutes(1), Duration.ofMinutes(1), source);

        assertThat(third).as("a third of the month").isBetween(300, 334);
        assertThat(gecko.asked.size()).as("the month").isBetween(950, 1_000);
    }

    @Test
    void table_ofLimits_isThatOfTheSmallestPlan() {
        assertThat(rig.wiring(CoinGecko.NAME, "x").ledger().limits(rig.nowUs()))
                .extracting(limit -> limit.name() + " " + limit.of())
                .containsExactly("requests_per_minute 25", "requests_per_month 10000");
    }

    @Test
    void month_allButSpent_leavesTheRestForTheEnd_alsoAfterARestart() throws IOException {
        String limits = "requests 100 per month";
        Poller<?> source = limited(limits);
        rig.pass(Duration.ofHours(35), Duration.ofMinutes(1), source);
        int before = gecko.asked.size();
        assertThat(before).isBetween(95, 100);

        for (int lives = 0; lives < 20; lives++) {
            rig.restart();
            rig.pass(Duration.ofMinutes(2), Duration.ofMinutes(1), limited(limits));
        }

        assertThat(gecko.asked.size())
                .as("what a process that begins again may add")
                .isLessThanOrEqualTo(100);
        rig.pass(Duration.ofHours(1), Duration.ofMinutes(1), limited(limits));
        assertThat(gecko.asked.size()).as("in December").isGreaterThan(before);
    }

    private Poller<?> limited(String rule) {
        return Objects.requireNonNull(CoinGecko.of(
                COINS,
                CoinIds.STANDARD,
                PERIOD,
                gecko.access(),
                rig.wiring(CoinGecko.NAME, gecko.access().address(), rule)));
    }

    @Test
    void refusal_recorded_isHeededAndCounts() {
        String body = Recorded.answer("coingecko/error-429/rate-limit.json");
        gecko.reply = uri -> new Reply(429, body, Map.of("Retry-After", "3000"));
        Poller<?> source = source();

        rig.pass(Duration.ofMinutes(49), Duration.ofSeconds(10), source);
        assertThat(gecko.asked).hasSize(1);
        assertThat(source.report().state()).isEqualTo(State.BANNED);
        assertThat(source.report().limits()).anySatisfy(limit -> {
            assertThat(limit.name()).isEqualTo("requests_per_month");
            assertThat(limit.used()).isEqualTo(1);
        });
        gecko.reply = uri -> Reply.of(ANSWER);
        rig.pass(Duration.ofMinutes(5), Duration.ofSeconds(10), source);

        assertThat(gecko.asked).hasSizeGreaterThan(1);
        assertThat(source.report().state()).isEqualTo(State.LIVE);
    }

    @Test
    void refusal_withStatus200_isNoAnswer() {
        assertRefused(Recorded.answer("coingecko/error-429/rate-limit.json"), "exceeded the Rate Limit");
        assertRefused("{\"error\":\"coin not found\"}", "refused: coin not found");
    }

    @Test
    void recorded_allPrices_areReadByTheirDigits() {
        List<String> lines = Recorded.answer("coingecko/simple-price/rotki_early.jsonl")
                .lines()
                .toList();
        int read = 0;
        for (String line : lines) {
            String id = line.replaceFirst("^\\{\"([^\"]*)\".*", "$1");
            String digits = line.replaceFirst("^\\{\"[^\"]*\":\\{\"usd\":([-+.0-9eE]+)\\}\\}$", "$1");
            if (!digits.equals(line)) {
                assertThat(price(line, id).toBigDecimal()).as(line).isEqualByComparingTo(digits);
                read++;
            }
        }
        assertThat(read).isGreaterThan(130);
        String older = Recorded.answer("coingecko/simple-price/go-gecko_2019.json");
        assertThat(price(older, "bitcoin")).hasToString("5005.73");
    }

    @Test
    void tampered_prices_areRefusedOrLeftOut() {
        assertThat(read(ANSWER.replace("0.3912", "0"), "bitcoin", "matic-network")
                        .refused())
                .isEqualTo(1);
        assertThat(read(ANSWER.replace("0.3912", "-1"), "bitcoin", "matic-network")
                        .refused())
                .isEqualTo(1);
        assertThat(read(ANSWER.replace("0.3912", "0.39121234567890123456789"), "bitcoin", "matic-network")
                        .refused())
                .isEqualTo(1);
        assertThat(read(ANSWER.replace("0.3912", "null"), "bitcoin", "matic-network")
                        .coins())
                .containsOnlyKeys("bitcoin");
        assertRefused(ANSWER.replace("97110.12345678", "\"97110\""), "a number as the price of bitcoin");
        assertRefused("{\"bitcoins\":{\"usd\":1}}", "found none");
        assertRefused(ANSWER.substring(0, 60), "no JSON");
        assertRefused("<html>", "no JSON");
        assertRefused("{}", "found none");
    }

    @Test
    void key_ofAFile_goesOutAsAHeaderAndIsNotShown() throws IOException {
        ApiKey key = ApiKey.read(Files.writeString(folder.resolve("key"), "CG-0123456789"));
        gecko.reply = uri -> new Reply(401, "{\"error\":\"CG-0123456789 is no key\"}", Map.of());
        Poller<?> source = source(CoinGecko.withKey(gecko.access(), key));

        rig.turn(source);

        assertThat(gecko.headers.getFirst().get("X-cg-demo-api-key")).containsExactly("CG-0123456789");
        assertThat(source.report().toString())
                .contains("HTTP 401", "{key} is no key")
                .doesNotContain("CG-012");
    }

    @Test
    void source_withoutAKnownCoin_isNone() {
        assertThat(CoinGecko.of(
                        List.of(Instrument.parse("QCAD-USDT")),
                        CoinIds.STANDARD,
                        PERIOD,
                        gecko.access(),
                        rig.wiring(CoinGecko.NAME, "x")))
                .isNull();
    }

    @Test
    void ids_ofOthers_standBesideAndInPlaceOfTheUsual() {
        Map<String, String> ids = CoinIds.with(Map.of("QCAD", "qcad", "BTC", "other-bitcoin"));

        assertThat(ids)
                .containsEntry("QCAD", "qcad")
                .containsEntry("BTC", "other-bitcoin")
                .containsEntry("ETH", "ethereum");
        assertThat(CoinIds.STANDARD)
                .containsKeys("BTC", "ETH", "BNB", "ADA", "SOL", "DOT", "USDT", "USDC", "XRP", "MATIC")
                .hasSizeGreaterThan(40)
                .allSatisfy((code, id) ->
                        assertThat(Instrument.isCode(code) && CoinIds.isId(id)).isTrue());
    }

    private static Decimal price(String body, String id) {
        return Objects.requireNonNull(read(body, id).coins().get(id)).price();
    }

    private static CoinPrices read(String body, String... ids) {
        return CoinPriceReader.read(body.getBytes(UTF_8), List.of(ids));
    }

    private static void assertRefused(String body, String why) {
        assertThatThrownBy(() -> read(body, "bitcoin", "ethereum", "matic-network"))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining(why);
    }
}
