package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Status;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is called stale, and on what evidence. All with a silence of 5 s. */
class LivenessTest {
    private static final EngineConfig CONFIG = EngineConfig.DEFAULT.with(Derived.NONE);

    private final Crank crank = new Crank(CONFIG);

    /** Both venues send all kinds, OKX for as long as {@code okx} says, ten times a second. */
    private void flow(int tenths, boolean okxQuotes, boolean okxTrades) {
        for (int i = 0; i < tenths; i++) {
            if (okxQuotes) {
                crank.quote("okx", "100", "101");
            }
            if (okxTrades) {
                crank.trade("okx", 0, "100");
            }
            crank.quote("binance", "100", "102").trade("binance", 0, "100").after(100);
        }
    }

    private String statusOf(Kind kind, String source) {
        return crank.last(kind.text() + ":" + source + ":BTC-USDT")
                .head()
                .status()
                .text();
    }

    private List<String> stale() {
        return crank.updates.stream()
                .filter(update -> update.head().status() == Status.STALE)
                .map(update -> update.head().topic() + " " + Lines.of(update))
                .toList();
    }

    @Test
    void silence_withoutAnyEvidence_isQuiet() {
        crank.quote("okx", "1", "2").trade("okx", 1, "1").ticker("okx", "1", "1", "2");
        crank.quote("binance", "1", "2").after(86_400_000);

        assertThat(stale()).isEmpty();
    }

    @Test
    void silence_whilePricesAreMadeUp_isQuiet() {
        crank.quote("okx", "1", "2").quote("binance", "1", "2");
        for (int i = 0; i < 300; i++) {
            crank.quote("random", "100", "101").after(100);
        }

        assertThat(stale()).isEmpty();
    }

    @Test
    void silence_ofAVenueWhosePeerStandsBy_isQuiet() {
        flow(30, true, true);
        crank.lost("binance", "cut").clear().after(3_600_000);

        assertThat(stale()).isEmpty();
    }

    @Test
    void oneChannel_silentWhileAnotherVenueSpeaks_isStaleAfterSilence_andBestSwitches() {
        flow(50, true, true);
        long lastUs = crank.nowUs - 100_000;
        crank.clear();
        flow(100, false, true);

        Update.StatusChange change = (Update.StatusChange) crank.updates.stream()
                .filter(update -> update.head().status() == Status.STALE)
                .findFirst()
                .orElseThrow();
        assertThat(change.head().topic()).hasToString("quote:okx:BTC-USDT");
        assertThat(change.why()).isEqualTo("okx sent no quote for 5000 ms while binance did");
        assertThat(change.sinceUs()).isEqualTo(lastUs + 5_000_000);
        assertThat(crank.lines("quote:best:BTC-USDT"))
                .anyMatch(line ->
                        line.contains("binance live status was okx (okx sent no quote for 5000 ms while binance did)"));
        assertThat(statusOf(Kind.TRADE, "okx")).isEqualTo("live");
        assertThat(crank.read(EngineMetric.VERDICTS, "silent")).isEqualTo(1);
    }

    @Test
    void trades_silentWhileQuotesFlow_areStale_andBestTradeSwitches() {
        flow(50, true, true);
        crank.clear();
        flow(60, true, false);

        assertThat(crank.lines("trade:okx:BTC-USDT"))
                .singleElement()
                .asString()
                .contains("stale status (okx sent no trade for 5000 ms while binance did)");
        assertThat(crank.last("trade:best:BTC-USDT").head().source()).isEqualTo("binance");
        assertThat(statusOf(Kind.QUOTE, "okx")).isEqualTo("live");
        assertThat(crank.last("quote:best:BTC-USDT").head().source()).isEqualTo("okx");

        crank.trade("okx", 0, "100");
        assertThat(statusOf(Kind.TRADE, "okx")).isEqualTo("live");
    }

    @Test
    void listing_silentInEverything_isStaleWithItsQuotes_andBackWithThem() {
        flow(50, true, false);
        for (int i = 0; i < 25; i++) {
            crank.trade("okx", 0, "100").ticker("okx", crank.nowUs, "100", "100", "101", "5");
            flow(20, true, false);
        }
        crank.clear();
        for (int i = 0; i < 60; i++) {
            crank.quoteOfOther("okx");
            flow(1, false, false);
        }

        String why = "stale status (okx sent no quote for 5000 ms while binance did)";
        for (Kind kind : List.of(Kind.TICKER, Kind.QUOTE, Kind.TRADE)) {
            assertThat(crank.lines(kind.text() + ":okx:BTC-USDT"))
                    .as("%s, whose own pauses of 2 s would be borne for 8 s and more", kind)
                    .singleElement()
                    .asString()
                    .contains(why);
            assertThat(crank.last(kind.text() + ":best:BTC-USDT").head().source())
                    .isEqualTo("binance");
        }

        crank.quote("okx", "100", "101");
        for (Kind kind : List.of(Kind.TICKER, Kind.QUOTE, Kind.TRADE)) {
            assertThat(statusOf(kind, "okx")).as(kind.text()).isEqualTo("live");
        }
    }

