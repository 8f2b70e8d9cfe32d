package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Update;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestTest {
    private static final String QUOTE = "quote:best:BTC-USDT";
    private static final String TRADE = "trade:best:BTC-USDT";

    private final Crank crank = new Crank();

    @Test
    void best_repeatsTheChosenVenue_underItsOwnNumbers() {
        crank.quote("binance", "11", "12").quote("binance", "13", "14");
        crank.quote("okx", "15", "16").quote("binance", "15", "17").quote("okx", "16", "18");

        assertThat(crank.lines(QUOTE))
                .containsExactly(
                        "1 binance live snapshot 11/12",
                        "2 binance live value 13/14",
                        "3 okx live status was binance (okx ranks before binance) 15/16",
                        "4 okx live snapshot 15/16",
                        "5 okx live value 16/18");
        assertThat(crank.read(EngineMetric.SWITCHES, "")).isEqualTo(2); // The ticker's too.
    }

    @Test
    void best_followsEachVenueUpdate_directlyBehindIt() {
        crank.quote("okx", "1", "2");

        assertThat(crank.updates)
                .extracting(update -> update.head().topic().toString())
                .containsExactly("quote:okx:BTC-USDT", QUOTE, "ticker:okx:BTC-USDT", "ticker:best:BTC-USDT");
    }

    @Test
    void lostVenue_isReplacedAtOnce_bySnapshotOfTheNext() {
        crank.quote("okx", "1", "2").quote("binance", "3", "4");
        long quotedUs = crank.nowUs;
        crank.after(7).lost("okx", "connection reset");

        assertThat(crank.lines(QUOTE))
                .endsWith("2 binance live status was okx (connection reset) 3/4", "3 binance live snapshot 3/4");
        Update.StatusChange change = (Update.StatusChange) crank.updates.stream()
                .filter(update -> update instanceof Update.StatusChange status && status.was() != null)
                .findFirst()
                .orElseThrow();
        assertThat(change.sinceUs()).isEqualTo(crank.nowUs);
        assertThat(change.head().recvUs()).isEqualTo(quotedUs);
    }

    @Test
    void silentVenue_isReplaced_whyItWasSilent() {
        crank.lively("okx")
                .quote("okx", "1", "2")
                .after(5_000)
                .quote("binance", "3", "4")
                .after(5_000);

        assertThat(crank.lines(QUOTE))
                .endsWith(
                        "2 binance live status was okx (okx mute: nothing at all for 10000 ms) 3/4",
                        "3 binance live snapshot 3/4");
    }

    @Test
    void returnedVenue_isTaken_onlyAfterItWasLiveForAWhile() {
        crank.quote("okx", "1", "2")
                .quote("binance", "3", "4")
                .lost("okx", "reset")
                .clear();
        crank.quote("okx", "5", "6");
        for (int i = 0; i < 5; i++) {
            crank.after(5_000).quote("okx", "5", "6").quote("binance", "3", "4");
        }
        assertThat(crank.lines(QUOTE)).hasSize(5).allMatch(line -> line.contains("binance live value"));

        crank.after(4_999);
        assertThat(crank.lines(QUOTE)).hasSize(5);
        crank.after(1);

        assertThat(crank.lines(QUOTE))
                .endsWith("9 okx live status was binance (okx live for 30000 ms) 5/6", "10 okx live snapshot 5/6");
    }

    @Test
    void returnedVenue_lostAgainMeanwhile_waitsAnew() {
        crank.quote("okx", "1", "2").quote("binance", "3", "4").lost("okx", "reset");
        crank.quote("okx", "5", "6")
                .after(9_000)
                .lost("okx", "reset")
                .quote("okx", "5", "6")
                .clear();
        for (int i = 0; i < 29; i++) {
            crank.quote("okx", "5", "6").quote("binance", "3", "4").after(1_000);
        }
        assertThat(crank.lines(QUOTE)).hasSize(29).allMatch(line -> line.contains("binance live value"));

        crank.after(1_000);
        assertThat(crank.lines(QUOTE)).last().asString().contains("okx live snapshot");
    }

    @Test
    void returnedVenue_isTakenAtOnce_whenNoOtherIsLive() {
        crank.quote("okx", "1", "2")
                .quote("binance", "3", "4")
                .lost("okx", "reset")
                .quote("okx", "5", "6");
        crank.lost("binance", "refused");

        assertThat(crank.lines(QUOTE))
                .endsWith("4 okx live status was binance (refused) 5/6", "5 okx live snapshot 5/6");
    }

    @Test
    void settledVenue_isPreferredToOneThatHasJustReturned() {
        EngineConfig three = new EngineConfig(
                List.of("okx", "binance", "kraken"), Duration.ofSeconds(10), Duration.ofSeconds(30), 64, 16);
        Crank crank = new Crank(three);
        crank.quote("okx", "1", "2").quote("binance", "3", "4").quote("kraken", "5", "6");
        crank.lost("okx", "reset").quote("okx", "1", "2").lost("binance", "reset");

        assertThat(crank.lines(QUOTE)).last().isEqualTo("5 kraken live snapshot 5/6");
    }

    @Test
    void noVenueLive_keepsTheLastChoice_withItsStatus() {
        crank.quote("okx", "1", "2")
                .quote("binance", "3", "4")
                .lost("okx", "reset")
                .clear();
        crank.lost("binance", "refused").after(60_000);

        assertThat(crank.lines(QUOTE)).containsExactly("4 binance down status (refused) 3/4");

        crank.quote("okx", "5", "6");
        assertThat(crank.lines(QUOTE))
                .endsWith("5 okx live status was binance (binance is down) 5/6", "6 okx live snapshot 5/6");
    }

    @Test
    void chosenVenue_comingBackFirst_staysChosen() {
        crank.lively("okx")
                .quote("okx", "1", "2")
                .after(10_000)
                .quote("okx", "3", "4")
                .quote("binance", "5", "6")
                .after(1);

        assertThat(crank.lines(QUOTE))
                .containsExactly(
                        "1 okx live snapshot 1/2",
                        "2 okx stale status (okx mute: nothing at all for 10000 ms) 1/2",
                        "3 okx live status (okx sends again) 3/4");
    }

    @Test
    void venueLostBeforeAnyData_isTakenAtOnce_whenItComes() {
        crank.lost("okx", "refused").quote("binance", "3", "4").quote("okx", "1", "2");

        assertThat(crank.lines(QUOTE))
                .endsWith("2 okx live status was binance (okx ranks before binance) 1/2", "3 okx live snapshot 1/2");
    }

    @Test
    void closedVenue_isReplaced_andReturnsAtOnce() {
        crank.quote("okx", "1", "2").quote("binance", "3", "4").closed("okx").quote("okx", "5", "6");

        assertThat(crank.lines(QUOTE))
                .endsWith(
                        "2 binance live status was okx (no_demand) 3/4",
                        "3 binance live snapshot 3/4",
                        "4 okx live status was binance (okx ranks before binance) 5/6",
                        "5 okx live snapshot 5/6");
    }

    @Test
    void allClosed_closesBest_andNextDemandBeginsAnew() {
        crank.quote("okx", "1", "2")
                .trade("okx", 1, "1")
                .closed("okx")
                .quote("okx", "3", "4")
                .trade("okx", 2, "3");

        assertThat(crank.lines(QUOTE)).endsWith("2 okx closed status (no_demand) 1/2", "3 okx live snapshot 3/4");
        assertThat(crank.lines(TRADE))
                .endsWith(
                        "2 okx closed status (no_demand)",
                        "3 okx live gap -1 after 2",
                        "4 okx live trades 4=okx2@3 after 3");
    }

    @Test
    void tradesOfTheNewSource_followOn_inTheSameChain() {
        crank.trade("binance", 70, "1")
                .trade("okx", 5, "2")
                .trade("binance", 71, "3")
                .tradesLost("binance", 4);
        crank.tradesLost("okx", 2).lost("okx", "reset").trade("binance", 76, "4");

        assertThat(crank.lines(TRADE))
                .containsExactly(
                        "1 binance live trades 1=binance70@1 after 0",
                        "2 okx live status was binance (okx ranks before binance)",
                        "3 okx live trades 3=okx5@2 after 2",
                        "4 okx live gap 2 after 3",
                        "5 binance live status was okx (reset)",
                        "6 binance live trades 6=binance76@4 after 5");
    }

    @Test
    void kinds_chooseForThemselves() {
        crank.quote("okx", "1", "2")
                .quote("binance", "3", "4")
                .trade("okx", 1, "1")
                .trade("binance", 1, "1");
        crank.after(58_000).trade("okx", 2, "1").chorus("binance").clear();
        crank.trade("okx", 3, "1").quote("binance", "7", "9");

        assertThat(crank.lines(TRADE)).containsExactly("3 okx live trades 3=okx3@1 after 2");
        assertThat(crank.lines(QUOTE)).containsExactly("4 binance live value 7/9");
    }
}
