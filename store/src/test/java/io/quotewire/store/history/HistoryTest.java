package io.quotewire.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.Item.Lost;
import io.quotewire.store.history.Item.Why;
import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final Topic BEST = Topic.parse("trade:best:BTC-USDT");

    @TempDir
    Path folder;

    /** Batches, segments, restarts and pages as chance wants them: what comes out is what went in. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void items_writtenInAnyBatches_comeBackAsTheyWere(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Update>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Topic> topics = List.of(Past.TRADES, BEST, Past.CANDLES);
        for (long epoch = 1; epoch <= 3; epoch++) {
            List<Past> pasts = new ArrayList<>();
            for (Topic topic : topics) {
                pasts.add(new Past(topic, epoch, random.nextLong()));
            }
            try (Kept kept = Kept.open(folder, random.nextInt(20, 200), Disk.system())) {
                for (int batch = 0; batch < 12; batch++) {
                    for (int i = 0; i < topics.size(); i++) {
                        List<Update> updates = pasts.get(i).next(random.nextInt(30));
                        expected.get(i).addAll(updates);
                        kept.write(updates);
                    }
                    if (random.nextInt(3) == 0) {
                        kept.keep();
                    }
                }
                for (int i = 0; i < topics.size(); i++) {
                    List<Item> items = kept.items(topics.get(i), random.nextInt(1, 50));
                    assertThat(Kept.told(items)).as("seed %d", seed).isEqualTo(Past.flat(expected.get(i)));
                    assertThat(Kept.lost(items)).as("seed %d", seed).isEmpty();
                }
            }
        }
    }

    @Test
    void items_byNumber_areThoseAndCutThroughWhatCameTogether() throws IOException {
        Past past = new Past(Past.TRADES, 7, 1);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            updates.add(past.trades(4));
        }
        try (Kept kept = Kept.open(folder)) {
            kept.write(updates);

            ItemPage page = kept.history.items(Past.TRADES, ItemRange.seqs(new Epoch(7), 3, 14, 100));

            assertThat(page.next()).isNull();
            assertThat(Kept.told(page.items())).isEqualTo(Past.flat(updates).subList(2, 14));
            assertThat(page.items()).hasSize(4);
            Update.Trades last = (Update.Trades) ((Item.Told) page.items().getLast()).update();
            assertThat(last.head().seq()).isEqualTo(14);
            assertThat(last.prev()).isEqualTo(12);
        }
    }

    @Test
    void items_byTime_beginWithTheFirstThatCameThen() throws IOException {
        Past past = new Past(Past.TRADES, 7, 2);
        List<Update> updates = past.next(200);
        long fromUs = updates.get(50).head().recvUs();
        long untilUs = updates.get(150).head().recvUs();
        try (Kept kept = Kept.open(folder, 40, Disk.system())) {
            for (int i = 0; i < 200; i += 20) {
                kept.write(updates.subList(i, i + 20));
            }
            kept.keep();

            List<Item> items = Kept.items(kept.history, Past.TRADES, ItemRange.times(fromUs, untilUs, 7));

            assertThat(Kept.told(items)).isEqualTo(Past.flat(updates.subList(50, 150)));
            assertThat(Kept.lost(items)).isEmpty();
        }
    }

    /** Who goes from the past to a ring needs to know up to where the past is. */
    @Test
    void writtenTo_afterFlush_isTheLastThatWasOffered() throws IOException {
        Past past = new Past(Past.TRADES, 7, 3);
        try (Kept kept = Kept.open(folder)) {
            assertThat(kept.history.writtenTo(Past.TRADES)).isNull();

            kept.write(past.next(30));

            assertThat(kept.history.writtenTo(Past.TRADES)).isEqualTo(new Mark(new Epoch(7), past.seq()));
        }
    }

    @Test
    void queue_full_tellsExactlyWhatIsLost() throws IOException {
        Past past = new Past(Past.TRADES, 7, 4);
        SlowDisk disk = new SlowDisk();
        List<Update> updates = past.next(600);
        History.Seams seams = new History.Seams(disk, Scribe.Limits.DEFAULT, 100);
        try (Kept kept = Kept.open(Kept.config(folder), seams)) {
            kept.write(updates.subList(0, 50));
            disk.stop();
            kept.history.writer().on(updates.get(50));
            disk.awaitStopped();
            updates.subList(51, 400).forEach(kept.history.writer()::on);
            disk.goOn();
            kept.flush();
            kept.write(updates.subList(400, 450));

            List<Item> items = kept.items(Past.TRADES, 100);

            long from = updates.get(150).head().seq() + 1;
            long to = updates.get(399).head().seq();
            List<Update> there = new ArrayList<>(updates.subList(0, 151));
            there.addAll(updates.subList(400, 450));
            assertThat(Kept.told(items)).isEqualTo(Past.flat(there));
            assertThat(Kept.lost(items)).containsExactly(new Lost(new Epoch(7), from, to, Why.WRITER));
            assertThat(kept.metric(HistoryMetric.LOST)).isEqualTo(249);
        }
    }

    @Test
    void partitions_whenTheTimeIsOver_areSegmentsOfTheirOwn() throws IOException {
        Past past = new Past(Past.TRADES, 7, 5);
        List<Update> updates = past.next(90);
        try (Kept kept = Kept.open(folder)) {
            for (int day = 0; day < 3; day++) {
                kept.write(updates.subList(day * 30, day * 30 + 30));
                kept.nowUs.addAndGet(86_400_000_000L);
                kept.keep();
            }
            kept.write(past.next(1)); // Which closes the third.
            kept.keep();

            assertThat(kept.files(Folder.SEGMENT)).hasSize(3);
            assertThat(kept.files(Folder.SIDE)).hasSize(3);
            assertThat(kept.files(Folder.JOURNAL)).hasSize(1);
            assertThat(kept.files(Folder.SEGMENT).getFirst().getFileName().toString())
                    .startsWith("20251130T0000-");
            assertThat(Kept.told(kept.items(Past.TRADES, 50)).subList(0, 60))
                    .isEqualTo(Past.flat(updates).subList(0, 60));
        }
    }

    @Test
    void retention_byAge_takesTheOldestAndTellsSo() throws IOException {
        HistoryConfig base = Kept.config(folder);
        HistoryConfig config = new HistoryConfig(
                true,
                base.place(),
                base.partition(),
                Duration.ofDays(2),
                base.sizeBytes(),
                base.tickers(),
                base.durability(),
                base.memoryBytes(),
                1);
        Past past = new Past(Past.TRADES, 7, 6);
        List<Update> first = past.next(30);
        try (Kept kept = Kept.open(config, History.Seams.NONE)) {
            kept.write(first);
            kept.nowUs.addAndGet(86_400_000_000L);
            Update second = past.trades(1);
            kept.write(List.of(later(second, 86_400_000_000L)));
            kept.nowUs.addAndGet(86_400_000_000L + 60_000_000);
            kept.flush();
            kept.write(List.of(later(past.trades(1), 2 * 86_400_000_000L)));
            kept.keep();

            List<Item> asked =
                    Kept.items(kept.history, Past.TRADES, ItemRange.seqs(new Epoch(7), 1, Long.MAX_VALUE, 10));

            long kept1 = second.head().seq();
            assertThat(Kept.lost(asked)).containsExactly(new Lost(new Epoch(7), 1, kept1 - 1, Why.EXPIRED));
            assertThat(Kept.told(asked)).hasSize(2);
            assertThat(Kept.lost(kept.items(Past.TRADES, 10))).isEmpty(); // Nobody asked for what was before.
            assertThat(kept.metric(HistoryMetric.EXPIRED)).isEqualTo(1);
        }
    }

    @Test
    void retention_bySize_takesTheOldest() throws IOException {
        HistoryConfig base = Kept.config(folder);
        HistoryConfig config = new HistoryConfig(
                true,
                base.place(),
                base.partition(),
                base.keep(),
                8 << 20,
                base.tickers(),
                base.durability(),
                base.memoryBytes(),
                1);
        Past past = new Past(Past.TRADES, 7, 7);
        History.Seams seams = new History.Seams(Disk.system(), new Scribe.Limits(100, 64 << 20, 1_000_000), 100_000);
        try (Kept kept = Kept.open(config, seams)) {
            for (int i = 0; i < 30; i++) {
                kept.write(past.next(100));
                kept.keep();
            }

            assertThat(kept.metric(HistoryMetric.BYTES)).isLessThanOrEqualTo(8 << 20);
            assertThat(kept.metric(HistoryMetric.EXPIRED)).isPositive();
            assertThat(kept.files(Folder.SEGMENT)).isNotEmpty();
            List<Item> items = kept.items(Past.TRADES, 1_000);
            assertThat(Kept.lost(items)).isEmpty();
            assertThat(((Item.Told) items.getLast()).update().head().seq()).isEqualTo(past.seq());
        }
    }

    @Test
    void candles_ofASpan_areTheLastWordOnEach() throws IOException {
        Past past = new Past(Past.CANDLES, 7, 8);
        List<Update.ClosedCandle> candles = past.next(200).stream()
                .filter(Update.ClosedCandle.class::isInstance)
                .map(Update.ClosedCandle.class::cast)
                .toList();
        try (Kept kept = Kept.open(folder, 50, Disk.system())) {
            kept.write(candles);
            kept.flush();
            Update.ClosedCandle old = candles.get(20);
            Update.ClosedCandle revised = new Update.ClosedCandle(
                    old.head().at(1_000), 999, candles.get(20).candle(), true, true);
            kept.write(List.of(revised));
            kept.keep();
            long fromUs = candles.get(10).candle().openUs();
            long untilUs = candles.get(40).candle().openUs();

            CandlePast read = kept.history.candles(Past.CANDLES, fromUs, untilUs, 1_000);

            List<Update.ClosedCandle> expected = new ArrayList<>(candles.subList(10, 40));
            expected.set(10, revised);
            assertThat(read.candles().toString()).isEqualTo(expected.toString());
            assertThat(read.more()).isFalse();
            CandlePast part = kept.history.candles(Past.CANDLES, fromUs, untilUs, 5);
            assertThat(part.candles()).isEqualTo(expected.subList(0, 5));
            assertThat(part.more()).isTrue();
        }
    }

    @Test
    void tickers_moreOftenThanTheInterval_areSampled() throws IOException {
        List<Update> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Update.Head head = new Update.Head(
                    Past.TICKER, new Epoch(7), i + 1, 0, Past.START_US + i * 1_000_000L, "okx", Status.LIVE, true);
            Decimal last = Decimal.parse("97110." + i + "0");
            values.add(new Update.Value(
                    head,
                    false,
                    new Update.TickerData(
                            last, new Update.QuoteData(last, null, null, last), null, last, null, null, null, null)));
        }
        try (Kept kept = Kept.open(folder)) {
            kept.write(values);

            List<Update.Value> samples =
                    kept.history.tickers(Past.TICKER, Past.START_US + 1, Past.START_US + 60_000_000, 100);

            List<Update> expected =
                    List.of(values.get(10), values.get(20), values.get(30), values.get(40), values.get(50));
            assertThat(samples.toString()).isEqualTo(expected.toString());
        }
    }

    @Test
    void open_candle_isNotKept() throws IOException {
        Past past = new Past(Past.CANDLES, 7, 9);
        try (Kept kept = Kept.open(folder)) {
            Update.ClosedCandle closed = (Update.ClosedCandle) past.next(40).stream()
                    .filter(Update.ClosedCandle.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            kept.write(List.of(new Update.OpenCandle(closed.head(), closed.candle(), false)));

            assertThat(kept.files(Folder.JOURNAL)).isEmpty();
        }
    }

    @Test
    void reader_besideTheOneThatWrites_seesWhatIsOnDisk() throws IOException {
        Past past = new Past(Past.TRADES, 7, 10);
        List<Update> updates = past.next(100);
        try (Kept kept = Kept.open(folder, 40, Disk.system())) {
            kept.write(updates.subList(0, 60));
            kept.flush();
            kept.write(updates.subList(60, 100));
            kept.keep();
            List<Path> before = kept.files("");
            try (History reader = History.openToRead(kept.config, kept.nowUs::get)) {
                assertThat(Kept.told(Kept.items(reader, Past.TRADES, Kept.ALL))).isEqualTo(Past.flat(updates));
                assertThat(reader.topics()).containsExactly(Past.TRADES);
            }
            assertThat(kept.files("")).containsExactlyElementsOf(before);
        }
    }

    @Test
    void open_whereAnotherHasTheFolder_isRefused() throws IOException {
        try (Kept kept = Kept.open(folder)) {
            assertThatExceptionOfType(HistoryUnavailable.class)
                    .isThrownBy(() -> Kept.open(folder))
                    .withMessageContaining("is in use by another process");
            assertThat(Files.exists(kept.config.place().resolve("lock"))).isTrue();
        }
        Kept.open(folder).close();
    }

    private static Update later(Update update, long us) {
        Update.Trades trades = (Update.Trades) update;
        Update.Head head = trades.head();
        return new Update.Trades(
                new Update.Head(
                        head.topic(),
                        head.epoch(),
                        head.seq(),
                        head.tsUs(),
                        head.recvUs() + us,
                        head.source(),
                        head.status(),
                        head.simulated()),
                trades.prev(),
                trades.items());
    }
}
