package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import org.junit.jupiter.api.Test;

/** A feed whose events tell of a time long past. */
class LateFeedTest {
    private static final String QUOTE = "quote:okx:BTC-USDT";
    private static final String TRADE = "trade:okx:BTC-USDT";
    private static final Decimal ONE = Decimal.parse("1");
    private static final Decimal TWO = Decimal.parse("2");

    private final Crank crank = new Crank(EngineConfig.DEFAULT.with(Derived.NONE));

    private LateFeedTest quote(long behindMs) {
        crank.after(100)
                .on(new MarketEvent.Quote(
                        Crank.listing("okx"), tsUs(behindMs), crank.nowUs, false, 0, ONE, ONE, TWO, ONE));
        return this;
    }

    private LateFeedTest trade(long behindMs) {
        crank.after(100)
                .on(new MarketEvent.Trade(
                        Crank.listing("okx"), tsUs(behindMs), crank.nowUs, false, "7", 0, Side.BUY, ONE, ONE, false));
        return this;
    }

    /** 0 for an event without a time. */
    private long tsUs(long behindMs) {
        return behindMs < 0 ? 0 : crank.nowUs - behindMs * 1_000;
    }

    private Status status(String topic) {
        return crank.last(topic).head().status();
    }

    @Test
    void lateEvent_ofAMuteVenue_liftsNothing_notEvenForAMoment() {
        crank.lively("okx");
        quote(20).trade(20);
        crank.after(6_000);
        assertThat(status(QUOTE)).isEqualTo(Status.STALE);
        crank.clear();

        quote(8_000).quote(8_000).trade(8_000);

        assertThat(crank.updates).isNotEmpty().allMatch(update -> update.head().status() == Status.STALE);
    }

    @Test
    void thirdLateEventInARow_makesTheWholeListingStale_untilOneIsInTime() {
        quote(20).trade(20).quote(20).quote(60_100).trade(60_100);
        assertThat(crank.updates).allMatch(update -> update.head().status() == Status.LIVE);

        crank.clear();
        quote(60_100);
        assertThat(crank.lines(TRADE)).containsExactly("3 okx stale status (okx is 60 s behind)");
        assertThat(crank.lines(QUOTE)).containsExactly("4 okx stale status (okx is 60 s behind) 1/2");

        crank.clear();
        quote(60_100).trade(60_100).quote(-1);
        assertThat(crank.updates)
                .hasSizeGreaterThan(4)
                .allMatch(update -> update.head().status() == Status.STALE);

        crank.clear();
        quote(20);
        assertThat(status(QUOTE)).isEqualTo(Status.LIVE);
        assertThat(crank.lines(TRADE)).as("its last price came late").isEmpty();

        trade(20);
        assertThat(status(TRADE)).isEqualTo(Status.LIVE);
        assertThat(status("ticker:okx:BTC-USDT")).isEqualTo(Status.LIVE);
    }

    @Test
    void whatCameInTime_isLiveAgain_whenTheListingIs() {
        quote(20).quote(20).trade(20).quote(60_000).quote(60_000).quote(60_000);
        assertThat(status(TRADE)).isEqualTo(Status.STALE);

        quote(20);

        assertThat(status(TRADE)).isEqualTo(Status.LIVE);
        assertThat(status("ticker:okx:BTC-USDT")).isEqualTo(Status.LIVE);
    }

    @Test
    void oneEventInTime_breaksTheRow_andOnesWithoutTimeDoNot() {
        quote(20).quote(20).quote(20);
        quote(60_000).quote(60_000).trade(20).quote(60_000).quote(60_000);
        assertThat(crank.updates).allMatch(update -> update.head().status() == Status.LIVE);

        quote(-1).quote(60_000);
        assertThat(status(QUOTE)).isEqualTo(Status.STALE);
    }

    @Test
    void lateFeed_losesBest() {
        crank.quote("binance", "1", "2");
        quote(20).quote(20).quote(20).quote(60_000).quote(60_000).quote(60_000);

        assertThat(crank.last("quote:best:BTC-USDT").head().source()).isEqualTo("binance");
        assertThat(crank.read(EngineMetric.VERDICTS, "late")).isEqualTo(1);
    }

    @Test
    void lostFeed_beginsAnew() {
        quote(20).quote(20).quote(20).quote(60_000).quote(60_000);
        crank.lost("okx", "cut");
        quote(60_000).quote(60_000);

        assertThat(status(QUOTE)).isEqualTo(Status.LIVE);
        quote(60_000);
        assertThat(status(QUOTE)).isEqualTo(Status.STALE);
    }

    @Test
    void tickersWhoseTimeWentFarBack_areLateThoughNotBelieved() {
        crank.ticker("okx", crank.nowUs, "1", null, null, "1");
        quote(20).quote(20).quote(20);
        for (int i = 0; i < 3; i++) {
            crank.ticker("okx", crank.nowUs - 60_000_000 + i, "1", null, null, "1");
        }

        assertThat(status(QUOTE)).isEqualTo(Status.STALE);
        assertThat(status("ticker:okx:BTC-USDT")).isEqualTo(Status.STALE);
    }

    /** 100 ppm are 8.6 s a day, more than the silence. */
    @Test
    void clocks_thatDriftApart_areNoReason() {
        long startUs = crank.nowUs;
        for (int i = 0; i < 86_400; i += 10) {
            crank.after(10_000);
            long driftUs = (crank.nowUs - startUs) / 10_000;
            crank.on(new MarketEvent.Quote(
                    Crank.listing("okx"), crank.nowUs - driftUs, crank.nowUs, false, 0, ONE, ONE, TWO, ONE));
        }

        assertThat(crank.updates).extracting(Update::head).allMatch(head -> head.status() == Status.LIVE);
    }
}
