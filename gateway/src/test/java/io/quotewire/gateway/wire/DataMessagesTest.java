package io.quotewire.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each data message, letter for letter as docs/protocol.md has it. */
class DataMessagesTest {
    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");

    private final JsonWriter json = new JsonWriter();

    @Test
    void update_ofTicker_hasAllFiguresInOrder() {
        DataMessages.update(json, new Update.Value(head("ticker:best:BTC-USDT", 904), false, ticker()));

        assertThat(json)
                .hasToString(
                        "{\"type\":\"update\",\"topic\":\"ticker:best:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":904,"
                                + "\"ts\":1732115000371000,\"recv\":1732115000380112,\"source\":\"okx\",\"status\":\"live\","
                                + "\"data\":{\"last\":\"135742.18\",\"bid\":\"135741.90\",\"bid_size\":\"0.42\","
                                + "\"ask\":\"135742.55\",\"ask_size\":\"1.08\",\"open_24h\":\"133000.00\","
                                + "\"high_24h\":\"136100.00\",\"low_24h\":\"132500.10\",\"volume_24h\":\"2222.1\","
                                + "\"change_24h\":\"2742.18\",\"change_pct_24h\":\"2.06\"}}");
    }

    @Test
    void update_thatChangesSource_isSnapshot() {
        DataMessages.update(json, new Update.Value(head("quote:best:BTC-USDT", 7), true, quote()));

        assertThat(json)
                .hasToString(
                        "{\"type\":\"snapshot\",\"topic\":\"quote:best:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":7,"
                                + "\"ts\":1732115000371000,\"recv\":1732115000380112,\"source\":\"okx\",\"status\":\"live\","
                                + "\"data\":{\"bid\":\"97110.1\",\"bid_size\":\"0.42\",\"ask\":null,\"ask_size\":null}}");
    }

    @Test
    void update_ofTrades_chainsAndHasTimesInItemsOnly() {
        DataMessages.update(json, new Update.Trades(head("trade:okx:BTC-USDT", 5503), 5501, trades()));

        assertThat(json)
                .hasToString("{\"type\":\"update\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"prev\":5501,\"seq\":5503,\"recv\":1732115000380112,\"source\":\"okx\",\"status\":\"live\","
                        + "\"data\":[{\"seq\":5502,\"id\":\"783214\",\"side\":\"buy\",\"price\":\"97110.2\","
                        + "\"size\":\"0.010\",\"ts\":1732115000365000},{\"seq\":5503,\"id\":\"783215\","
                        + "\"side\":\"sell\",\"price\":\"97110.1\",\"size\":\"0.002\",\"ts\":null}]}");
    }

    @Test
    void ticker_withFiguresOfAllMarkets_saysThem() {
        TickerData coin = new TickerData(
                decimal("0.3912"), NONE, null, null, null, null, null, null, decimal("2.5"), decimal("1923456789012"));
        DataMessages.update(json, new Update.Value(head("ticker:coingecko:POL-USD", 1), false, coin));

        assertThat(json.toString())
                .contains("\"last\":\"0.3912\"")
                .endsWith("\"change_pct_24h\":null,\"volume_quote_24h\":\"2.5\",\"market_cap\":\"1923456789012\"}}");
    }

    @Test
    void candle_thatHasEnded_isANumberedItem() {
        DataMessages.update(
                json,
                new Update.ClosedCandle(head("candle.1m:okx:BTC-USDT", 7), 6, candle("1168300.1100"), true, false));

        assertThat(json)
                .hasToString("{\"type\":\"update\",\"topic\":\"candle.1m:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"prev\":6,\"seq\":7,\"ts\":1732115000371000,\"recv\":1732115000380112,"
                        + "\"source\":\"okx\",\"status\":\"live\",\"data\":{\"open_ts\":1732114980000000,"
                        + "\"close_ts\":1732115040000000,\"open\":\"97100.0\",\"high\":\"97120.4\","
                        + "\"low\":\"97090.0\",\"close\":\"97110.2\",\"volume\":\"12.031\","
                        + "\"quote_volume\":\"1168300.11\",\"trades\":214,\"closed\":true,\"revised\":true,"
                        + "\"filled\":false}}");
    }

