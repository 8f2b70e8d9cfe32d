package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Trades;
import org.junit.jupiter.api.Test;

/** What venues may send and nobody is to see, each with its count. Silence of 5 s. */
class GarbageTest {
    private final Crank crank = new Crank(EngineConfig.DEFAULT.with(Derived.NONE));

    private Crank trade(String price, String size, boolean late, long tsUs) {
        return crank.on(new Trade(
                Crank.listing("okx"),
                tsUs,
                crank.nowUs,
                false,
                "x",
                0,
                Side.BUY,
                Decimal.parse(price),
                Decimal.parse(size),
                late));
    }

    private Crank quote(String bid, String bidSize, String ask, String askSize) {
        return crank.on(new Quote(
                Crank.listing("okx"),
                crank.nowUs,
                crank.nowUs,
                false,
                0,
                Crank.decimal(bid),
                Crank.decimal(bidSize),
                Crank.decimal(ask),
                Crank.decimal(askSize)));
    }

    /** U20. */
    @Test
    void valuesThatCannotBe_areCounted_andTheLastOnesStand() {
        crank.quote("okx", "1", "2").trade("okx", 0, "1").clear();

        trade("1", "0", false, crank.nowUs);
        trade("0E-8", "1", false, crank.nowUs);
        quote("0", "1", "2", "1");
        quote("1", "-1", "2", "1");
        quote("1", "1", "2", "-3");
        trade("1", "0", true, crank.nowUs);

        assertThat(crank.lines("quote:okx:BTC-USDT")).isEmpty();
        assertThat(crank.lines("trade:okx:BTC-USDT"))
                .as("a trade that cannot be shown is a lost one")
                .containsExactly("2 okx live gap 1 after 1", "3 okx live gap 1 after 2");
        assertThat(crank.read(EngineMetric.NOT_POSITIVE, "")).isEqualTo(6);
    }

    /** U15. */
    @Test
    void ticker_whoseTimeGoesBack_isNotTold() {
        for (int i = 0; i < 20; i++) {
            crank.ticker("okx", 50_000 - i, String.valueOf(100 + i), null, null, "50");
        }

        assertThat(crank.lines("ticker:okx:BTC-USDT")).hasSize(1);
        assertThat(crank.read(EngineMetric.REGRESSED, "ticker")).isEqualTo(19);
    }

    /** U22: all events ten minutes off, either way, from one moment on: one verdict at most, and no flapping. */
    @Test
    void clockThatJumps_flapsNothing() {
        for (long skewUs : new long[] {600_000_000, -600_000_000}) {
            Crank skewed = new Crank(EngineConfig.DEFAULT.with(Derived.NONE));
            for (int i = 0; i < 300; i++) {
                long tsUs = skewed.nowUs + (i < 100 ? 0 : skewUs);
                skewed.on(new Quote(
                        Crank.listing("okx"),
                        tsUs,
                        skewed.nowUs,
                        false,
                        0,
                        Crank.decimal("1"),
                        Crank.decimal("1"),
                        Crank.decimal("2"),
                        Crank.decimal("1")));
                skewed.after(100);
            }

            long changes = skewed.updates.stream()
                    .filter(update -> update.head().topic().toString().equals("quote:okx:BTC-USDT"))
                    .filter(Update.StatusChange.class::isInstance)
                    .count();
            assertThat(changes).as("%d us", skewUs).isEqualTo(skewUs < 0 ? 1 : 0);
            assertThat(skewed.read(EngineMetric.VERDICTS, "late")).isEqualTo(skewUs < 0 ? 1 : 0);
        }
    }

    @Test
    void lateTrade_isAnItem_andNothingElse() {
        crank.trade("okx", 1, "100").ticker("okx", "100", "99", "101").clear();
        trade("90", "1", true, crank.nowUs - 3_600_000_000L);
        trade("91", "1", true, crank.nowUs - 3_600_000_000L);
        trade("92", "1", true, crank.nowUs - 3_600_000_000L);

        assertThat(crank.lines("trade:okx:BTC-USDT"))
                .containsExactly(
                        "2 okx live trades 2=x@90 after 1",
                        "3 okx live trades 3=x@91 after 2",
                        "4 okx live trades 4=x@92 after 3");
        assertThat(((Trades) crank.last("trade:best:BTC-USDT"))
                        .items()
                        .getFirst()
                        .late())
                .isTrue();
        assertThat(crank.lines("ticker:okx:BTC-USDT")).isEmpty();
        assertThat(crank.read(EngineMetric.VERDICTS, "")).isZero();
    }

    @Test
    void lateTrades_areNoSignOfLife() {
        for (int i = 0; i < 50; i++) {
            crank.trade("okx", 0, "100").trade("binance", 0, "100").after(100);
        }
        for (int i = 0; i < 60; i++) {
            trade("90", "1", true, crank.nowUs - 10_000_000)
                    .trade("binance", 0, "100")
                    .after(100);
        }

        assertThat(crank.last("trade:okx:BTC-USDT").head().status()).isEqualTo(Status.STALE);
        crank.lost("okx", "cut");
        trade("90", "1", true, crank.nowUs - 10_000_000);
        assertThat(crank.last("trade:okx:BTC-USDT").head().status()).isEqualTo(Status.DOWN);

        crank.closed("okx").clear();
        trade("90", "1", true, crank.nowUs - 10_000_000);
        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.IGNORED, "late_trade")).isEqualTo(1);
    }

    /** What is thought lost is told as lost, and then once more when it comes. */
    @Test
    void holeThatIsFilled_isAGapAndThenItsTrades() {
        crank.trade("okx", 1, "100").tradesLost("okx", 1).trade("okx", 3, "102").clear();
        trade("101", "1", true, crank.nowUs - 1_000_000);

        assertThat(crank.lines("trade:okx:BTC-USDT")).containsExactly("4 okx live trades 4=x@101 after 3");
        assertThat(crank.last("trade:okx:BTC-USDT").head().tsUs()).isEqualTo(crank.nowUs - 1_000_000);
    }
}
