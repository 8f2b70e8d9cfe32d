package io.quotewire.lab.load.check;

import static io.quotewire.lab.load.check.Table.BOOK;
import static io.quotewire.lab.load.check.Table.levels;
import static io.quotewire.lab.load.check.Table.subscribed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeCheckTest {
    private final Table table = new Table(true);

    @BeforeEach
    void begin() {
        table.tell(subscribed(BOOK));
        table.tell(
                levels("snapshot", -1, 1, "[[\"10\",\"1\"],[\"9\",\"2\"]]", "[[\"11\",\"3\"]]", hash("10:1,9:2,11:3")));
    }

    @Test
    void book_madeOfChanges_isTheServers() {
        table.tell(levels("update", 1, 2, "[[\"9\",\"0\"],[\"8\",\"4\"]]", "[]", ""));
        ask();
        table.tell(
                levels("snapshot", -1, 2, "[[\"10\",\"1\"],[\"8\",\"4\"]]", "[[\"11\",\"3\"]]", hash("10:1,8:4,11:3")));

        assertThat(table.found()).isEmpty();
        assertThat(table.whole.audits()).isEqualTo(1);
        assertThat(table.whole.isWaiting()).isFalse();
    }

    @Test
    void change_thatWasAlteredForEverybody_showsWhenTheServerIsAsked() {
        table.tell(levels("update", 1, 2, "[[\"8\",\"40\"]]", "[]", ""));
        ask();
        table.tell(levels(
                "snapshot",
                -1,
                2,
                "[[\"10\",\"1\"],[\"9\",\"2\"],[\"8\",\"4\"]]",
                "[[\"11\",\"3\"]]",
                hash("10:1,9:2,8:4,11:3")));

        assertThat(table.found()).isEqualTo("1 altered");
    }

    @Test
    void snapshot_thatDoesNotAddUp_isAltered() {
        ask();
        table.tell(levels("snapshot", -1, 2, "[[\"10\",\"7\"]]", "[]", hash("10:1")));

        assertThat(table.found()).isEqualTo("1 altered");
    }

    @Test
    void snapshot_ofAnotherSource_isNotCompared() {
        table.tell(
                "{\"type\":\"status\",\"topic\":\"" + BOOK
                        + "\",\"epoch\":\"k\",\"prev\":1,\"seq\":2,\"status\":\"live\",\"source\":\"binance\",\"was\":\"okx\"}");
        table.tell(levels("snapshot", -1, 3, "[[\"5\",\"1\"]]", "[]", hash("5:1")));

        assertThat(table.found()).isEmpty();
        assertThat(table.whole.audits()).isZero();
    }

    @Test
    void book_thatIsCrossed_isAltered() {
        table.tell(levels("update", 1, 2, "[[\"11\",\"1\"]]", "[]", ""));

        assertThat(table.found()).isEqualTo("1 altered");
    }

    @Test
    void message_thatIsNoJson_isBroken() {
        table.tell(levels("update", 1, 2, "[[\"8\",\"4\"]", "[]", ""));

        assertThat(table.found()).isEqualTo("1 broken");
    }

    private void ask() {
        assertThat(table.whole.ask()).containsExactly(BOOK);
        table.tell("{\"op\":\"resynced\",\"id\":2,\"topics\":[{\"topic\":\"" + BOOK + "\",\"ok\":true}]}");
    }

    private static String hash(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return "%08x".formatted(sum.getValue());
    }
}
