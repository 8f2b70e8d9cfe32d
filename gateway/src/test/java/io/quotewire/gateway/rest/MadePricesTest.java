package io.quotewire.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Aliases;
import io.quotewire.model.Candle;
import io.quotewire.model.Catalog;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Routes;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Candles, rates, indexes and conversions over REST. */
class MadePricesTest {
    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");
    private static final long NOW_US = ShardRig.NOW_US;

    /** The beginning of the minute that it is now. */
    private static final long MINUTE_US = 1_732_114_980_000_000L;

    private final ShardRig rig;
    private final FakeMarket market;
    private final FakeShards shards;
    private final FakePast past;

    MadePricesTest() throws IOException {
        rig = new ShardRig();
        market = rig.market;
        shards = rig.shards;
        past = rig.past;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return rig.get(path);
    }

    private static Decimal decimal(String text) {
        return Decimal.parse(text);
    }

    private static Candle candle(int minutesAgo, String price) {
        long openUs = MINUTE_US - minutesAgo * 60_000_000L;
        Decimal one = decimal(price);
        return new Candle(openUs, openUs + 60_000_000L, one, one, one, one, BigDecimal.ONE, null, 1);
    }

    private static Head head(String topic, String source, long seq) {
        return new Head(Topic.parse(topic), EPOCH, seq, NOW_US - 1, NOW_US, source, Status.LIVE, false);
    }

    private void closed(int minutesAgo, String price) {
        shards.candles.add(new Update.ClosedCandle(
                head("candle.1m:okx:BTC-USDT", "okx", 1), 0, candle(minutesAgo, price), false, false));
    }

    private void open(String price) {
        shards.candles.add(new Update.OpenCandle(head("candle.1m:okx:BTC-USDT", "okx", 1), candle(0, price), false));
    }

    @Test
    void candles_areOurs_andBeforeThemTheVenuesOwn() throws Exception {
        closed(2, "3");
        closed(1, "4");
        open("5");
        past.candles.add(candle(4, "1"));
        past.candles.add(candle(2, "99")); // Of a time of which we have our own.

        String body = get("/v1/candles/okx/BTC-USDT?interval=1m&limit=5").body();
        assertThat(past.asked)
                .containsExactly("okx:BTC-USDT 1m %d-%d".formatted(MINUTE_US - 240_000_000L, MINUTE_US - 120_000_000L));
        assertThat(body)
                .startsWith("{\"candles\":[{\"open_ts\":1732114740000000,\"close_ts\":1732114800000000,\"open\":\"1\"")
                .contains("\"filled\":true,\"source\":\"okx\"},{\"open_ts\":1732114860000000")
                .contains("\"close\":\"5\",\"volume\":\"1\",\"quote_volume\":null,\"trades\":1,\"closed\":false")
                .doesNotContain("99")
                .endsWith("],\"gaps\":[],\"next\":null}");
    }

    @Test
    void candles_thatTheVenueDoesNotTell_areAGap() throws Exception {
        open("5");
        past.refusal = "the budget is used up";

        assertThat(get("/v1/candles/okx/BTC-USDT?limit=3").body())
                .contains("\"gaps\":[{\"from\":1732114860000000,\"to\":1732114980000000,"
                        + "\"why\":\"the budget is used up\"}]");
    }

    @Test
    void candles_ofWhichTheVenueTellsOnlyTheNewest_areAGapBefore() throws Exception {
        open("5");
        past.coveredUs = MINUTE_US - 60_000_000L;
        past.candles.add(candle(1, "4"));

        assertThat(get("/v1/candles/okx/BTC-USDT?limit=3").body())
                .contains("\"open\":\"4\"", "\"gaps\":[{\"from\":1732114860000000,\"to\":1732114920000000,");
    }

    @Test
    void candles_thatWeKnowToLack_areAGapBetweenOurs() throws Exception {
        closed(3, "3");
        shards.candles.add(new Update.Gap(head("candle.1m:okx:BTC-USDT", "okx", 2), 1, -1));
        closed(1, "4");

        assertThat(get("/v1/candles/okx/BTC-USDT?limit=4").body())
                .contains("\"gaps\":[{\"from\":1732114860000000,\"to\":1732114920000000,\"why\":\"not seen\"}]");
    }

    @Test
    void candles_ofAnInterval_arePagedFromTheOldest() throws Exception {
        for (int i = 5; i >= 1; i--) {
            closed(i, Integer.toString(10 - i));
        }
        String from = "&from=" + (MINUTE_US - 300_000_000L);
        String first =
                get("/v1/candles/okx/BTC-USDT?interval=1m&limit=2" + from).body();
        assertThat(first).contains("\"open\":\"5\"", "\"open\":\"6\"").doesNotContain("\"open\":\"7\"");
        String cursor = first.substring(first.indexOf("next\":\"") + 7, first.lastIndexOf('"'));
        String second = get("/v1/candles/okx/BTC-USDT?interval=1m&limit=2&cursor=" + cursor)
                .body();
        assertThat(second).contains("\"open\":\"7\"", "\"open\":\"8\"").doesNotContain("\"open\":\"6\"");
        assertThat(past.asked).isEmpty();
    }

    @Test
    void candles_askedForWrongly_sayWhatWouldBeRight() throws Exception {
        assertThat(get("/v1/candles/okx/BTC-USDT?interval=2m").body())
                .contains("interval must be one of 1s, 1m, 5m, 15m, 1h, 4h, 1d");
        assertThat(get("/v1/candles/okx/BTC-USDT?from=5&to=4").body()).contains("to must not lie before from");
        assertThat(get("/v1/candles/okx/BTC-USDT?cursor=eA").body()).contains("cursor must be the next of an answer");
        assertThat(get("/v1/candles/okx/BTC-USDT?limit=1001").statusCode()).isEqualTo(400);
        assertThat(get("/v1/candles/okx/FOO-USDT").statusCode()).isEqualTo(404);
        shards.busy = true;
        assertThat(get("/v1/candles/okx/BTC-USDT").statusCode()).isEqualTo(503);
    }

