package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A feed some of whose events bear a time ten minutes from now: they make nothing late, and keep nothing back. */
class FutureFeedTest {
    private static final long TEN_MINUTES_US = 600_000_000;
    private static final Decimal ONE = Decimal.parse("1");
    private static final Decimal TWO = Decimal.parse("2");

    private final Crank crank = new Crank(EngineConfig.DEFAULT.with(Derived.NONE));
    private int said;

    enum Said {
        QUOTE,
        TRADE,
        TICKER
    }

    @ParameterizedTest
    @EnumSource
    void oneChannel_alwaysInTheFuture_makesNothingStale_andEverythingIsTold(Said wrong) {
        for (int i = 0; i < 300; i++) {
            for (Said each : Said.values()) {
                say(each, each == wrong ? TEN_MINUTES_US : -20_000);
            }
        }

        assertAllTold();
    }

    @ParameterizedTest
    @EnumSource
    void oneChannel_aFewTimesInTheFuture_goesOnAtOnce(Said wrong) {
        for (int burst : List.of(1, 3, 20)) {
            for (int i = 0; i < 50; i++) {
                say(wrong, i < burst ? TEN_MINUTES_US : -20_000);
            }
        }

        assertAllTold();
    }

    /** As when our clock is behind: then the order of tickers is theirs still. */
    @Test
    void tickers_allInTheFuture_doNotGoBack() {
        say(Said.TICKER, TEN_MINUTES_US);
        say(Said.TICKER, TEN_MINUTES_US);
        crank.after(100).ticker("okx", crank.nowUs + TEN_MINUTES_US - 1_000_000, "1", null, null, "7");

        assertThat(crank.read(EngineMetric.REGRESSED, "ticker")).isEqualTo(1);
    }

    /** Each with another size or figure than the one before, so that none says again what was said. */
    private void say(Said each, long aheadUs) {
        crank.after(100);
        said++;
        Decimal other = Decimal.parse(Integer.toString(said));
        long tsUs = crank.nowUs + aheadUs;
        switch (each) {
            case QUOTE ->
                crank.on(new MarketEvent.Quote(
                        Crank.listing("okx"), tsUs, crank.nowUs, false, said, ONE, other, TWO, other));
            case TRADE ->
                crank.on(new MarketEvent.Trade(
                        Crank.listing("okx"), tsUs, crank.nowUs, false, "t" + said, said, Side.BUY, ONE, other, false));
            case TICKER -> crank.ticker("okx", tsUs, "1", null, null, Integer.toString(said));
        }
        String topic = each.name().toLowerCase(Locale.ROOT) + ":okx:BTC-USDT";
        assertThat(crank.last(topic).head().recvUs()).as("%s %d", each, said).isEqualTo(crank.nowUs);
        assertThat(crank.last(topic).head().tsUs()).isEqualTo(tsUs);
    }

    private void assertAllTold() {
        assertThat(crank.updates)
                .hasSizeGreaterThanOrEqualTo(said)
                .allMatch(update -> update.head().status() == Status.LIVE);
        assertThat(crank.read(EngineMetric.REGRESSED, "quote")).isZero();
        assertThat(crank.read(EngineMetric.REGRESSED, "ticker")).isZero();
    }
}
