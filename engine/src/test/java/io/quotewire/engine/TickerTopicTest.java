package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.Update;
import io.quotewire.model.Update.TickerData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TickerTopicTest {
    private static final String TOPIC = "ticker:okx:BTC-USDT";

    private final Crank crank = new Crank();

    @Test
    void parts_comeFromTheirOwnChannels() {
        crank.ticker("okx", "100", "99", "102")
                .after(1)
                .quote("okx", "100", "101")
                .after(1)
                .trade("okx", 1, "100.5");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live snapshot 100 99/102 of 50 50 100.00%",
                        "2 okx live value 100 100/101 of 50 50 100.00%",
                        "3 okx live value 100.5 100/101 of 50 50.5 101.00%");
    }

    @Test
    void tickerChannel_neverReplacesPartsOfHealthyChannels() {
        crank.quote("okx", "100", "101").trade("okx", 1, "100.5").after(1).ticker("okx", "90", "89", "91");

        assertThat(crank.lines(TOPIC)).last().isEqualTo("3 okx live value 100.5 100/101 of 50 50.5 101.00%");
    }

    @Test
    void times_areThoseOfTheNewestPart() {
        crank.quote("okx", "100", "101").after(7).ticker("okx", "90", "89", "91");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(crank.nowUs);
        assertThat(crank.last(TOPIC).head().tsUs()).isEqualTo(crank.nowUs - 1_000);

        crank.after(3).trade("okx", 1, "100");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(crank.nowUs);
    }

    @Test
    void unknownFigures_areNull() {
        crank.trade("okx", 1, "100");

        Update.Value value = (Update.Value) crank.last(TOPIC);
        assertThat(value.data())
                .isEqualTo(new TickerData(
                        Crank.decimal("100"),
                        new Update.QuoteData(null, null, null, null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void figuresOfAllMarkets_areCarriedAsTheyAre() {
        @Nullable Decimal[] row = new Decimal[Figure.ALL_COLUMNS];
        row[Figure.LAST.column()] = Crank.decimal("0.3912");
        row[Figure.QUOTE_VOLUME.column()] = Crank.decimal("2.5");
        row[Figure.MARKET_CAP.column()] = Crank.decimal("1923456789012");
        crank.on(new MarketEvent.Ticker(
                new Listing("okx", Instrument.parse("BTC-USDT")), crank.nowUs, crank.nowUs, false, Decimals.of(row)));

        assertThat(((Update.Value) crank.last(TOPIC)).data()).isInstanceOfSatisfying(TickerData.class, data -> {
            assertThat(data.quoteVolume()).hasToString("2.5");
            assertThat(data.marketCap()).hasToString("1923456789012");
            assertThat(data.open()).isNull();
        });
    }

    @Test
    void change_isExactAndPercentRoundsHalfUp() {
        crank.ticker("okx", crank.nowUs, "100.005", null, null, "100");
        assertThat(crank.lines(TOPIC)).last().isEqualTo("1 okx live snapshot 100.005 null/null of 100 0.005 0.01%");

        crank.ticker("okx", crank.nowUs, "99.995", null, null, "100.0");
        assertThat(crank.lines(TOPIC)).last().isEqualTo("2 okx live value 99.995 null/null of 100.0 -0.005 -0.01%");
    }

    @Test
    void change_withUnknownOrZeroOpen_isNull() {
        crank.ticker("okx", crank.nowUs, "100", null, null, null);
        assertThat(crank.lines(TOPIC)).last().isEqualTo("1 okx live snapshot 100 null/null of null null null%");

        crank.ticker("okx", crank.nowUs, "100", null, null, "0.0");
        assertThat(crank.lines(TOPIC)).last().isEqualTo("2 okx live value 100 null/null of 0.0 null null%");
    }

    @Test
    void change_thatDoesNotFit_isNull() {
        crank.ticker("okx", crank.nowUs, "900000000000000000", null, null, "0.000000000000000001");
        assertThat(crank.lines(TOPIC)).last().asString().endsWith("null null%");

        crank.ticker("okx", crank.nowUs, "900000000000000000", null, null, "0.7");
        assertThat(crank.lines(TOPIC)).last().asString().endsWith("899999999999999999.3 null%");
    }

    @Test
    void timeGoingBack_isIgnoredAndCounted_untilTheFeedIsLost() {
        crank.ticker("okx", 5_000, "100", null, null, "50").ticker("okx", 4_999, "1", null, null, "50");
        assertThat(crank.lines(TOPIC)).hasSize(1);
        assertThat(crank.read(EngineMetric.REGRESSED, "ticker")).isEqualTo(1);

        crank.ticker("okx", 5_000, "101", null, null, "50").ticker("okx", 0, "102", null, null, "50");
        assertThat(crank.lines(TOPIC)).hasSize(3);

        crank.lost("okx", "reset").ticker("okx", 4_000, "103", null, null, "50");
        assertThat(crank.lines(TOPIC))
                .last()
                .isEqualTo("5 okx live status (okx sends again) 103 null/null of 50 53 106.00%");
    }

    @Test
    void timeGoingBack_forAsLongAsASilence_isTakenAsTheVenuesNewTime() {
        crank.ticker("okx", 5_000, "100", null, null, "50");
        for (int i = 0; i < 3; i++) {
            crank.after(5_000).ticker("okx", 4_000 + i, "10" + i, null, null, "50");
        }

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live snapshot 100 null/null of 50 50 100.00%",
                        "2 okx live value 101 null/null of 50 51 102.00%",
                        "3 okx live value 102 null/null of 50 52 104.00%");
    }

    @Test
    void tickerWithAPriceNotAboveZero_isBelievedInNothing() {
        crank.ticker("okx", "0", "99", "101");

        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.NOT_POSITIVE, "")).isEqualTo(1);
    }

    @Test
    void status_isTheWorstOfTheChannelsDrawnFrom() {
        crank.quote("okx", "100", "101").trade("okx", 1, "100").after(58_000).chorus("binance");
        assertThat(crank.lines(TOPIC))
                .last()
                .asString()
                .startsWith("3 okx stale status (okx sent no quote for 60000 ms while binance did)");

        crank.trade("okx", 2, "102");
        assertThat(crank.lines(TOPIC)).last().isEqualTo("4 okx stale value 102 100/101 of null null null%");

        crank.ticker("okx", "1", "99", "103");
        assertThat(crank.lines(TOPIC))
                .last()
                .isEqualTo("5 okx live status (okx sends again) 102 99/103 of 50 52 104.00%");
    }

    @Test
    void silentTickerChannel_whenNothingIsDrawnFromItButFigures_changesNothing() {
        crank.ticker("okx", "99", "98", "99")
                .quote("okx", "100", "101")
                .trade("okx", 1, "100")
                .clear();
        crank.after(9_000).quote("okx", "100", "102").after(9_000);

        assertThat(crank.lines(TOPIC)).containsExactly("4 okx live value 100 100/102 of 50 50 100.00%");
    }

    @Test
    void silentTickerChannel_whenLastIsDrawnFromIt_makesStale() {
        crank.ticker("okx", "100", null, null).after(58_000).quote("okx", "100", "101");
        for (int i = 0; i < 3; i++) {
            crank.ticker("binance", "100", null, null).after(1_000);
        }

        assertThat(crank.lines(TOPIC))
                .last()
                .asString()
                .startsWith("3 okx stale status (okx sent no ticker for 60000 ms while binance did) 100 ");
        assertThat(crank.lines("quote:okx:BTC-USDT")).containsExactly("1 okx live snapshot 100/101");
    }

    @Test
    void lostFeed_leavesLastValuesStanding() {
        crank.ticker("okx", "99", "98", "102").quote("okx", "100", "101").trade("okx", 1, "100.5");
        crank.after(1).ticker("okx", "97", "96", "98").lost("okx", "reset");

        assertThat(crank.lines(TOPIC)).last().isEqualTo("5 okx down status (reset) 100.5 100/101 of 50 50.5 101.00%");
    }

    @Test
    void afterLostFeed_tickerChannelReplacesOldLast_untilTheNextTrade() {
        crank.quote("okx", "100", "101")
                .trade("okx", 1, "100")
                .lost("okx", "reset")
                .clear();

        crank.quote("okx", "200", "201");
        assertThat(crank.lines(TOPIC))
                .containsExactly("4 okx live status (okx sends again) 100 200/201 of null null null%");

        crank.ticker("okx", "200", "200", "201");
        assertThat(crank.lines(TOPIC)).last().isEqualTo("5 okx live value 200 200/201 of 50 150 300.00%");

        crank.trade("okx", 9, "202").ticker("okx", "200", "200", "201");
        assertThat(crank.lines(TOPIC)).last().asString().contains("live value 202 200/201");
    }

    @Test
    void afterLostFeed_staysDown_whileAPartIsOfBefore() {
        crank.ticker("okx", "100", "99", "101").lost("okx", "reset").quote("okx", "100", "102");

        assertThat(crank.lines(TOPIC)).last().isEqualTo("3 okx down value 100 100/102 of 50 50 100.00%");
    }

    @Test
    void closedFeed_forgetsItsParts() {
        crank.ticker("okx", "100", "99", "101")
                .trade("okx", 1, "100")
                .closed("okx")
                .quote("okx", "200", "201");

        assertThat(crank.lines(TOPIC))
                .endsWith(
                        "3 okx closed status (no_demand) 100 99/101 of 50 50 100.00%",
                        "4 okx live snapshot null 200/201 of null null null%");
    }
}
