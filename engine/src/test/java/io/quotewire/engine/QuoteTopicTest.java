package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import org.junit.jupiter.api.Test;

class QuoteTopicTest {
    private static final String TOPIC = "quote:okx:BTC-USDT";

    private final Crank crank = new Crank();

    @Test
    void firstQuote_beginsTopicWithSnapshot() {
        crank.quote("okx", "100.10", "100.2");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 100.10/100.2");
        Update.Head head = crank.last(TOPIC).head();
        assertThat(head.epoch()).isEqualTo(Crank.EPOCH);
        assertThat(head.recvUs()).isEqualTo(crank.nowUs);
        assertThat(head.tsUs()).isEqualTo(crank.nowUs - 1_000);
    }

    @Test
    void equalQuote_isPublishedAsFresh() {
        crank.quote("okx", "100", "101").after(5).quote("okx", "100", "101");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 100/101", "2 okx live value 100/101");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(crank.nowUs);
    }

    @Test
    void equalQuote_ofATicker_isToldOnce_untilASideOrASizeDiffers() {
        crank.ticker("okx", "100", "99", "101");
        long toldUs = crank.nowUs;
        crank.after(5).ticker("okx", "100.5", "99", "101").after(5).ticker("okx", "100.6", "99.0", "101");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 99/101");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(toldUs);
        assertThat(crank.lines("ticker:okx:BTC-USDT")).hasSize(3);

        crank.after(5).ticker("okx", "100", "99", "102").after(5).ticker("okx", "100", "98", "102");
        assertThat(crank.lines(TOPIC)).endsWith("2 okx live value 99/102", "3 okx live value 98/102");

        crank.after(5).on(sized("98", "7", "102", "3")).after(5).on(sized("98", "7", "102", "4"));
        assertThat(crank.lines(TOPIC)).endsWith("4 okx live value 98/102", "5 okx live value 98/102");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(crank.nowUs);
    }

    @Test
    void equalQuotes_ofTickers_keepItLive() {
        crank.lively("okx");
        for (int i = 0; i < 20; i++) {
            crank.ticker("okx", Integer.toString(100 + i), "99", "101").after(9_000);
        }

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 99/101");
    }

