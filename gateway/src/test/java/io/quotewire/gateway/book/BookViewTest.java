package io.quotewire.gateway.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BookViewTest {
    private static final Topic BOOK = new Topic(Topic.Kind.BOOK, "okx", Instrument.parse("BTC-USDT"));
    private static final Epoch EPOCH = Epoch.parse("m3q0jrnk");

    private final Mirror mirror = new Mirror(BOOK, EPOCH);
    private final BookView view = new BookView(Topic.parse("book.5:okx:BTC-USDT"), mirror);
    private final BookView top = new BookView(Topic.parse("book.1:okx:BTC-USDT"), mirror);
    private final JsonWriter json = new JsonWriter();
    private Epoch epoch = EPOCH;
    private long seq;

    @BeforeEach
    void open() {
        view.open();
        top.open();
    }

    @Test
    void snapshot_beforeAnyUpdate_hasNoLevelsAndSaysDown() {
        view.printSnapshot(json);

        assertThat(json)
                .hasToString("{\"type\":\"snapshot\",\"topic\":\"book.5:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"seq\":0,\"ts\":null,\"recv\":null,\"source\":\"okx\",\"status\":\"down\",\"data\":null}");
    }

    @Test
    void snapshot_ofTheBook_isToldLevelByLevelWithItsHash() {
        String told = snapshot("97110.1 0.42", "97110.2 1.08");

        assertThat(told)
                .isEqualTo("{\"type\":\"snapshot\",\"topic\":\"book.5:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"seq\":1,\"ts\":1732115000120000,\"recv\":1732115000131544,\"source\":\"okx\","
                        + "\"status\":\"live\",\"data\":{\"bids\":[[\"97110.1\",\"0.42\"]],"
                        + "\"asks\":[[\"97110.2\",\"1.08\"]],\"hash\":\"e2355c58\"}}");
    }

    @Test
    void change_inTheView_isToldWithTheNumberBefore() {
        snapshot("97110.1 0.42,97109 1", "97110.2 1.08");

        assertThat(change("97110.1 0", ""))
                .isEqualTo("{\"type\":\"update\",\"topic\":\"book.5:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"prev\":1,\"seq\":2,\"ts\":1732115000120000,\"recv\":1732115000131544,\"source\":\"okx\","
                        + "\"status\":\"live\",\"data\":{\"bids\":[[\"97110.1\",\"0\"]],\"asks\":[]}}");
    }

    @Test
    void change_behindTheView_isNotTold_andTheNextChainsToWhatWas() {
        snapshot("10 1,9 1,8 1", "11 1,12 1");

        assertThat(change(top, "9 5,7 1", "12 0")).isEmpty();
        assertThat(change(top, "8 0", "")).isEmpty();
        assertThat(change(top, "10 0", ""))
                .contains("\"prev\":1,\"seq\":4,", "{\"bids\":[[\"10\",\"0\"],[\"9\",\"5\"]],\"asks\":[]}");
    }

    @Test
    void change_thatPushesALevelOut_saysZeroForIt() {
        snapshot("10 1,9 1", "11 1");

        assertThat(change(top, "10.5 2", "")).contains("\"bids\":[[\"10.5\",\"2\"],[\"10\",\"0\"]],\"asks\":[]");
    }

    @Test
    void price_spelledOtherwise_keepsItsSpellingUntilItLeavesTheView() {
        snapshot("97110.10 1,97109 1", "");

        assertThat(change("97110.1 2", "")).contains("[\"97110.10\",\"2\"]");
        view.printSnapshot(json);
        assertThat(json.toString()).contains("[\"97110.10\",\"2\"]");
        assertThat(change("97110.100 0", "")).contains("[\"97110.10\",\"0\"]");
        assertThat(change("97110.1 3", "")).contains("[\"97110.1\",\"3\"]");
    }

    @Test
    void changesSince_severalSteps_tellEachPriceThatWasAnotherAtAnyMoment() {
        snapshot("10 1,9 1", "11 1");
        step("10 2", "");
        step("10 1", ""); // As it was.
        step("9.5 1", "12 7");
        step("9.5 0", "");
        step("9 0", "");

        view.printChanges(json, 1);
        assertThat(json.toString())
                .contains("\"prev\":1,\"seq\":6,")
                .contains("\"bids\":[[\"10\",\"1\"],[\"9.5\",\"0\"],[\"9\",\"0\"]],\"asks\":[[\"12\",\"7\"]]");
        view.printChanges(json, 4);
        assertThat(json.toString()).contains("\"bids\":[[\"9.5\",\"0\"],[\"9\",\"0\"]],\"asks\":[]");
    }

    @Test
    void priceThatComesBackBeforeAllWereTold_keepsItsSpelling() {
        snapshot("97110.10 1,97109 1", "");
        step("97110.1 0", "");
        step("97110.1 3", "");

        view.printChanges(json, 1);
        assertThat(json.toString()).contains("\"bids\":[[\"97110.10\",\"3\"]]");
    }

    @Test
    void changesSince_whatIsNotKnownAnyMore_areAState() {
        snapshot("10 1", "");
        for (int i = 0; i < GoneLevels.MOST + 2; i++) {
            step("10." + (1_000 + i) + " 1", "");
            step("10." + (1_000 + i) + " 0", "");
        }

        view.printChanges(json, 1);
        assertThat(json.toString()).contains("\"type\":\"snapshot\"", "[[\"10\",\"1\"]]");
        view.printChanges(json, view.head().seq() - 2);
        assertThat(json.toString()).contains("\"type\":\"update\"");
    }

    @Test
    void size_spelledOtherwise_isAChange() {
        snapshot("10 1", "");

        assertThat(change("10 1.0", "")).contains("[\"10\",\"1.0\"]");
        assertThat(change("10 1.0", "")).isEmpty();
    }

    @Test
    void price_finerThanAnyBefore_findsItsPlace() {
        snapshot("60000 1,59000 1", "61000 1");

        assertThat(change(top, "60000.00000001 2", ""))
                .contains("\"bids\":[[\"60000.00000001\",\"2\"],[\"60000\",\"0\"]],\"asks\":[]");
        assertThat(change("", "60000.5 1")).contains("\"bids\":[],\"asks\":[[\"60000.5\",\"1\"]]");
    }

    @Test
    void status_leavesAtOnceInEveryView_andAJoinerOfALostBookGetsNoLevels() {
        snapshot("10 1", "11 1");

        assertThat(status(top, Status.RESYNC, "okx", null))
                .isEqualTo("{\"type\":\"status\",\"topic\":\"book.1:okx:BTC-USDT\",\"epoch\":\"m3q0jrnk\","
                        + "\"prev\":1,\"seq\":2,\"ts\":1732115000120000,\"recv\":1732115000131544,"
                        + "\"status\":\"resync\",\"source\":\"okx\",\"was\":null,\"why\":\"a hole\",\"since\":7}");
        top.printSnapshot(json);
        assertThat(json.toString()).contains("\"seq\":2,", "\"status\":\"resync\",\"data\":null");
        assertThat(snapshot("10 1", "11 1")).contains("\"type\":\"snapshot\"", "\"seq\":3");
    }

    @Test
    void status_halted_keepsTheBook() {
        snapshot("10 1", "11 1");
        status(view, Status.HALTED, "okx", null);

        view.printSnapshot(json);
        assertThat(json.toString()).contains("\"status\":\"halted\",\"data\":{\"bids\":[[\"10\",\"1\"]]");
    }

    @Test
    void change_whileTheBookIsNotTrusted_isToldAsAState() {
        snapshot("10 1", "11 1");
        status(view, Status.DOWN, "okx", null);

        assertThat(change("10 2", "")).contains("\"type\":\"snapshot\"", "\"bids\":[[\"10\",\"2\"]]");
    }

    @Test
    void switchOfSource_isAStatusThenASnapshot_andNothingOfTheOldSourceIsServedBetween() {
        snapshot("10 1", "11 1");

        assertThat(status(view, Status.LIVE, "binance", "okx")).contains("\"source\":\"binance\",\"was\":\"okx\"");
        view.printSnapshot(json);
        assertThat(json.toString()).contains("\"source\":\"binance\",\"status\":\"live\",\"data\":null");
        Head next = next("binance", Status.LIVE);
        assertThat(tell(view, new Update.Book(next, seq - 1, true, levels("9 1"), levels("12 1"))))
                .contains("\"type\":\"snapshot\"", "\"seq\":3,", "\"bids\":[[\"9\",\"1\"]]");
    }

    @Test
    void closed_forgetsTheBook_andAChangeOfItIsNothing() {
        snapshot("10 1", "11 1");
        status(view, Status.CLOSED, "okx", null);

        assertThat(change("10 2", "")).isEmpty();
        view.printSnapshot(json);
        assertThat(json.toString()).contains("\"data\":null");
    }

    @Test
    void newEpoch_beginsWithASnapshot_whateverComesFirst() {
        snapshot("10 1", "11 1");
        epoch = new Epoch(EPOCH.value() + 1);
        seq = 0;

        assertThat(status(view, Status.RESYNC, "okx", null))
                .contains("\"type\":\"snapshot\"", "\"epoch\":\"m3q0jrnl\",\"seq\":1", "\"data\":null");
    }

    @Test
    void viewThatIsNotFollowed_printsNothing_andASnapshotOfTheBookAsItIs() {
        snapshot("10 1", "11 1");
        view.close();

        assertThat(change("10 2", "")).isEmpty();
        assertThat(view.head().seq()).isEqualTo(2);
        view.printSnapshot(json);
        assertThat(json.toString()).contains("\"seq\":2,", "[\"10\",\"2\"]");
    }

    @Test
    void mirror_ofWhatIsNoBook_refuses() {
        assertThatThrownBy(() -> mirror.accept(new Update.Gap(next("okx", Status.LIVE), 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String snapshot(String bids, String asks) {
        return tell(view, new Update.Book(next("okx", Status.LIVE), seq - 1, true, levels(bids), levels(asks)));
    }

    /** A change that nobody is told yet. */
    private void step(String bids, String asks) {
        Update update = new Update.Book(next("okx", Status.LIVE), seq - 1, false, levels(bids), levels(asks));
        mirror.accept(update);
        view.step(update);
    }

    private String change(String bids, String asks) {
        return change(view, bids, asks);
    }

    private String change(BookView of, String bids, String asks) {
        return tell(of, new Update.Book(next("okx", Status.LIVE), seq - 1, false, levels(bids), levels(asks)));
    }

    private String status(BookView of, Status status, String source, @Nullable String was) {
        return tell(of, new Update.StatusChange(next(source, status), seq - 1, was, "a hole", 7, null));
    }

    /** What one view tells, empty for nothing; the other is told too. */
    private String tell(BookView of, Update update) {
        mirror.accept(update);
        BookView other = of == view ? top : view;
        other.step(update);
        long prev = of.head().seq();
        BookView.Step step = of.step(update);
        if (step == BookView.Step.NOTHING) {
            return "";
        }
        if (update instanceof Update.StatusChange change && step == BookView.Step.STATUS) {
            of.printStatus(json, change, prev);
        } else if (step == BookView.Step.CHANGE) {
            of.printChanges(json, prev);
            of.settle(of.head().seq());
        } else {
            of.printSnapshot(json);
        }
        return json.toString();
    }

    private Head next(String source, Status status) {
        seq++;
        return new Head(BOOK, epoch, seq, 1732115000120000L, 1732115000131544L, source, status, false);
    }

    /** From {@code "97110.1 0.42,97109 1"}. */
    private static Levels levels(String text) {
        return text.isEmpty()
                ? Levels.EMPTY
                : Levels.of(Stream.of(text.split("[ ,]")).map(Decimal::parse).toArray(Decimal[]::new));
    }
}