    @Test
    void candle_thatGrows_hasNoNumber() {
        DataMessages.update(json, new Update.OpenCandle(head("candle.1m:okx:BTC-USDT", 7), candle(null), true));

        assertThat(json.toString())
                .startsWith("{\"type\":\"open\",\"topic\":\"candle.1m:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"ts\":")
                .doesNotContain("\"seq\"")
                .endsWith("\"quote_volume\":null,\"trades\":214,\"closed\":false,\"revised\":false,"
                        + "\"filled\":false,\"partial\":true}}");
    }

    private static Candle candle(@Nullable String quoteVolume) {
        return new Candle(
                1_732_114_980_000_000L,
                1_732_115_040_000_000L,
                decimal("97100.0"),
                decimal("97120.4"),
                decimal("97090.0"),
                decimal("97110.2"),
                new BigDecimal("12.0310"),
                quoteVolume == null ? null : new BigDecimal(quoteVolume),
                214);
    }

    @Test
    void rate_saysWhoseItIs() {
        Update.RateData rate = new Update.RateData(decimal("1.3987"), true, "by somebody");
        DataMessages.update(json, new Update.Value(head("fx:USD-CAD", 3), false, rate));

        assertThat(json.toString())
                .startsWith("{\"type\":\"update\",\"topic\":\"fx:USD-CAD\"")
                .endsWith("\"data\":{\"pair\":\"USD-CAD\",\"rate\":\"1.3987\",\"source\":\"okx\","
                        + "\"ts\":1732115000371000,\"status\":\"live\",\"weekend\":true,"
                        + "\"attribution\":\"by somebody\"}}");
    }

    @Test
    void index_namesItsConstituents_andWhoIsLeftOut() {
        Update.IndexData index = new Update.IndexData(
                quote(), List.of("binance", "okx"), List.of(new Update.Rejected("bybit", "outlier 7.0 %")));
        DataMessages.update(json, new Update.Value(head("quote:index:BTC-USDT", 3), false, index));

        assertThat(json.toString())
                .endsWith("\"ask_size\":null,\"constituents\":[\"binance\",\"okx\"],"
                        + "\"rejected\":[{\"source\":\"bybit\",\"why\":\"outlier 7.0 %\"}]}}");
    }

    @Test
    void conversion_saysByWhatWayItCame() {
        Update.LegRate leg = new Update.LegRate(
                Instrument.parse("USDT-USD"), "kraken", decimal("0.9996"), decimal("0.9997"), 5, Status.LIVE);
        Update.ConvertedData converted =
                new Update.ConvertedData(quote(), "USDT>USD", decimal("0.9996"), List.of(leg), false);
        DataMessages.update(json, new Update.Value(head("quote:best:BTC-USD", 3), false, converted));

        assertThat(json.toString())
                .endsWith("\"ask_size\":null,\"fx\":{\"path\":\"USDT>USD\",\"rate\":\"0.9996\",\"legs_ts\":[5]}}}");
    }

    @Test
    void trade_fetchedLaterOrSuspect_isMarked() {
        TradeItem late = new TradeItem(1, "a", Side.BUY, decimal("1"), decimal("2"), 3, true, false);
        TradeItem suspect = new TradeItem(2, "b", Side.BUY, decimal("10"), decimal("2"), 3, false, true);
        DataMessages.update(json, new Update.Trades(head("trade:okx:BTC-USDT", 2), 0, List.of(late, suspect)));

        assertThat(json.toString()).contains("\"ts\":3,\"late\":true},{").contains("\"ts\":3,\"suspect\":true}]");
    }

