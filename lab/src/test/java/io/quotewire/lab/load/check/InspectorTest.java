package io.quotewire.lab.load.check;

import static io.quotewire.lab.load.check.Table.BOOK;
import static io.quotewire.lab.load.check.Table.TICKER;
import static io.quotewire.lab.load.check.Table.TRADE;
import static io.quotewire.lab.load.check.Table.gap;
import static io.quotewire.lab.load.check.Table.levels;
import static io.quotewire.lab.load.check.Table.message;
import static io.quotewire.lab.load.check.Table.snapshot;
import static io.quotewire.lab.load.check.Table.still;
import static io.quotewire.lab.load.check.Table.subscribed;
import static io.quotewire.lab.load.check.Table.trades;
import static io.quotewire.lab.load.check.Table.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InspectorTest {
    private Table table = new Table(true);

    @Test
    void client_isComplete_onceEachTopicHasBegun() {
        table.tell("{\"op\":\"welcome\",\"version\":1,\"now\":5}");
        table.tell(subscribed(TICKER, TRADE));
        table.tell(snapshot(TICKER, 4));
        assertThat(table.one.isComplete()).isFalse();

        table.tell(snapshot(TRADE, 7));

        assertThat(table.one.isComplete()).isTrue();
        assertThat(table.found()).isEmpty();
    }

    @Test
    void streams_inOrder_giveNothingToFind() {
        begin();
        table.tell(value(5));
        table.tell(value(6));
        table.tell(trades(7, 9));
        table.tell(gap(10, 12, "slow_client"));
        table.tell(trades(12, 13));
        table.tell(still(TRADE, 13));
        table.inspector.settle(table.one, true);

        assertThat(table.found()).isEmpty();
        assertThat(table.inspector.announced().missing()).isEqualTo(3);
    }

    @Test
    void value_leftOut_isLost() {
        begin();
        table.tell(value(5));
        table.tell(value(7));
        assertThat(table.found()).isEmpty();
        assertThat(table.inspector.unexplained(table.one)).isEqualTo(1);

        table.inspector.settle(table.one, true);

        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void value_leftOutAndExplained_isConflated() {
        begin();
        table.tell(value(9));
        table.tell("{\"type\":\"slow\",\"conflated\":[\"" + TICKER + "\"],\"resync\":[]}");
        table.inspector.settle(table.one, true);

        assertThat(table.found()).isEmpty();
        assertThat(table.inspector.announced().conflated()).isEqualTo(4);
    }

    @Test
    void messages_thatComeTwice_areDoubled() {
        begin();
        table.tell(value(5));
        table.tell(value(5));
        assertThat(table.found()).isEqualTo("1 doubled");
        table.tell(trades(7, 9));
        table.tell(trades(7, 9));
        assertThat(table.found()).isEqualTo("2 doubled");
        table.tell(subscribed(TICKER, TRADE));
        assertThat(table.found()).isEqualTo("3 doubled");
    }

    @Test
    void snapshot_thatNobodyAskedForAgain_isDoubled() {
        begin();
        table.tell(snapshot(TICKER, 4));

        assertThat(table.found()).isEqualTo("1 doubled");
    }

    @Test
    void messages_inTheWrongOrder_areReordered() {
        begin();
        table.tell(value(6));
        table.tell(value(5));

        assertThat(table.found()).startsWith("1 reordered");
    }

    @Test
    void numbers_leftOutOfAChain_areLost() {
        begin();
        table.tell(trades(9, 10));
        assertThat(table.found()).isEqualTo("2 lost");
        table.tell(gap(13, 14, "slow_client"));
        assertThat(table.found()).isEqualTo("4 lost");
        table.tell(still(TRADE, 15));
        assertThat(table.found()).isEqualTo("5 lost");
    }

    @Test
    void item_leftOutOfAMessage_isLost() {
        begin();
        table.tell(trades(7, 10).replaceFirst("\\{\"seq\":9[^}]*},", ""));

        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void change_ofABook_mustFollowTheLast() {
        table.tell(subscribed(BOOK));
        table.tell(levels("snapshot", -1, 100, "[]", "[]", "00000000"));
        table.tell(levels("update", 95, 101, "[]", "[]", "")); // The view's last change was before the snapshot.
        assertThat(table.found()).isEmpty();
        table.tell(levels("update", 100, 102, "[]", "[]", ""));
        assertThat(table.found()).isEqualTo("1 broken");
        table.tell(levels("update", 103, 104, "[]", "[]", ""));
        assertThat(table.found()).isEqualTo("1 lost, 1 broken");
    }

    @Test
    void update_beforeASnapshotOrOfAnotherEpoch_isBroken() {
        table.tell(value(5));
        assertThat(table.found()).isEqualTo("1 broken");
        table.tell(value(6).replace("\"epoch\":\"k\"", "\"epoch\":\"l\""));
        assertThat(table.found()).isEqualTo("2 broken");
        table.tell("{\"type\":\"nonsense\",\"topic\":\"" + TICKER + "\"}");
        table.tell("nonsense");
        table.tell(value(7).replace(TICKER, "nonsense"));
        assertThat(table.found()).isEqualTo("5 broken");
    }

    @Test
    void digit_thatOneClientAloneWasTold_isAltered() {
        begin();
        begin(table.other);
        table.tell(value(5, "97110.1"));
        table.tell(table.other, value(5, "97110.1"));
        assertThat(table.found()).isEmpty();
        assertThat(table.inspector.compared()).isGreaterThan(0);

        table.tell(value(6, "97110.1"));
        table.tell(table.other, value(6, "97119.1"));

        assertThat(table.found()).isEqualTo("1 altered");
        assertThat(table.faults.kept().getFirst().toString())
                .contains("97119.1")
                .contains(TICKER);
    }

    @Test
    void value_atARate_isLost_whicheverClientLacksIt() {
        for (boolean firstLacks : List.of(true, false)) {
            table = new Table(false);
            begin();
            begin(table.other);
            Followed lacking = firstLacks ? table.one : table.other;
            for (long seq : new long[] {10, 20, 30}) {
                for (Followed each : List.of(table.one, table.other)) {
                    if (seq != 20 || each != lacking) {
                        table.tell(each, value(seq));
                    }
                }
            }
            assertThat(table.inspector.unexplained(lacking)).isEqualTo(1);
            table.inspector.settle(table.one, true);
            table.inspector.settle(table.other, true);

            assertThat(table.found()).isEqualTo("1 lost");
        }
    }

    @Test
    void value_atARate_isLost_rightBehindASnapshotToo() {
        table = new Table(false);
        begin();
        begin(table.other);
        table.tell(table.other, value(10));
        table.tell(table.other, value(20));
        table.tell(value(20));
        table.inspector.settle(table.one, true);

        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void snapshot_ofAnotherSource_excusesNoLoss() {
        begin();
        table.tell(snapshot(TICKER, 6));
        assertThat(table.inspector.unexplained(table.one)).isEqualTo(1);
        table.inspector.settle(table.one, true);

        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void book_thatBeginsAnew_isExplainedBySlow_beforeOrBehindIt() {
        String slow = "{\"type\":\"slow\",\"conflated\":[],\"resync\":[\"" + BOOK + "\"]}";
        for (boolean before : List.of(true, false)) {
            table = new Table(true);
            table.tell(subscribed(BOOK));
            table.tell(levels("snapshot", -1, 100, "[]", "[]", "00000000"));
            table.tell(levels("update", 100, 101, "[]", "[]", ""));
            if (before) {
                table.tell(slow);
            }
            table.tell(levels("snapshot", -1, 110, "[]", "[]", "00000000"));
            if (!before) {
                assertThat(table.inspector.unexplained(table.one)).isEqualTo(8);
                table.tell(slow);
            }
            table.inspector.settle(table.one, true);
            assertThat(table.found()).isEmpty();

            table.tell(levels("snapshot", -1, 120, "[]", "[]", "00000000"));
            table.inspector.settle(table.one, true);
            assertThat(table.found()).isEqualTo("9 lost");
        }
    }

    @Test
    void book_thatIsAskedForAgain_doesNotGoBack_butAfterAReturn() {
        table.tell(subscribed(BOOK));
        table.tell(levels("snapshot", -1, 100, "[]", "[]", "00000000"));
        table.tell("{\"op\":\"resynced\",\"id\":2,\"topics\":[{\"topic\":\"" + BOOK + "\",\"ok\":true}]}");
        table.tell(levels("snapshot", -1, 99, "[]", "[]", "00000000"));
        assertThat(table.found()).isEqualTo("1 reordered");

        table.one.left();
        table.tell(subscribed(BOOK));
        table.tell(levels("snapshot", -1, 98, "[]", "[]", "00000000"));
        assertThat(table.found()).isEqualTo("1 reordered");
    }

    @Test
    void change_leftOutRightBeforeTheAnswer_isLost() {
        table.tell(subscribed(BOOK));
        table.tell(levels("snapshot", -1, 100, "[]", "[]", "00000000"));
        table.tell("{\"op\":\"resynced\",\"id\":2,\"topics\":[{\"topic\":\"" + BOOK + "\",\"ok\":true}]}");
        table.tell(levels("snapshot", -1, 101, "[]", "[]", "00000000"));
        table.inspector.settle(table.one, true);

        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void still_thatOneClientAloneWasTold_isAltered() {
        begin();
        begin(table.other);
        table.tell(still(TICKER, 4));
        table.tell(table.other, still(TICKER, 4).replace("live", "stale"));

        assertThat(table.found()).isEqualTo("1 altered");
    }

    @Test
    void gap_thatComesTwice_isDoubled() {
        begin();
        table.tell(gap(8, 9, "slow_client"));
        table.tell(gap(8, 9, "slow_client"));

        assertThat(table.found()).isEqualTo("1 doubled");
    }

    @Test
    void return_atARate_mayOverlapOnce() {
        table = new Table(false);
        begin();
        table.tell(trades(7, 9));
        table.one.left();
        table.tell("{\"op\":\"subscribed\",\"id\":1,\"topics\":[{\"topic\":\"" + TRADE
                + "\",\"ok\":true,\"rate_ms\":1000,\"recovered\":\"full\",\"epoch\":\"k\",\"from\":10}]}");
        table.tell(trades(9, 12));
        table.tell(trades(9, 14)); // The rate's last flush was before the return.
        assertThat(table.found()).isEmpty();

        table.tell(trades(12, 15));
        assertThat(table.found()).isEqualTo("1 broken");
    }

    @Test
    void end_ofAStream_thatOneClientLacks_isLost_whileItIsThere() {
        begin();
        begin(table.other);
        table.tell(value(5));
        table.tell(table.other, value(5));
        table.tell(table.other, value(6));
        assertThat(table.inspector.isBehind(table.one)).isFalse();

        table.inspector.due();
        assertThat(table.inspector.isBehind(table.one)).isTrue();
        assertThat(table.inspector.isBehind(table.other)).isFalse();
        table.inspector.settle(table.one, false);
        assertThat(table.found()).isEmpty();
        table.inspector.settle(table.one, true);
        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void whatIsFound_isShownWithoutWhatATerminalObeys() {
        table.tell("{\"type\":\"\u001b[2J\n\u2028" + "x".repeat(1_000) + "\"}");

        assertThat(table.faults.kept().getFirst().detail())
                .doesNotContain("\u001b", "\n", "\u2028")
                .hasSizeLessThanOrEqualTo(Printable.MOST + 1);
    }

    @Test
    void topics_refused_areErrors() {
        table.tell(
                "{\"op\":\"subscribed\",\"id\":1,\"topics\":[{\"topic\":\"ticker:okx:BTC-USTD\",\"ok\":false,\"code\":2001,\"error\":\"unknown_topic\"}]}");
        table.tell("{\"op\":\"error\",\"id\":7,\"code\":2004,\"error\":\"too_fast\"}");

        assertThat(table.errors).containsExactly("refused ticker:okx:BTC-USTD: unknown_topic", "error 2004 too_fast");
    }

    @Test
    void return_goesOnWhereItWas_orSaysWhatIsMissing() {
        begin();
        table.tell(trades(7, 9));
        table.one.left();
        assertThat(table.inspector.positions(table.one))
                .containsExactly("{\"topic\":\"" + TRADE + "\",\"epoch\":\"k\",\"seq\":9}");

        table.tell("{\"op\":\"welcome\",\"version\":1,\"now\":5}");
        table.tell("{\"op\":\"subscribed\",\"id\":1,\"topics\":[{\"topic\":\"" + TRADE
                + "\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"full\",\"epoch\":\"k\",\"from\":10}]}");
        assertThat(table.one.isComplete()).isTrue();
        table.tell(trades(9, 12));
        assertThat(table.found()).isEmpty();
        table.tell(trades(13, 14));
        assertThat(table.found()).isEqualTo("1 lost");
    }

    @Test
    void age_isToldOfNewValuesOnly() {
        begin();
        assertThat(table.inspector.isMeasured()).isFalse();
        table.tell(value(5));
        assertThat(table.inspector.isMeasured()).isTrue();
        table.tell(still(TICKER, 5));
        assertThat(table.inspector.isMeasured()).isFalse();
        table.tell(message("update", "candle.1m:okx:BTC-USDT", 1, 2, "{}"));
        assertThat(table.inspector.isMeasured()).isFalse();
    }

    private void begin() {
        begin(table.one);
    }

    private void begin(Followed who) {
        table.tell(who, subscribed(TICKER, TRADE));
        table.tell(who, snapshot(TICKER, 4));
        table.tell(who, snapshot(TRADE, 7));
    }
}
