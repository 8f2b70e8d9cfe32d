package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.store.history.History;
import io.quotewire.store.history.HistoryConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades from before the ring, some of them of an earlier life of the gateway, over REST and on to what comes live. */
class HistoryTest {
    private static final Epoch EARLIER = Epoch.parse("m3q0jrnj");
    private static final int EARLIER_TRADES = 7;

    /** More than a ring keeps, those it keeps for who was promised included. */
    private static final int TRADES = 23_000;

    private static final long HOUR_US = 3_600_000_000L;
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([a-z0-9]+)\"");
    private static final Pattern ITEM = Pattern.compile("\\{\"seq\":([0-9]+),");
    private static final Pattern ROW = Pattern.compile("\"epoch\":\"([a-z0-9]+)\",\"seq\":([0-9]+),\"id\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private long startUs;
    private History history;
    private TestGateway gateway;

    @BeforeEach
    void live() throws Exception {
        startUs = MicroClock.system().nowUs();
        history = History.open(HistoryConfig.DEFAULT.in(folder), MicroClock.system(), topic -> true);
        for (int seq = 1; seq <= EARLIER_TRADES; seq++) {
            history.writer().on(earlier(seq));
        }
        gateway = new TestGateway(history);
        gateway.trade(TRADES);
        history.flush();
    }

    @AfterEach
    void end() {
        gateway.close();
        history.close();
    }

    @Test
    void subscription_fromATimeBeforeTheRing_isToldAllSinceThenAndGoesOnLive() throws Exception {
        Listener socket = new Listener(gateway.client(), gateway.port());
        long thirdUs = startUs - HOUR_US + 3;

        String reply =
                Members.asked(socket, "{\"topic\":\"" + TestGateway.TRADE + "\",\"from\":{\"ts\":" + thirdUs + "}}");
        assertThat(reply).contains("\"recovered\":\"full\",\"epoch\":\"" + EARLIER + "\",\"from\":3");
        List<String> told = new ArrayList<>();
        collect(socket, told, at(TestGateway.EPOCH, TRADES));
        gateway.trade(2);
        collect(socket, told, at(TestGateway.EPOCH, TRADES + 2));

        List<String> expected = new ArrayList<>(all(EARLIER, 3, EARLIER_TRADES));
        expected.add("gap epoch 0");
        expected.addAll(all(TestGateway.EPOCH, 1, TRADES + 2));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void subscription_fromATimeBeforeAllThatIsKept_isToldSo() throws Exception {
        Listener socket = new Listener(gateway.client(), gateway.port());

        String reply = Members.asked(socket, "{\"topic\":\"" + TestGateway.TRADE + "\",\"from\":{\"ts\":1}}");
        assertThat(reply).contains("\"recovered\":\"gap\",\"why\":\"too_old\"");
        List<String> told = new ArrayList<>();
        collect(socket, told, at(TestGateway.EPOCH, TRADES));

        assertThat(told).startsWith("gap too_old 0", at(EARLIER, 1)).hasSize(EARLIER_TRADES + TRADES + 2);
    }

    @Test
    void pages_overARangeOfTimes_haveEachTradeOnce() throws Exception {
        List<String> told = rows("/v1/trades/okx/BTC-USDT?limit=1000&from=" + (startUs - HOUR_US + 5));

        List<String> expected = new ArrayList<>(all(EARLIER, 5, EARLIER_TRADES));
        expected.addAll(all(TestGateway.EPOCH, 1, TRADES));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void pages_overNumbersThatHaveLeftTheRing_areThere() throws Exception {
        String numbers = "/v1/trades/okx/BTC-USDT?limit=1000&epoch=%s&from_seq=%d&to_seq=%d";

        assertThat(rows(numbers.formatted(TestGateway.EPOCH, 10, 12))).isEqualTo(all(TestGateway.EPOCH, 10, 12));
        assertThat(rows(numbers.formatted(EARLIER, 6, 7))).isEqualTo(all(EARLIER, 6, 7));
        assertThat(rows(numbers.formatted(TestGateway.EPOCH, 11_000, 14_000)))
                .isEqualTo(all(TestGateway.EPOCH, 11_000, 14_000));
        assertThat(gateway.get(numbers.formatted(EARLIER, 6, 9)).body())
                .as("numbers that nobody knows of")
                .contains("\"gaps\":[{\"epoch\":\"" + EARLIER + "\",\"from\":8,\"to\":9,");
    }

    private Update earlier(int seq) {
        Update.TradeItem item = new Update.TradeItem(
                seq, "e" + seq, Side.SELL, Decimal.parse("97000.10"), Decimal.parse("1"), 1, false, false);
        Update.Head head =
                new Update.Head(TestGateway.TRADE, EARLIER, seq, 1, startUs - HOUR_US + seq, "okx", Status.LIVE, true);
        return new Update.Trades(head, seq - 1, List.of(item));
    }

    private List<String> rows(String target) throws Exception {
        List<String> rows = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            String page = gateway.get(target + cursor).body();
            assertThat(page).contains("\"gaps\":[]");
            ROW.matcher(page).results().forEach(row -> rows.add(row.group(1) + " " + row.group(2)));
            Matcher next = NEXT.matcher(page);
            cursor = next.find() ? "&cursor=" + next.group(1) : null;
        }
        return rows;
    }

    /** What a client of the trades is told until {@code last}. */
    private static void collect(Listener socket, List<String> told, String last) throws InterruptedException {
        while (told.isEmpty() || !told.getLast().equals(last)) {
            String message = socket.next();
            Matcher epoch = EPOCH.matcher(message);
            if (message.contains("\"type\":\"gap\"")) {
                told.add("gap %s %s".formatted(Members.field(message, "why"), Members.field(message, "to")));
            } else if (epoch.find()) {
                ITEM.matcher(message).results().forEach(item -> told.add(epoch.group(1) + " " + item.group(1)));
            }
        }
    }

    private static List<String> all(Epoch epoch, long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(seq -> at(epoch, seq)).toList();
    }

    private static String at(Epoch epoch, long seq) {
        return epoch + " " + seq;
    }
}
