package io.quotewire.store.history;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** History beside SQLite and a file of CSV, with the same trades, in one run; {@code store/src/jmh/history.sh} starts it. */
public final class HistoryMeasure {
    private static final int TOPICS = 50;
    private static final long START_US = MicroClock.system().nowUs();
    private static final Topic CANDLES = Topic.parse("candle.1m:okx:BTC-USDT");

    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] seqs = new long[TOPICS];
    private final long[] prices = new long[TOPICS];
    private long us = START_US;

    private HistoryMeasure() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int rows = Integer.parseInt(args[1]);
        int peers = Math.min(rows, 1_000_000);
        new HistoryMeasure().history(folder, rows);
        new HistoryMeasure().csv(folder.resolve("trades.csv"), peers);
        new HistoryMeasure().sqlite(folder.resolve("trades.sqlite"), peers);
    }

    private void history(Path folder, int rows) throws IOException, InterruptedException {
        HistoryConfig config = HistoryConfig.DEFAULT.at(folder.resolve("history"));
        try (History history = History.open(config, MicroClock.system(), topic -> true)) {
            history.flush();
            long startNs = System.nanoTime();
            for (int i = 0; i < rows; i++) {
                history.writer().on(trade());
                if (i % 20_000 == 19_999) {
                    history.flush();
                }
            }
            history.flush();
            report("history: rows/s until on disk", rows / seconds(startNs));
            for (int i = 0; i < 50 * 1_440; i++) {
                history.writer().on(candle(i));
                if (i % 20_000 == 19_999) {
                    history.flush();
                }
            }
            history.flush();
            while (history.works().shelf().parts().stream()
                            .filter(part -> part.state() == Part.State.MEMORY)
                            .count()
                    > 1) {
                history.works().keep();
            }
            long segments = bytesOfSegments(config.place());
            long sealed = history.works().shelf().parts().stream()
                    .filter(part -> part.state() == Part.State.SEALED)
                    .mapToLong(part -> part.contents().rows())
                    .sum();
            report("history: bytes/row in segments", (double) segments / sealed);
            report(
                    "history: lost",
                    history.read().stream()
                            .filter(reading -> reading.metric() == HistoryMetric.LOST)
                            .mapToDouble(reading -> reading.value())
                            .sum());
            queries(history);
        }
        long startNs = System.nanoTime();
        try (History history = History.open(config, MicroClock.system(), topic -> true)) {
            report("history: open returns, ms", 1e3 * seconds(startNs));
            history.items(topic(0), ItemRange.seqs(new Epoch(7), 1, 100, 100));
            report("history: reopened and first answer, ms", 1e3 * seconds(startNs));
        }
    }

    private static long bytesOfSegments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(Folder.SEGMENT))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void queries(History history) throws HistoryUnavailable {
        List<Long> day = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long openUs = START_US - START_US % 60_000_000;
            long startNs = System.nanoTime();
            int found = history.candles(CANDLES, openUs, openUs + 86_400_000_000L, 1_440)
                    .candles()
                    .size();
            day.add(System.nanoTime() - startNs);
            if (found != 1_440) {
                throw new IllegalStateException("candles: " + found);
            }
        }
        report("history: a day of 1-minute candles, median ms", median(day) / 1e6);
        for (int round = 0; round < 3; round++) {
            long startNs = System.nanoTime();
            long read = 0;
            for (int topic = 0; topic < TOPICS && read < 1_000_000; topic++) {
                ItemRange range = new ItemRange(EVERYTHING, null, ItemRange.MOST);
                ItemPage page = history.items(topic(topic), range);
                read += page.items().size();
                while (page.next() != null && read < 1_000_000) {
                    page = history.items(topic(topic), range.after(page.next()));
                    read += page.items().size();
                }
            }
            report("history: trades read a second, as objects", read / seconds(startNs));
        }
    }

    private static final ItemRange.Bounds EVERYTHING = new ItemRange.Times(0, Long.MAX_VALUE);

    private void csv(Path file, int rows) throws IOException {
        long startNs = System.nanoTime();
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < rows; i++) {
                Update.Trades trade = trade();
                TradeItem item = trade.items().getFirst();
                Head head = trade.head();
                out.write(head.topic() + "," + head.epoch() + "," + item.seq() + "," + item.id() + ","
                        + item.side().text() + "," + item.price() + "," + item.size() + "," + item.tsUs() + ","
                        + head.recvUs() + "," + head.source() + ","
                        + head.status().text() + "\n");
            }
        }
        report("csv: rows/s", rows / seconds(startNs));
        report("csv: bytes/row", (double) Files.size(file) / rows);
    }

    private void sqlite(Path file, int rows) throws SQLException, IOException {
        long startNs = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            run(connection, "PRAGMA journal_mode=WAL");
            run(
                    connection,
                    "CREATE TABLE trades(topic INTEGER, epoch INTEGER, seq INTEGER, id TEXT,"
                            + " side INTEGER, price TEXT, size TEXT, ts INTEGER, recv INTEGER, source TEXT, status INTEGER,"
                            + " PRIMARY KEY (topic, epoch, seq)) WITHOUT ROWID");
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO trades VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
                for (int i = 0; i < rows; i++) {
                    bind(insert, trade());
                    if (i % 5_000 == 4_999) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
        }
        report("sqlite: rows/s", rows / seconds(startNs));
        report("sqlite: bytes/row", (double) Files.size(file) / rows);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void bind(PreparedStatement insert, Update.Trades trade) throws SQLException {
        TradeItem item = trade.items().getFirst();
        Head head = trade.head();
        insert.setInt(1, head.topic().hashCode());
        insert.setLong(2, head.epoch().value());
        insert.setLong(3, item.seq());
        insert.setString(4, item.id());
        insert.setInt(5, item.side() == Side.BUY ? 0 : 1);
        insert.setString(6, item.price().toString());
        insert.setString(7, item.size().toString());
        insert.setLong(8, item.tsUs());
        insert.setLong(9, head.recvUs());
        insert.setString(10, head.source());
        insert.setInt(11, 0);
        insert.addBatch();
    }

    private Update.Trades trade() {
        int index = random.nextInt(TOPICS);
        us += random.nextLong(1, 400);
        prices[index] += random.nextLong(-20, 21);
        long seq = ++seqs[index];
        long tsUs = us - us % 1_000;
        Head head = new Head(topic(index), new Epoch(7), seq, tsUs, us + 2_000, "okx", Status.LIVE, false);
        TradeItem item = new TradeItem(
                seq,
                String.valueOf(783_000_000 + seq * 2),
                random.nextBoolean() ? Side.BUY : Side.SELL,
                Decimal.of(971_102 + prices[index], 1, 1),
                Decimal.of(random.nextLong(1, 200_000), 5, 8),
                tsUs,
                false,
                false);
        return new Update.Trades(head, seq - 1, List.of(item));
    }

    private static Update candle(int number) {
        int topic = number % 50;
        long openUs = START_US - START_US % 60_000_000 + number / 50 * 60_000_000L;
        Topic of = topic == 0 ? CANDLES : Topic.parse("candle.1m:okx:C" + topic + "-USDT");
        Head head = new Head(of, new Epoch(7), number / 50 + 1, openUs, openUs, "okx", Status.LIVE, false);
        Decimal price = Decimal.of(971_102 + number % 977, 1, 1);
        Candle candle = new Candle(
                openUs, openUs + 60_000_000, price, price, price, price, new BigDecimal("12.031"), null, 214);
        return new Update.ClosedCandle(head, head.seq() - 1, candle, false, false);
    }

    private static final List<Topic> TRADES = LongStream.range(0, TOPICS)
            .mapToObj(index -> Topic.parse("trade:okx:A" + index + "-USDT"))
            .toList();

    private static Topic topic(int index) {
        return TRADES.get(index);
    }

    private static double seconds(long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void report(String what, double value) {
        System.out.printf("%-50s %,14.1f%n", what, value);
    }
}