    @Test
    void status_ofValueTopic_carriesWholeValueAndBothSources() {
        DataMessages.update(
                json,
                new Update.StatusChange(
                        head("quote:best:BTC-USDT", 905),
                        904,
                        "okx",
                        "okx silent for 3200 ms",
                        1732115004000000L,
                        quote()));

        assertThat(json)
                .hasToString(
                        "{\"type\":\"status\",\"topic\":\"quote:best:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":905,"
                                + "\"ts\":1732115000371000,\"recv\":1732115000380112,\"status\":\"live\",\"source\":\"okx\","
                                + "\"was\":\"okx\",\"why\":\"okx silent for 3200 ms\",\"since\":1732115004000000,"
                                + "\"data\":{\"bid\":\"97110.1\",\"bid_size\":\"0.42\",\"ask\":null,\"ask_size\":null}}");
    }

    @Test
    void status_ofEventTopic_carriesPrevAndNoData() {
        Head down = new Head(topic("trade:okx:BTC-USDT"), EPOCH, 9, 0, 0, "okx", Status.DOWN, false);

        DataMessages.update(json, new Update.StatusChange(down, 8, null, "connection lost", 1732115004000000L, null));

        assertThat(json)
                .hasToString("{\"type\":\"status\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"prev\":8,"
                        + "\"seq\":9,\"ts\":null,\"recv\":null,\"status\":\"down\",\"source\":\"okx\",\"was\":null,"
                        + "\"why\":\"connection lost\",\"since\":1732115004000000}");
    }

    @Test
    void gap_upstream_isOneItemOfTheChain() {
        DataMessages.update(json, new Update.Gap(head("trade:okx:BTC-USDT", 5504), 5503, 12));

        assertThat(json)
                .hasToString("{\"type\":\"gap\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"prev\":5503,"
                        + "\"from\":5504,\"to\":5504,\"missing\":12,\"why\":\"upstream\",\"status\":\"live\","
                        + "\"source\":\"okx\",\"fill\":null}");
    }

    @Test
    void gap_upstreamOfUnknownSize_saysNull() {
        DataMessages.update(json, new Update.Gap(head("trade:okx:BTC-USDT", 5504), 5503, -1));

        assertThat(json.toString()).contains("\"missing\":null,");
    }

    @Test
    void gap_ofSlowClient_spansWhatWasMissed() {
        DataMessages.gap(json, 5504, head("trade:okx:BTC-USDT", 5960), "slow_client");

        assertThat(json)
                .hasToString("{\"type\":\"gap\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"from\":5504,"
                        + "\"to\":5960,\"missing\":null,\"why\":\"slow_client\",\"status\":\"live\",\"source\":\"okx\","
                        + "\"fill\":\"/v1/trades/okx/BTC-USDT?epoch=m3q0jrnk&from_seq=5504&to_seq=5960\"}");
    }

    @Test
    void gap_ofCandles_namesThePageThatHasThem() {
        DataMessages.gap(json, 5, head("candle.1m:okx:BTC-USDT", 7), "slow_client");

        assertThat(json.toString()).endsWith("\"fill\":\"/v1/candles/okx/BTC-USDT?interval=1m\"}");
    }

    @Test
    void gap_ofOtherEpoch_hasNoBeginning() {
        DataMessages.gap(json, DataMessages.UNKNOWN, head("trade:okx:BTC-USDT", 5960), "epoch");

        assertThat(json.toString()).contains("\"from\":null,\"to\":5960,\"missing\":null,\"why\":\"epoch\"");
    }

    @Test
    void snapshot_ofValueTopic_isTheLastValue() {
        DataMessages.snapshot(json, new Update.Value(head("quote:okx:BTC-USDT", 7), false, quote()));

        assertThat(json)
                .hasToString("{\"type\":\"snapshot\",\"topic\":\"quote:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":7,"
                        + "\"ts\":1732115000371000,\"recv\":1732115000380112,\"source\":\"okx\",\"status\":\"live\","
                        + "\"data\":{\"bid\":\"97110.1\",\"bid_size\":\"0.42\",\"ask\":null,\"ask_size\":null}}");
    }