    @Test
    void equalQuote_ofATickerAfterALoss_isToldWithItsStatus() {
        crank.ticker("okx", "100", "99", "101")
                .after(1)
                .lost("okx", "connection reset")
                .after(1)
                .ticker("okx", "100", "99", "101");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live snapshot 99/101",
                        "2 okx down status (connection reset) 99/101",
                        "3 okx live status (okx sends again) 99/101");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(crank.nowUs);
    }

    private MarketEvent.Ticker sized(String bid, String bidSize, String ask, String askSize) {
        Decimals figures = Decimals.of(
                null,
                Decimal.parse(bid),
                Decimal.parse(bidSize),
                Decimal.parse(ask),
                Decimal.parse(askSize),
                null,
                null,
                null,
                null);
        return new MarketEvent.Ticker(Crank.listing("okx"), crank.nowUs, crank.nowUs, false, figures);
    }

    @Test
    void oneSidedQuote_keepsAbsentSideNull() {
        crank.quote("okx", null, "101");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot null/101");
    }

    @Test
    void crossedOrLockedQuote_isHeldBackAndCounted() {
        crank.quote("okx", "101", "100").quote("okx", "100", "100.0");

        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.HELD_BACK, "")).isEqualTo(2);
    }

    @Test
    void crossedQuotes_areNoSignOfLife() {
        crank.lively("okx")
                .quote("okx", "100", "101")
                .after(6_000)
                .quote("okx", "101", "100")
                .after(4_000);

        assertThat(crank.lines(TOPIC))
                .last()
                .isEqualTo("2 okx stale status (okx mute: nothing at all for 10000 ms) 100/101");
    }

    @Test
    void priceNotAboveZero_isIgnoredAndCounted() {
        crank.quote("okx", "0", "1").quote("okx", "-2", "1").quote("okx", null, "0.00");

        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.NOT_POSITIVE, "")).isEqualTo(3);
    }

    @Test
    void sequenceGoingBackOrStandingStill_isIgnoredAndCounted() {
        crank.quote("okx", 5, "100", "101").quote("okx", 4, "1", "2").quote("okx", 5, "1", "2");

        assertThat(crank.lines(TOPIC)).hasSize(1);
        assertThat(crank.read(EngineMetric.REGRESSED, "quote")).isEqualTo(2);
    }

    @Test
    void sequence_ofHeldBackQuote_counts() {
        crank.quote("okx", 5, "100", "101").quote("okx", 7, "101", "100").quote("okx", 6, "1", "2");

        assertThat(crank.lines(TOPIC)).hasSize(1);
    }

    @Test
    void sequence_afterLostFeed_mayRestart() {
        crank.quote("okx", 5, "100", "101").lost("okx", "connection reset").quote("okx", 1, "102", "103");

        assertThat(crank.lines(TOPIC)).last().isEqualTo("3 okx live status (okx sends again) 102/103");
    }

    @Test
    void sequence_afterSilence_mayRestart() {
        crank.quote("okx", 5, "100", "101").after(9_999).quote("okx", 1, "102", "103");
        assertThat(crank.lines(TOPIC)).hasSize(1);

        crank.after(1).quote("okx", 1, "102", "103");

        assertThat(crank.lines(TOPIC)).last().isEqualTo("2 okx live value 102/103");
    }

    @Test
    void silence_reachingDeadline_makesStaleOnceAtDeadline() {
        crank.lively("okx").quote("okx", "100", "101");
        long quotedUs = crank.nowUs;
        crank.after(9_999);
        assertThat(crank.lines(TOPIC)).hasSize(1);

        crank.after(500).after(50_000);

        assertThat(crank.lines(TOPIC)).hasSize(2);
        Update.StatusChange change = (Update.StatusChange) crank.last(TOPIC);
        assertThat(change.head().status()).isEqualTo(Status.STALE);
        assertThat(change.head().recvUs()).isEqualTo(quotedUs);
        assertThat(change.sinceUs()).isEqualTo(quotedUs + 10_000_000);
        assertThat(change.was()).isNull();
    }

    @Test
    void steadyQuotes_neverGoStale() {
        crank.lively("okx");
        for (int i = 0; i < 20; i++) {
            crank.quote("okx", "100", "101").after(9_999);
        }

        assertThat(crank.lines(TOPIC)).hasSize(20).allMatch(line -> line.contains(" live "));
    }

    @Test
    void dataAfterSilence_isOneUpdateWithStatusAndValue() {
        crank.lively("okx").quote("okx", "100", "101").after(10_000).quote("okx", "102", "103");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live snapshot 100/101",
                        "2 okx stale status (okx mute: nothing at all for 10000 ms) 100/101",
                        "3 okx live status (okx sends again) 102/103");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(crank.nowUs);
    }

    @Test
    void lostFeed_makesDownOnceWithItsReasonAndLastValue() {
        crank.quote("okx", "100", "101");
        long quotedUs = crank.nowUs;
        crank.after(2)
                .lost("okx", "connection reset")
                .after(1)
                .lost("okx", "refused")
                .after(60_000);

        assertThat(crank.lines(TOPIC))
                .containsExactly("1 okx live snapshot 100/101", "2 okx down status (connection reset) 100/101");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(quotedUs);
    }

    @Test
    void lostFeed_whenStale_becomesDown() {
        crank.lively("okx").quote("okx", "100", "101").after(10_000).lost("okx", "connection reset");

        assertThat(crank.lines(TOPIC)).last().isEqualTo("3 okx down status (connection reset) 100/101");
    }

    @Test
    void lostOrClosedFeed_beforeAnyData_saysNothing() {
        crank.lost("okx", "refused").closed("okx").lost("okx", "refused").after(60_000);

        assertThat(crank.updates).isEmpty();
    }

    @Test
    void closedFeed_isTold_andNextDemandBeginsWithSnapshot() {
        crank.quote("okx", "100", "101")
                .closed("okx")
                .lost("okx", "unsubscribed")
                .after(60_000);
        crank.quote("okx", "102", "103");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "1 okx live snapshot 100/101",
                        "2 okx closed status (no_demand) 100/101",
                        "3 okx live snapshot 102/103");
    }

    @Test
    void tickerChannel_feedsTopic_whereThereIsNoQuoteChannel() {
        crank.ticker("okx", "100.5", "100", "101")
                .after(9_000)
                .ticker("okx", "100.5", null, "102")
                .after(9_000);

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 100/101", "2 okx live value null/102");
    }

    @Test
    void tickerChannel_withoutBidAndAsk_doesNotBeginTopic() {
        crank.ticker("okx", "100.5", null, null);

        assertThat(crank.lines(TOPIC)).isEmpty();
    }

    @Test
    void tickerChannel_whileQuotesAreHealthy_publishesNoQuote() {
        crank.quote("okx", "100", "101").after(5).ticker("okx", "100.5", "99", "102");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 100/101");
    }

    @Test
    void silentQuotes_fallBackToHealthyTickerAtDeadline_andStayLive() {
        crank.quote("okx", "100", "101").after(58_000).ticker("okx", "100.5", "99", "102");
        long tickedUs = crank.nowUs;
        crank.chorus("binance");

        assertThat(crank.lines(TOPIC)).containsExactly("1 okx live snapshot 100/101", "2 okx live value 99/102");
        assertThat(crank.last(TOPIC).head().recvUs()).isEqualTo(tickedUs);

        crank.after(1)
                .lively("okx")
                .lively("okx")
                .after(10_000)
                .quote("okx", "103", "104")
                .ticker("okx", "100.5", "99", "102");

        assertThat(crank.lines(TOPIC))
                .containsExactly(
                        "3 okx stale status (okx mute: nothing at all for 10000 ms) 99/102",
                        "4 okx live status (okx sends again) 103/104");
    }

    @Test
    void crossedTicker_isBelievedInNothing() {
        crank.ticker("okx", "100.5", "102", "101");

        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.HELD_BACK, "")).isEqualTo(1);
    }

    @Test
    void simulatedEvent_marksItsUpdates() {
        Decimal one = Decimal.parse("1");
        crank.on(new MarketEvent.Quote(Crank.listing("okx"), 0, crank.nowUs, true, 0, one, one, null, null));

        assertThat(crank.updates).hasSize(4).allMatch(update -> update.head().simulated());
        assertThat(crank.last(TOPIC).head().tsUs()).isZero();
    }

    @Test
    void unrankedVenue_hasTopicsButNoPartInBest() {
        crank.quote("kraken", "100", "101").trade("kraken", 1, "100").ticker("kraken", "1", "1", "2");

        assertThat(crank.updates)
                .isNotEmpty()
                .noneMatch(update -> update.head().topic().source().equals("best"));
    }
}