    private void convertible() {
        market.list(new Catalog(
                List.of(
                        FakeMarket.info("okx", "BTC-USDT", "BTC-USDT", "0.1", true),
                        FakeMarket.info("binance", "BTC-USDT", "BTCUSDT", "0.1", true),
                        FakeMarket.info("kraken", "USDT-USD", "USDT/USD", "0.1", true)),
                List.of(),
                Aliases.NONE,
                new Routes(
                        List.of("USDT", "USD"),
                        List.of(Instrument.parse("USDT-USD")),
                        Set.of(Instrument.parse("USD-CAD")))));
    }

    private void value(String topic, String source, Update.Data data) {
        Topic of = Topic.parse(topic);
        market.updates.put(of, new Update.Value(head(topic, source, 4), false, data));
        market.values.put(topic, "{\"of\":\"" + topic + "\"}");
    }

    private static Update.QuoteData quote(String bid, String ask) {
        return new Update.QuoteData(decimal(bid), null, decimal(ask), null);
    }

    private void converted() {
        convertible();
        value("quote:okx:BTC-USDT", "okx", quote("97110.1", "97110.2"));
        value("quote:binance:BTC-USDT", "binance", quote("97110.0", "97110.3"));
        Update.LegRate leg = new Update.LegRate(
                Instrument.parse("USDT-USD"), "kraken", decimal("0.9996"), decimal("0.9997"), 5, Status.LIVE);
        Update.LegRate fiat = new Update.LegRate(
                Instrument.parse("USD-CAD"), "frankfurter", decimal("1.4"), decimal("1.4"), 6, Status.LIVE);
        value(
                "quote:best:BTC-CAD",
                "okx",
                new Update.ConvertedData(
                        quote("135899", "135914"), "USDT>USD>CAD", decimal("1.39951"), List.of(leg, fiat), false));
    }

    @Test
    void rates_areTold_withTheirSource() throws Exception {
        convertible();
        assertThat(get("/v1/fx").body()).isEqualTo("{\"rates\":[]}");
        value("fx:USD-CAD", "frankfurter", new Update.RateData(decimal("1.3987"), false, null));

        assertThat(get("/v1/fx").body())
                .isEqualTo("{\"rates\":[{\"pair\":\"USD-CAD\",\"rate\":\"1.3987\",\"source\":\"frankfurter\","
                        + "\"ts\":1732115014999999,\"status\":\"live\"}]}");
        assertThat(get("/v1/last/fx:USD-CA").body()).contains("\"near\":[\"fx:USD-CAD\"]");
    }

    @Test
    void conversion_isExplainedStepByStep() throws Exception {
        converted();
        assertThat(get("/v1/explain/quote:best:BTC-CAD").body())
                .startsWith("{\"topic\":\"quote:best:BTC-CAD\",\"value\":{\"bid\":\"135899\"")
                .contains("\"chosen\":\"okx\",\"why\":\"first healthy of okx, binance\"")
                .contains("\"candidates\":[{\"source\":\"okx\",\"status\":\"live\",\"recv\":1732115015000000,"
                        + "\"bid\":\"97110.1\",\"ask\":\"97110.2\"},{\"source\":\"binance\"")
                .contains("\"legs\":[{\"pair\":\"BTC-USDT\",\"side\":\"bid\",\"rate\":\"97110.1\",\"source\":\"okx\"")
                .contains("{\"pair\":\"USDT-USD\",\"side\":\"ask\",\"rate\":\"0.9997\",\"source\":\"kraken\",\"ts\":5}")
                .contains(
                        "{\"pair\":\"USD-CAD\",\"side\":\"mid\",\"rate\":\"1.4\",\"source\":\"frankfurter\",\"ts\":6}]");
        assertThat(shards.asked).containsExactly("want quote:best:BTC-CAD");
    }

    @Test
    void index_isExplainedByWhomItIsOf() throws Exception {
        convertible();
        value(
                "quote:index:BTC-USDT",
                "index",
                new Update.IndexData(
                        quote("1", "2"), List.of("binance", "okx"), List.of(new Update.Rejected("bybit", "stale"))));
        assertThat(get("/v1/explain/quote:index:BTC-USDT").body())
                .contains("\"why\":\"median of binance, okx\"")
                .contains("\"rejected\":[{\"source\":\"bybit\",\"why\":\"stale\"}]");
    }

    @Test
    void explanation_ofWhatIsNoPrice_isRefused_ofWhatHasNotCome_saysSo() throws Exception {
        convertible();
        assertThat(get("/v1/explain/trade:okx:BTC-USDT").statusCode()).isEqualTo(400);
        assertThat(get("/v1/explain/quote:okx:FOO-USDT").statusCode()).isEqualTo(404);
        assertThat(get("/v1/explain/quote:okx:BTC-USDT").body())
                .contains("\"value\":null,\"chosen\":null,\"why\":\"nothing has come yet");
    }

    @Test
    void tickers_inAnyCurrency_areConverted_andWanted() throws Exception {
        convertible();
        value("ticker:best:BTC-CAD", "okx", quote("1", "2"));

        assertThat(get("/v1/tickers?quote=CAD").body())
                .isEqualTo("{\"tickers\":[{\"of\":\"ticker:best:BTC-CAD\"}],\"next\":null}");
        assertThat(shards.asked).containsExactly("want ticker:best:BTC-CAD", "want ticker:best:USDT-CAD");
    }
}