    @Test
    void quotes_silentWhileTheTickerSpeaks_areTakenOverFromThat() {
        for (int i = 0; i < 30; i++) {
            crank.ticker("okx", crank.nowUs, "100", "99", "102", "5");
            flow(10, true, false);
        }
        crank.clear();
        flow(48, false, false);
        crank.ticker("okx", crank.nowUs, "100", "98", "103", "5");
        flow(10, false, false);

        assertThat(crank.lines("quote:okx:BTC-USDT")).singleElement().asString().contains("live value 98/103");
        assertThat(crank.last("quote:best:BTC-USDT").head().source()).isEqualTo("okx");
    }

    @Test
    void evidence_thatComesLate_decidesWhenItComes() {
        flow(50, true, true);
        crank.after(60_000).clear();
        crank.quote("binance", "1", "2").after(1_000).quote("binance", "1", "2").after(1_000);
        assertThat(crank.lines("quote:okx:BTC-USDT")).noneMatch(line -> line.contains("while binance"));

        Crank other = new Crank(CONFIG);
        for (int i = 0; i < 40; i++) {
            other.quote("okx", "1", "2").after(100);
        }
        other.after(20_000).clear();
        other.quote("kraken", "1", "2").after(1_000).quote("kraken", "1", "2").after(1_000);
        assertThat(other.lines("quote:okx:BTC-USDT")).isEmpty();

        other.quote("kraken", "1", "2");
        assertThat(other.lines("quote:okx:BTC-USDT"))
                .containsExactly("41 okx stale status (okx sent no quote for 22100 ms while kraken did) 1/2");
    }

    @Test
    void burst_ofAPeer_isOneWord() {
        for (int i = 0; i < 40; i++) {
            crank.quote("okx", "1", "2").after(100);
        }
        crank.after(20_000).clear();
        for (int i = 0; i < 50; i++) {
            crank.quote("kraken", "1", "2").after(1);
        }

        assertThat(stale()).isEmpty();
    }

    @Test
    void channel_ofUnknownCadence_isGivenSixTimesTheSilence() {
        crank.quote("okx", "100", "101");
        long saidUs = crank.nowUs;
        for (int i = 0; i < 299; i++) {
            crank.after(100).quote("binance", "1", "2");
        }
        assertThat(stale()).isEmpty();

        crank.after(100).quote("binance", "1", "2");
        assertThat(((Update.StatusChange) crank.last("quote:okx:BTC-USDT")).sinceUs())
                .isEqualTo(saidUs + 30_000_000);
    }

    @Test
    void muteVenue_isStaleInAllKinds_afterSilence_andBestSwitches() {
        flow(79, true, true);
        crank.ticker("okx", "100", "99", "102").ticker("binance", "100", "99", "102");
        flow(1, true, true);
        long lastUs = crank.nowUs - 100_000;
        crank.clear();
        flow(48, false, false);
        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        crank.after(100);

        for (Kind kind : List.of(Kind.QUOTE, Kind.TICKER, Kind.TRADE)) {
            assertThat(statusOf(kind, "okx")).as("%s", kind).isEqualTo("stale");
            assertThat(crank.last(kind.text() + ":best:BTC-USDT").head().source())
                    .as("%s", kind)
                    .isEqualTo("binance");
        }
        assertThat(crank.lines("trade:okx:BTC-USDT"))
                .containsExactly("81 okx stale status (okx mute: nothing at all for 5000 ms)");
        assertThat(crank.engine.muteSinceUs("okx")).isEqualTo(lastUs);
        assertThat(crank.engine.muteSinceUs("binance")).isZero();
        assertThat(crank.engine.muteSinceUs("kraken")).isZero();
        assertThat(crank.read(EngineMetric.VERDICTS, "mute")).isEqualTo(1);
    }

    @Test
    void singleVenue_thatFallsMute_isStale() {
        crank.lively("okx").quote("okx", "1", "2").trade("okx", 1, "1").after(5_000);

        assertThat(crank.lines("*"))
                .filteredOn(line -> line.contains("stale"))
                .as("three topics, two of the other instrument, and all of best")
                .hasSize(10)
                .allMatch(line -> line.contains("okx mute: nothing at all for 5000 ms"));
    }

    @Test
    void muteVenue_comesBackByChannel_butTradesWithAnything() {
        crank.lively("okx").quote("okx", "1", "2").ticker("okx", "1", "1", "2").trade("okx", 1, "1");
        crank.after(60_000).clear().trade("okx", 2, "3");

        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        assertThat(statusOf(Kind.TRADE, "okx")).isEqualTo("live");
        assertThat(crank.lines("quote:okx:BTC-USDT")).isEmpty();

        crank.lively("okx").lively("okx").after(5_000).clear().quote("okx", "1", "2");
        assertThat(crank.lines("trade:okx:BTC-USDT")).containsExactly("6 okx live status (okx sends again)");
        assertThat(crank.lines("quote:okx:BTC-USDT")).hasSize(1);
    }

