package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Checksum;
import io.quotewire.model.MarketEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The book of {@code best}: one venue's at a time, and never one that is in doubt. */
class BookBestTest {
    private static final String BEST = "book:best:BTC-USDT";
    private static final Checksum WRONG = (bids, asks) -> false;

    private final Crank crank = new Crank();
    private final BookTalk okx = new BookTalk(crank, "okx");
    private final BookTalk binance = new BookTalk(crank, "binance");

    private List<String> best() {
        return crank.lines(BEST);
    }

    /** U33: one source at a time. */
    @Test
    void best_repeatsTheChosenBook_andASwitchIsAStatusThenASnapshot() {
        binance.snapshot(1, "10 1", "11 1").delta(1, "10 2", "");
        okx.snapshot(1, "20 1", "21 1");
        binance.delta(1, "10 3", "");
        okx.delta(1, "20 2", "").lost(1, "a hole").delta(1, "20 3", "");
        binance.delta(1, "9 4", "");

        assertThat(best())
                .containsExactly(
                        "1 binance live book [10 x 1][11 x 1] after 0",
                        "2 binance live changes [10 x 2][] after 1",
                        "3 okx live status was binance (okx ranks before binance)",
                        "4 okx live book [20 x 1][21 x 1] after 3",
                        "5 okx live changes [20 x 2][] after 4",
                        "6 binance live status was okx (a hole)",
                        "7 binance live book [10 x 3][11 x 1] after 6",
                        "8 binance live changes [9 x 4][] after 7");
    }

    @Test
    void best_withoutAnother_tellsTheResync_andTheSnapshotAfterIt() {
        okx.snapshot(1, "20 1", "21 1")
                .delta(1, WRONG, "20 2", "")
                .delta(1, "20 3", "")
                .snapshot(2, "20 4", "21 1");

        assertThat(best())
                .containsExactly(
                        "1 okx live book [20 x 1][21 x 1] after 0",
                        "2 okx resync status (the book does not add up to the checksum of okx)",
                        "3 okx live book [20 x 4][21 x 1] after 2");
    }

    /** U19: a book that is crossed is suspect, and is not begun with. */
    @Test
    void best_doesNotBeginWithABookThatIsHeldBack() {
        okx.snapshot(1, "20 1", "21 1");
        binance.snapshot(1, "10 1", "11 1").delta(1, "11 7", "");
        okx.lost(1, "a hole");
        assertThat(best()).last().isEqualTo("2 okx resync status (a hole)");

        binance.delta(1, "11 0", "");
        assertThat(best())
                .endsWith(
                        "3 binance live status was okx (okx is resync)",
                        "4 binance live book [10 x 1][11 x 1] after 3");
        crank.after(60_000);
        assertThat(best()).hasSize(4);
    }

    @Test
    void best_returnsToABookThatWasHeldBackWhenItsTimeCame_onceItIsNot() {
        okx.snapshot(1, "20 1", "21 1");
        binance.snapshot(1, "10 1", "11 1");
        okx.lost(1, "a hole").snapshot(2, "20 1", "21 1");
        crank.after(29_000);
        okx.delta(2, "22 1", "");
        crank.after(1_500);
        assertThat(best()).last().asString().contains("binance live book");

        okx.delta(2, "22 0", "");
        assertThat(best())
                .endsWith(
                        "4 okx live status was binance (okx live for 30000 ms)",
                        "5 okx live book [20 x 1][21 x 1] after 4");
    }

    @Test
    void best_ofBooksThatBeginHalted_beginsWithASnapshot() {
        crank.on(new MarketEvent.Trading(Crank.listing("okx"), crank.nowUs, true));
        okx.snapshot(1, "20 1", "21 1").delta(1, "20 2", "");
        assertThat(best()).isEmpty();

        crank.on(new MarketEvent.Trading(Crank.listing("okx"), crank.nowUs, false));
        assertThat(best()).containsExactly("1 okx live book [20 x 2][21 x 1] after 0");
        assertThat(crank.lines("book:okx:BTC-USDT")).last().isEqualTo("3 okx live status (okx has resumed trading)");
    }
}
