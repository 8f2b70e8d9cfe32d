package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.MarketEvent.Trading;
import io.quotewire.model.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A market that its venue has stopped. Silence of 10 s. */
class HaltTest {
    private static final String STOPPED = "halted status (okx has halted trading)";
    private static final String RESUMED = "live status (okx has resumed trading)";

    private final Crank crank = new Crank();
    private final BookTalk book = new BookTalk(crank, "okx");

    private Crank halted(boolean isHalted) {
        return crank.on(new Trading(Crank.listing("okx"), crank.nowUs, isHalted));
    }

    private void allSpeak() {
        crank.quote("okx", "1", "2").trade("okx", 1, "1").ticker("okx", "1", "1", "2");
        book.snapshot(1, "1 1", "2 1");
    }

    @Test
    void haltedListing_isHaltedInAllKinds_withItsValues_untilItResumes() {
        allSpeak();
        crank.quote("binance", "3", "4").clear();
        halted(true);
        halted(true);

        for (String topic : List.of("quote", "trade", "ticker", "book")) {
            assertThat(crank.lines(topic + ":okx:BTC-USDT"))
                    .singleElement()
                    .asString()
                    .contains(STOPPED);
        }
        assertThat(crank.lines("quote:okx:BTC-USDT")).containsExactly("2 okx " + STOPPED + " 1/2");
        assertThat(crank.last("quote:best:BTC-USDT").head().source()).isEqualTo("binance");

        crank.clear().on(new Trading(Crank.listing("okx"), crank.nowUs, false));
        for (String topic : List.of("quote", "trade", "ticker", "book")) {
            assertThat(crank.lines(topic + ":okx:BTC-USDT"))
                    .singleElement()
                    .asString()
                    .contains(RESUMED);
        }
    }

    @Test
    void valuesOfAHaltedListing_areTold_asHalted() {
        allSpeak();
        halted(true);
        crank.clear().quote("okx", "1", "2.2").trade("okx", 2, "1");
        book.delta(1, "1 5", "");

        assertThat(crank.lines("quote:okx:BTC-USDT")).containsExactly("3 okx halted value 1/2.2");
        assertThat(crank.lines("trade:okx:BTC-USDT")).containsExactly("3 okx halted trades 3=okx2@1 after 2");
        assertThat(crank.lines("book:okx:BTC-USDT")).containsExactly("3 okx halted changes [1 x 5][] after 2");
    }

    @Test
    void silenceOfAHaltedListing_provesNothing_norDoesItAfterwards() {
        crank.lively("okx");
        for (int i = 0; i < 60; i++) {
            crank.quote("okx", "1", "2").quote("binance", "1", "2").after(200);
        }
        halted(true);
        crank.clear();
        for (int i = 0; i < 600; i++) {
            crank.quoteOfOther("okx").quote("binance", "1", "2").after(200);
        }
        assertThat(crank.lines("quote:okx:BTC-USDT")).isEmpty();
        assertThat(crank.commands).isEmpty();

        halted(false);
        for (int i = 0; i < 45; i++) {
            crank.quoteOfOther("okx").quote("binance", "1", "2").after(200);
        }
        assertThat(crank.last("quote:okx:BTC-USDT").head().status()).isEqualTo(Status.LIVE);
        for (int i = 0; i < 10; i++) {
            crank.quoteOfOther("okx").quote("binance", "1", "2").after(200);
        }
        assertThat(crank.last("quote:okx:BTC-USDT").head().status()).isEqualTo(Status.STALE);
    }

    @Test
    void verdict_onAListingThatIsHalted_isLifted() {
        crank.lively("okx").quote("okx", "1", "2").after(60_000);
        assertThat(crank.last("quote:okx:BTC-USDT").head().status()).isEqualTo(Status.STALE);

        halted(true);
        halted(false);

        assertThat(crank.last("quote:okx:BTC-USDT").head().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void muteVenue_ofWhichAllIsHalted_isNotMute() {
        for (int i = 0; i < 100; i++) {
            crank.quote("okx", "1", "2").after(200);
        }
        halted(true);
        crank.after(3_600_000);

        assertThat(crank.engine.muteSinceUs("okx")).isZero();
        assertThat(crank.commands).isEmpty();
    }

    @Test
    void lostFeed_ofAHaltedListing_isDown_andTheHaltStands() {
        allSpeak();
        halted(true);
        crank.lost("okx", "cut");
        assertThat(crank.last("quote:okx:BTC-USDT").head().status()).isEqualTo(Status.DOWN);

        crank.quote("okx", "1", "2");
        assertThat(crank.last("quote:okx:BTC-USDT").head().status()).isEqualTo(Status.HALTED);
    }
}
