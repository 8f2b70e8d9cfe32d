package io.quotewire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.BookReport;
import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients are told of one venue's book, and what the feed is asked. */
class BookTopicTest {
    private static final String TOPIC = "book:okx:BTC-USDT";
    private static final Checksum RIGHT = (bids, asks) -> true;
    private static final Checksum WRONG = (bids, asks) -> false;

    private final Crank crank = new Crank();
    private final BookTalk okx = new BookTalk(crank, "okx");

    private List<String> lines() {
        return crank.lines(TOPIC);
    }

    @Test
    void book_isToldWhole_thenByWhatChanges() {
        okx.snapshot(1, "10 1, 9 2", "11 1, 12 2")
                .delta(1, "10 0, 9 2.0", "11 3")
                .delta(1, "9 2", "")
                .delta(1, "7 0", "");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1, 9 x 2][11 x 1, 12 x 2] after 0",
                        "2 okx live changes [10 x 0][11 x 3] after 1");
        crank.after(1_000);
        assertThat(crank.engine.books("okx")).containsExactly(new BookReport(Crank.BTC, Status.LIVE, 1, 2, 3, 0, 0));
    }

    @Test
    void score_ofEachBook_isAMetric_whereAnythingWasChecked() {
        BookTalk binance = new BookTalk(crank, "binance").unnumbered();
        binance.snapshot(1, "10 1", "11 1").delta(1, "10 2", "");
        okx.snapshot(1, "10 1", "11 1")
                .delta(1, "10 2", "")
                .delta(1, "10 3", "")
                .delta(1, "10 4", "");
        okx.delta(1, (bids, asks) -> false, "10 5", "").after(1_000);
        assertThat(scores()).containsExactly("{instrument=BTC-USDT, venue=okx} 0.75");

        okx.closed("no_demand").after(1_000);
        assertThat(scores()).as("as many as are followed").isEmpty();
    }

    private List<String> scores() {
        return crank.engine.read().stream()
                .filter(reading -> reading.metric() == EngineMetric.BOOK_SCORE)
                .map(reading -> new TreeMap<>(reading.labels()) + " " + reading.value())
                .toList();
    }

    /** Coinbase Exchange numbers nothing and adds nothing up: a score of 1 would say that its books were found to be true. */
    @Test
    void change_thatNothingLinksToTheOneBefore_isNoCheck_unlessAChecksumSpeaks() {
        okx.unnumbered().snapshot(1, "10 1", "11 1").delta(1, "10 2", "").after(1_000);
        assertThat(crank.engine.books("okx").getFirst().scorePpm()).isEqualTo(-1);

        okx.delta(1, (bids, asks) -> true, "10 3", "").after(1_000);
        assertThat(crank.engine.books("okx").getFirst().checks()).isEqualTo(1);
    }

    @Test
    void change_listsWhatFellOutOfTheWindow() {
        okx.snapshot(1, Extent.window(2), "10 1, 9 1", "11 1").delta(1, "10.5 4", "");

        assertThat(lines()).last().isEqualTo("2 okx live changes [10.5 x 4, 9 x 0][] after 1");
    }

    @Test
    void delta_ofAnotherGeneration_isNoConcern() {
        okx.delta(1, "10 1", "")
                .snapshot(2, "10 1", "11 1")
                .delta(1, "10 5", "")
                .delta(3, "10 6", "")
                .snapshot(1, "7 1", "8 1");

        assertThat(lines()).hasSize(1);
        assertThat(crank.read(EngineMetric.IGNORED, "book")).isEqualTo(4);
        assertThat(crank.commands).isEmpty();
    }

    /** U18: Bybit's snapshot in the stream (u = 1), and OKX after maintenance: no loss, and no storm of resyncs. */
    @Test
    void snapshot_onASoundBook_isAnOrdinaryChange() {
        okx.snapshot(1, "10 1, 9 1", "11 1").snapshot(2, "10 1, 8 5", "11.5 1").snapshot(3, "10 1, 8 5", "11.5 1");
        okx.delta(3, "10 2", "");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1, 9 x 1][11 x 1] after 0",
                        "2 okx live changes [9 x 0, 8 x 5][11 x 0, 11.5 x 1] after 1",
                        "3 okx live changes [10 x 2][] after 2");
        assertThat(crank.read(EngineMetric.BOOK_RESYNCS, "")).isZero();
        assertThat(crank.commands).isEmpty();
    }

    /** A venue whose every message is the whole book, in one life; nothing says that none is missing. */
    @Test
    void states_onTopOfOneAnother_areToldByWhatDiffers_andAreNoChecks() {
        okx.snapshot(1, Extent.window(3), "10 1, 9 1, 8 1", "11 1");
        okx.snapshot(1, Extent.window(3), "10 2, 9 1, 8 1", "11 1");
        okx.snapshot(1, Extent.window(3), "10 2, 9 1, 8 1", "11 1");
        okx.snapshot(1, Extent.window(3), "9.5 1, 9 1, 8.5 1", "11 1, 12 1");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1, 9 x 1, 8 x 1][11 x 1] after 0",
                        "2 okx live changes [10 x 2][] after 1",
                        "3 okx live changes [8 x 0, 10 x 0, 8.5 x 1, 9.5 x 1][12 x 1] after 2");
        assertThat(crank.read(EngineMetric.BOOK_CHECKS, "")).isZero();
        assertThat(crank.read(EngineMetric.BOOK_RESYNCS, "")).isZero();
        assertThat(crank.commands).isEmpty();
    }

    @Test
    void silentBookOfStates_isStale_whileItsPeersChange_andBackWithItsNextState() {
        BookTalk binance = new BookTalk(crank, "binance");
        binance.snapshot(1, "10 1", "11 1");
        for (int i = 0; i < 50; i++) {
            okx.snapshot(1, Extent.window(5), "10 " + (i + 2), "11 1").after(200);
            binance.delta(1, "10 " + (i + 2), "");
        }
        crank.clear();
        for (int i = 0; i < 60; i++) {
            binance.delta(1, "10 " + (i + 2), "").after(200);
        }

        assertThat(lines()).containsExactly("51 okx stale status (okx sent no book for 10000 ms while binance did)");
        okx.snapshot(1, Extent.window(5), "10 7", "11 1");
        assertThat(lines()).endsWith("52 okx live status (okx sends again)", "53 okx live changes [10 x 7][] after 52");
    }

    /** U15 and U16: what is out of order or missing is a hole for the feed; here nothing is served until a snapshot. */
    @Test
    void lostBook_isResync_andServesNothingUntilASnapshot() {
        okx.snapshot(1, "10 1", "11 1")
                .lost(1, "7 follows 5")
                .delta(1, "10 2", "")
                .lost(1, "7 follows 5")
                .after(1_000);
        assertThat(crank.engine.books("okx")).containsExactly(new BookReport(Crank.BTC, Status.RESYNC, 0, 0, 1, 1, 1));
        okx.snapshot(2, "10 3", "11 1").delta(2, "10 4", "");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1][11 x 1] after 0",
                        "2 okx resync status (7 follows 5)",
                        "3 okx live book [10 x 3][11 x 1] after 2",
                        "4 okx live changes [10 x 4][] after 3");
        assertThat(((Update.StatusChange) crank.updates.get(2)).prev()).isEqualTo(1);
        assertThat(crank.read(EngineMetric.BOOK_RESYNCS, "")).isEqualTo(1);
        assertThat(crank.read(EngineMetric.BOOK_FAILURES, "sequence")).isEqualTo(1);
        assertThat(crank.commands).as("the feed knows").isEmpty();
    }

    /** U17: one command for one book, however many messages follow that do not add up. */
    @Test
    void checksum_thatDoesNotComeOut_asksForOneResync() {
        okx.snapshot(4, RIGHT, "10 1", "11 1").delta(4, RIGHT, "10 2", "");
        for (int i = 0; i < 50; i++) {
            okx.delta(4, WRONG, "10 3", "");
        }

        String why = "the book does not add up to the checksum of okx";
        assertThat(crank.commands).containsExactly(new FeedCommand.Resync(Crank.listing("okx"), 4, why));
        assertThat(lines()).last().isEqualTo("3 okx resync status (" + why + ")");
        assertThat(crank.read(EngineMetric.BOOK_FAILURES, "checksum")).isEqualTo(1);
        assertThat(crank.read(EngineMetric.BOOK_CHECKS, "")).isEqualTo(3);
        assertThat(crank.read(EngineMetric.COMMANDS, "resync")).isEqualTo(1);

        okx.lost(5, "resync").snapshot(5, WRONG, "10 1", "11 1").snapshot(6, RIGHT, "10 1", "11 1");
        assertThat(crank.commands)
                .extracting(command -> ((FeedCommand.Resync) command).generation())
                .containsExactly(4L, 5L);
        assertThat(lines()).last().isEqualTo("4 okx live book [10 x 1][11 x 1] after 3");
    }

    /** U20: a size of zero takes a level away; what cannot be is not served. */
    @Test
    void level_thatCannotBe_endsTheBook_andIsCounted() {
        okx.snapshot(1, "10 1, 9 1", "11 1").delta(1, "9 0E-8", "").delta(1, "0 5", "");
        okx.snapshot(2, "10 1", "11 1").delta(2, "9 -1", "").snapshot(3, "10 1", "-11 1");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1, 9 x 1][11 x 1] after 0",
                        "2 okx live changes [9 x 0][] after 1",
                        "3 okx resync status (okx sent a level that cannot be)",
                        "4 okx live book [10 x 1][11 x 1] after 3",
                        "5 okx resync status (okx sent a level that cannot be)");
        assertThat(crank.read(EngineMetric.BOOK_FAILURES, "unfit")).isEqualTo(3);
        assertThat(crank.commands).hasSize(3);
    }

    /** U19, for a moment: nothing is told until the book is uncrossed, and then one change tells all. */
    @Test
    void crossedForAMoment_isHeldBack_andThenToldAtOnce() {
        okx.snapshot(1, RIGHT, "10 1, 9 1", "11 1, 12 1")
                .delta(1, RIGHT, "11 4", "")
                .delta(1, RIGHT, "9 5", "11 0");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1, 9 x 1][11 x 1, 12 x 1] after 0",
                        "2 okx live changes [11 x 4, 9 x 5][11 x 0] after 1");
        assertThat(crank.read(EngineMetric.BOOKS_HELD_BACK, "")).isEqualTo(1);
        assertThat(crank.commands).isEmpty();

        okx.delta(1, "12 1", "").delta(1, "12 0", "");
        assertThat(lines()).as("nothing has come of it").hasSize(2);
    }

    /** U19, for good: not one crossed book is told, and after a second of it the book is found anew. */
    @Test
    void crossedForGood_isResync_onceInALife() {
        okx.snapshot(1, "10 1", "11 1").clear();
        for (int i = 0; i < 100; i++) {
            okx.delta(1, "12 " + (i + 1), "").after(100);
        }

        assertThat(lines()).containsExactly("2 okx resync status (the book of okx stayed crossed)");
        assertThat(((Update.StatusChange) crank.last(TOPIC)).sinceUs()).isEqualTo(crank.nowUs - 8_900_000);
        assertThat(crank.commands).hasSize(1);
        assertThat(crank.read(EngineMetric.BOOK_FAILURES, "crossed")).isEqualTo(1);
        assertThat(crank.read(EngineMetric.BOOKS_HELD_BACK, "")).isEqualTo(11);
    }

    @Test
    void crossedInManyMessagesAtOnce_orInOneForLong_isGivenTheTimeItMayHave() {
        okx.snapshot(1, "10 1", "11 1").clear();
        for (int i = 0; i < 20; i++) {
            okx.delta(1, "12 " + (i + 1), "");
        }
        crank.after(4_999);
        assertThat(lines()).isEmpty();

        crank.after(1);
        assertThat(lines()).containsExactly("2 okx resync status (the book of okx stayed crossed)");
        assertThat(crank.commands).hasSize(1);
    }

    @Test
    void crossedFromTheStart_isNotShown_untilItIsNot() {
        okx.snapshot(1, "10 1", "10 1").after(500).delta(1, "", "10 0, 11 1");

        assertThat(lines()).containsExactly("1 okx live book [10 x 1][11 x 1] after 0");
    }

    @Test
    void lostFeed_isDown_andAClosedBookSaysWhy() {
        okx.snapshot(1, "10 1", "11 1");
        crank.lost("okx", "cut");
        okx.delta(1, "10 2", "").snapshot(2, "10 2", "11 1").closed("no_demand").delta(2, "10 3", "");
        okx.snapshot(3, "10 4", "11 1");
        crank.closed("okx");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1][11 x 1] after 0",
                        "2 okx down status (cut)",
                        "3 okx live book [10 x 2][11 x 1] after 2",
                        "4 okx closed status (no_demand)",
                        "5 okx live book [10 x 4][11 x 1] after 4",
                        "6 okx closed status (no_demand)");
        crank.after(1_000);
        assertThat(crank.engine.books("okx")).isEmpty();
        assertThat(crank.read(EngineMetric.BOOK_RESYNCS, "")).isZero();
    }

    @Test
    void partOfABook_thatWearsAway_asksOnceForThePicture_andTakesOverWhatReachesFurther() {
        okx.snapshot(7, Extent.PART, "10 1, 9 1, 8 1, 7 1", "11 1, 12 1");
        okx.delta(7, "10 0", "").delta(7, "9 0", "");
        assertThat(crank.commands).isEmpty();
        okx.delta(7, "8 0", "").delta(7, "7 2", "").delta(7, "7 3", "");
        assertThat(crank.commands)
                .containsExactly(new FeedCommand.Audit(Crank.listing("okx"), 7, "1 bids and 2 asks are left"));

        crank.clear();
        okx.audit(7, Extent.PART, "7.5 1, 7 3, 6 1", "11 1", okx.change(7, "7.5 0, 5 1", ""));
        assertThat(lines()).containsExactly("7 okx live changes [6 x 1][] after 6");
        assertThat(crank.read(EngineMetric.BOOK_FAILURES, "")).isZero();
        okx.delta(7, "6 2, 5.5 1", "");
        assertThat(lines()).as("5.5 is not known").last().isEqualTo("8 okx live changes [6 x 2][] after 7");
    }

    @Test
    void audit_thatAgrees_tellsNothing_andOneThatDoesNot_isResyncAndASnapshot() {
        okx.snapshot(1, "10 1, 9 1", "11 1");
        okx.audit(1, Extent.PART, "10 1", "11 1")
                .audit(2, Extent.PART, "10 2", "11 1")
                .audit(1, Extent.PART, "12 1", "11 1");
        assertThat(lines()).hasSize(1);
        assertThat(crank.read(EngineMetric.BOOK_CHECKS, "")).isEqualTo(1);
        assertThat(crank.read(EngineMetric.IGNORED, "book"))
                .as("another life; crossed")
                .isEqualTo(2);

        okx.audit(1, Extent.PART, "10 2, 9 1", "11 1").delta(1, "10 3", "");

        assertThat(lines())
                .containsExactly(
                        "1 okx live book [10 x 1, 9 x 1][11 x 1] after 0",
                        "2 okx resync status (the book is not the one that okx shows)",
                        "3 okx live book [10 x 2, 9 x 1][11 x 1] after 2",
                        "4 okx live changes [10 x 3][] after 3");
        assertThat(crank.read(EngineMetric.BOOK_FAILURES, "audit")).isEqualTo(1);
        assertThat(crank.read(EngineMetric.BOOK_RESYNCS, "")).isEqualTo(1);
        assertThat(crank.commands).isEmpty();
    }

    @Test
    void deepBook_isToldToTheLastLevelThatIsKept() {
        String bids = String.join(
                ", ",
                IntStream.range(0, 5_003).mapToObj(i -> (9_999 - i) + " 1").toList());
        okx.snapshot(1, bids, "10000 1").delta(1, "9999.5 1", "");

        assertThat(((Update.Book) crank.updates.getFirst()).bids().count()).isEqualTo(5_000);
        assertThat(lines()).last().isEqualTo("2 okx live changes [9999.5 x 1, 5000 x 0][] after 1");
    }

    /** U23: a state may take long to be found; who is looking for it is not disturbed. */
    @Test
    void bookThatIsFoundAnew_isNotAskedForBesides() {
        BookTalk binance = new BookTalk(crank, "binance");
        okx.snapshot(1, "10 1", "11 1");
        binance.snapshot(1, "10 1", "11 1");
        okx.lost(1, "a hole").clear();
        for (int i = 0; i < 600; i++) {
            okx.delta(1, "10 " + (i + 2), "");
            binance.delta(1, "10 " + (i + 2), "").after(200);
        }

        assertThat(lines()).isEmpty();
        assertThat(crank.commands).isEmpty();
    }

    @Test
    void silentBook_isStale_whileItsPeersChange_andBackWithItsNextWord() {
        BookTalk binance = new BookTalk(crank, "binance");
        okx.snapshot(1, "10 1", "11 1");
        binance.snapshot(1, "10 1", "11 1");
        for (int i = 0; i < 50; i++) {
            okx.delta(1, "10 " + (i + 2), "").after(200);
            binance.delta(1, "10 " + (i + 2), "");
        }
        crank.clear();
        for (int i = 0; i < 60; i++) {
            binance.delta(1, "10 " + (i + 2), "").after(200);
        }

        assertThat(lines()).containsExactly("52 okx stale status (okx sent no book for 10000 ms while binance did)");
        okx.delta(1, "10 7", "");
        assertThat(lines()).endsWith("53 okx live status (okx sends again)", "54 okx live changes [10 x 7][] after 53");
    }
}