    @Test
    void snapshot_ofEventTopic_setsThePosition() {
        DataMessages.snapshot(json, new Update.Trades(head("trade:okx:BTC-USDT", 5503), 5501, trades()));

        assertThat(json)
                .hasToString("{\"type\":\"snapshot\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"seq\":5503,\"ts\":1732115000371000,\"recv\":1732115000380112,\"source\":\"okx\","
                        + "\"status\":\"live\",\"data\":[]}");
    }

    @Test
    void snapshot_beforeAnyValue_isDownAtZero() {
        DataMessages.snapshot(json, DataMessages.nothingYet(topic("ticker:okx:BTC-USDT"), EPOCH));

        assertThat(json)
                .hasToString(
                        "{\"type\":\"snapshot\",\"topic\":\"ticker:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":0,"
                                + "\"ts\":null,\"recv\":null,\"source\":\"okx\",\"status\":\"down\",\"data\":null}");
    }

    @Test
    void still_tellsWhereTheTopicStands() {
        DataMessages.still(json, head("trade:okx:BTC-USDT", 5960));

        assertThat(json)
                .hasToString("{\"type\":\"still\",\"topic\":\"trade:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\",\"seq\":5960,"
                        + "\"status\":\"live\",\"source\":\"okx\"}");
    }

    @Test
    void slow_namesConflatedTopicsAndBooksThatBeginAnew() {
        DataMessages.slow(json, List.of("ticker:okx:BTC-USDT"), List.of("book.50:okx:BTC-USDT"));

        assertThat(json)
                .hasToString("{\"type\":\"slow\",\"conflated\":[\"ticker:okx:BTC-USDT\"],"
                        + "\"resync\":[\"book.50:okx:BTC-USDT\"]}");
    }

    @Test
    void simulated_isSaidInEveryDataMessage() {
        Head head = new Head(topic("trade:okx:BTC-USDT"), EPOCH, 5503, 1, 2, "okx", Status.LIVE, true);
        List<Runnable> messages = List.of(
                () -> DataMessages.update(json, new Update.Trades(head, 5501, trades())),
                () -> DataMessages.update(json, new Update.Gap(head, 5502, 1)),
                () -> DataMessages.update(json, new Update.StatusChange(head, 5502, null, "why", 1, null)),
                () -> DataMessages.snapshot(json, head),
                () -> DataMessages.still(json, head),
                () -> DataMessages.gap(json, 1, head, "slow_client"));

        for (Runnable message : messages) {
            message.run();
            assertThat(json.toString()).containsOnlyOnce("\"simulated\":true");
        }
    }

    private static List<TradeItem> trades() {
        return List.of(
                new TradeItem(
                        5502,
                        "783214",
                        Side.BUY,
                        decimal("97110.2"),
                        decimal("0.010"),
                        1732115000365000L,
                        false,
                        false),
                new TradeItem(5503, "783215", Side.SELL, decimal("97110.1"), decimal("0.002"), 0, false, false));
    }

    private static final QuoteData NONE = new QuoteData(null, null, null, null);

    private static QuoteData quote() {
        return new QuoteData(decimal("97110.1"), decimal("0.42"), null, null);
    }

    private static TickerData ticker() {
        QuoteData quote = new QuoteData(decimal("135741.90"), decimal("0.42"), decimal("135742.55"), decimal("1.08"));
        return new TickerData(
                decimal("135742.18"),
                quote,
                decimal("133000.00"),
                decimal("136100.00"),
                decimal("132500.10"),
                decimal("2222.1"),
                decimal("2742.18"),
                decimal("2.06"));
    }

    private static Head head(String topic, long seq) {
        return new Head(topic(topic), EPOCH, seq, 1732115000371000L, 1732115000380112L, "okx", Status.LIVE, false);
    }

    private static Topic topic(String text) {
        return Topic.parse(text);
    }

    private static Decimal decimal(String text) {
        return Decimal.parse(text);
    }
}
