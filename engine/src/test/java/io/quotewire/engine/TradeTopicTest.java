package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Side;
import io.quotewire.model.Update;
import org.junit.jupiter.api.Test;

class TradeTopicTest {
    private static final String TOPIC = "trade:okx:BTC-USDT";

    private final Crank crank = new Crank();

    @Test
    void trades_areNumberedItems() {
        crank.trade("okx", 7, "100.10").trade("okx", 8, "100.2");

        assertThat(crank.lines(TOPIC))
                .containsExactly("1 okx live trades 1=okx7@100.10 after 0", "2 okx live trades 2=okx8@100.2 after 1");
        Update.TradeItem item = ((Update.Trades) crank.last(TOPIC)).items().getFirst();
        assertThat(item.side()).isEqualTo(Side.BUY);
        assertThat(item.size()).isEqualTo(Crank.decimal("0.5"));
        assertThat(item.tsUs()).isEqualTo(crank.nowUs - 1_000);
    }

    @Test
    void silence_isNoReasonToBeStale() {
        crank.trade("okx", 1, "100").after(3_600_000);

        assertThat(crank.lines(TOPIC)).hasSize(1);
    }

    @Test
    void lostTrades_takeOneNumber() {
        crank.trade("okx", 1, "100").tradesLost("okx", 5).tradesLost("okx", 0).trade("okx", 7, "101");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live trades 1=okx1@100 after 0",
                        "2 okx live gap 5 after 1",
                        "3 okx live trades 3=okx7@101 after 2");
    }

    @Test
    void lostTrades_beforeTheFirst_areToldInFrontOfIt() {
        crank.tradesLost("okx", 2).tradesLost("okx", 3);
        assertThat(crank.updates).isEmpty();

        crank.trade("okx", 6, "100").trade("okx", 7, "100");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live gap 5 after 0",
                        "2 okx live trades 2=okx6@100 after 1",
                        "3 okx live trades 3=okx7@100 after 2");
    }

    @Test
    void lostFeed_makesDown_andAnyDataMakesLive() {
        crank.trade("okx", 1, "100").lost("okx", "reset").quote("okx", "1", "2");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live trades 1=okx1@100 after 0",
                        "2 okx down status (reset)",
                        "3 okx live status (okx sends again)");
        assertThat(((Update.StatusChange) crank.last(TOPIC)).prev()).isEqualTo(2);
    }

    @Test
    void lostFeed_thenConsecutiveTrade_isNoGap() {
        crank.trade("okx", 4, "100").lost("okx", "reset").trade("okx", 5, "101");

        assertThat(crank.lines(TOPIC))
                .endsWith(
                        "2 okx down status (reset)",
                        "3 okx live status (okx sends again)",
                        "4 okx live trades 4=okx5@101 after 3");
    }

    @Test
    void lostFeed_thenMergedTradeOfALaterNumber_isNoGapUnlessTheFeedSaysSo() {
        crank.trade("okx", 100, "100").lost("okx", "reset").trade("okx", 105, "101");

        assertThat(crank.lines(TOPIC))
                .endsWith("3 okx live status (okx sends again)", "4 okx live trades 4=okx105@101 after 3");
    }

    @Test
    void lostFeed_withoutNumbers_tellsThatSomeMayBeMissing() {
        crank.trade("okx", 0, "100").lost("okx", "reset").trade("okx", 0, "101");

        assertThat(crank.lines(TOPIC)).contains("4 okx live gap -1 after 3");
    }

    @Test
    void lostFeed_whereTheFeedTellsTheLoss_tellsItOnce() {
        crank.trade("okx", 4, "100").lost("okx", "reset").tradesLost("okx", 3).trade("okx", 8, "101");
        assertThat(crank.lines(TOPIC))
                .endsWith(
                        "2 okx down status (reset)",
                        "3 okx down gap 3 after 2",
                        "4 okx live status (okx sends again)",
                        "5 okx live trades 5=okx8@101 after 4");

        crank.clear().tradesLost("okx", 1).lost("okx", "reset").trade("okx", 10, "102");
        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "6 okx live gap 1 after 5",
                        "7 okx down status (reset)",
                        "8 okx live status (okx sends again)",
                        "9 okx live trades 9=okx10@102 after 8");
    }

    @Test
    void lostFeed_beforeAnyTrade_putsNothingInFrontOfTheFirst() {
        crank.quote("okx", "1", "2").lost("okx", "reset").trade("okx", 8, "101");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live trades 1=okx8@101 after 0");
    }

    @Test
    void closedFeed_nextDemandBeginsWithGapAtItsFirstTrade() {
        crank.trade("okx", 1, "100").closed("okx").quote("okx", "1", "2").tradesLost("okx", 4);
        assertThat(crank.lines(TOPIC)).last().isEqualTo("2 okx closed status (no_demand)");

        crank.trade("okx", 2, "100").trade("okx", 3, "100");

        assertThat(crank.lines(TOPIC))
                .endsWith(
                        "3 okx live gap -1 after 2",
                        "4 okx live trades 4=okx2@100 after 3",
                        "5 okx live trades 5=okx3@100 after 4");
    }

    @Test
    void closedAndLostFeed_tellsOneGap() {
        crank.trade("okx", 1, "100")
                .closed("okx")
                .lost("okx", "x")
                .closed("okx")
                .trade("okx", 2, "100");

        assertThat(crank.lines(TOPIC)).endsWith("3 okx live gap -1 after 2", "4 okx live trades 4=okx2@100 after 3");
    }

    @Test
    void priceNotAboveZero_isAGap() {
        crank.trade("okx", 1, "100").trade("okx", 2, "0").trade("okx", 3, "100");

        assertThat(crank.lines(TOPIC)).containsSubsequence("2 okx live gap 1 after 1");
        assertThat(crank.read(EngineMetric.NOT_POSITIVE, "")).isEqualTo(1);

        crank.lost("okx", "reset").trade("okx", 4, "0").trade("okx", 5, "100");
        assertThat(crank.lines(TOPIC)).contains("5 okx down gap 1 after 4").hasSize(7);
    }

    @Test
    void simulatedLoss_isMarked() {
        crank.trade("okx", 1, "100").on(new MarketEvent.TradesLost(Crank.listing("okx"), crank.nowUs, true, 1));

        assertThat(crank.last(TOPIC).head().simulated()).isTrue();
    }
}