    @Test
    void trades_afterAMuteVenueCameBack_areNotLive_whileOthersTraded() {
        flow(80, true, true);
        flow(100, false, false);
        crank.clear();
        for (int i = 0; i < 100; i++) {
            flow(1, true, false);
        }

        assertThat(crank.lines("trade:okx:BTC-USDT")).isEmpty();
        assertThat(statusOf(Kind.QUOTE, "okx")).isEqualTo("live");
    }

    @Test
    void pauseOfAVenue_thatWasThoughtMute_isLearned() {
        crank.lively("okx").after(20_000).lively("okx").after(20_000);

        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        assertThat(crank.read(EngineMetric.VERDICTS, "mute")).isEqualTo(1);
    }

    @Test
    void greetings_ofManyListings_doNotMakeAVenueKnown() {
        for (int i = 0; i < 300; i++) {
            crank.on(new MarketEvent.Quote(
                    new Listing("okx", new Instrument("X" + i, "USDT")),
                    0,
                    crank.nowUs,
                    false,
                    0,
                    Crank.decimal("1"),
                    null,
                    null,
                    null));
        }
        crank.after(3_600_000);

        assertThat(stale()).isEmpty();
    }

    @Test
    void muteVenue_thatIsLost_isNotMuteButDown() {
        crank.lively("okx").quote("okx", "1", "2").after(5_000);
        assertThat(crank.engine.muteSinceUs("okx")).isPositive();

        crank.lost("okx", "cut").on(new MarketEvent.FeedLost(new Listing("okx", Crank.OTHER), crank.nowUs, "cut"));

        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        assertThat(statusOf(Kind.QUOTE, "okx")).isEqualTo("down");
        crank.after(60_000);
        assertThat(statusOf(Kind.QUOTE, "okx")).isEqualTo("down");
    }

    @Test
    void venue_thatLostItsLivelyListing_isNotMuteForThat() {
        crank.lively("okx").quote("okx", "1", "2");
        crank.on(new MarketEvent.FeedClosed(new Listing("okx", Crank.OTHER), crank.nowUs, "no_demand"))
                .after(600_000);

        assertThat(statusOf(Kind.QUOTE, "okx")).isEqualTo("live");
    }

    @Test
    void nonsense_isEvidenceAgainstItsOwnChannel() {
        for (int i = 0; i < 40; i++) {
            crank.quote("okx", "1", "2").after(100);
        }
        crank.clear();
        for (int i = 0; i < 50; i++) {
            crank.quote("okx", "2", "1").after(100);
        }

        assertThat(crank.lines("quote:okx:BTC-USDT"))
                .containsExactly("41 okx stale status (okx sent no quote that can be believed for 5000 ms) 1/2");
    }

    @Test
    void ticker_thatLeavesOutItsQuote_makesThatStale() {
        for (int i = 0; i < 40; i++) {
            crank.ticker("okx", crank.nowUs, "100", "99", "102", "50").after(100);
        }
        crank.clear();
        for (int i = 0; i < 60; i++) {
            crank.ticker("okx", crank.nowUs, "100", null, null, "50").after(100);
        }

        assertThat(crank.lines("quote:okx:BTC-USDT"))
                .containsExactly("2 okx stale status (okx sends a ticker without a quote) 99/102");
    }

    @Test
    void repeatedTicker_isNoNews_butNoSilenceOfTheVenueEither() {
        crank.lively("okx").ticker("okx", 5_000, "100", "99", "102", "50").clear();
        for (int i = 0; i < 20; i++) {
            crank.after(1_000).ticker("okx", 5_000, "100", "99", "102", "50");
        }

        assertThat(crank.updates).isEmpty();
        assertThat(crank.read(EngineMetric.REPEATED, "ticker")).isEqualTo(20);

        crank.lost("okx", "cut").ticker("okx", 5_000, "100", "99", "102", "50");
        assertThat(statusOf(Kind.TICKER, "okx")).isEqualTo("live");
    }

    @Test
    void flappingFeed_switchesBest_onceIn30Seconds_atMost() {
        flow(80, true, true);
        crank.clear();
        for (int i = 0; i < 60; i++) {
            flow(70, false, false);
            flow(20, true, true);
        }

        for (Kind kind : List.of(Kind.QUOTE, Kind.TRADE)) {
            List<Long> switches = switches(kind);
            assertThat(switches).as("%s", kind).isNotEmpty();
            for (int i = 1; i < switches.size(); i++) {
                assertThat(switches.get(i) - switches.get(i - 1)).isGreaterThanOrEqualTo(30_000_000);
            }
        }
    }

    @Test
    void recoveredVenue_isTakenAgain_after30Seconds() {
        flow(80, true, true);
        flow(100, false, false);
        long backUs = crank.nowUs;
        crank.clear();
        flow(400, true, true);

        for (Kind kind : List.of(Kind.QUOTE, Kind.TRADE)) {
            assertThat(switches(kind)).as("%s", kind).containsExactly(backUs + 30_000_000);
        }
    }

    private List<Long> switches(Kind kind) {
        return crank.updates.stream()
                .filter(update -> update.head().topic().toString().equals(kind.text() + ":best:BTC-USDT"))
                .filter(update -> update instanceof Update.StatusChange change && change.was() != null)
                .map(update -> ((Update.StatusChange) update).sinceUs())
                .toList();
    }
}
