package io.quotewire.store.history;

import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A history in a folder, with a clock that stands until it is moved. */
final class Kept implements AutoCloseable {
    static final ItemRange ALL = ItemRange.times(0, Long.MAX_VALUE, ItemRange.MOST);

    final AtomicLong nowUs = new AtomicLong(Past.START_US);
    final HistoryConfig config;
    final History history;

    private Kept(HistoryConfig config, History.Seams seams) throws HistoryUnavailable {
        this.config = config;
        this.history = History.open(config, nowUs::get, topic -> true, seams);
    }

    static Kept open(Path folder) throws HistoryUnavailable {
        return open(folder, 500_000, Disk.system());
    }

    static Kept open(Path folder, long rows, Disk disk) throws HistoryUnavailable {
        return new Kept(
                config(folder),
                new History.Seams(disk, new Scribe.Limits(rows, 64 << 20, 1_000_000), HistoryWriter.QUEUE));
    }

    static Kept open(HistoryConfig config, History.Seams seams) throws HistoryUnavailable {
        return new Kept(config, seams);
    }

    static HistoryConfig config(Path folder) {
        HistoryConfig base = HistoryConfig.DEFAULT;
        return new HistoryConfig(
                true,
                folder.resolve("history"),
                base.partition(),
                Duration.ofDays(300),
                base.sizeBytes(),
                base.tickers(),
                base.durability(),
                base.memoryBytes(),
                1);
    }

    /** Returns when they are on disk. */
    void write(List<? extends Update> updates) {
        updates.forEach(history.writer()::on);
        flush();
    }

    void flush() {
        try {
            history.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes segments of what is full or over. */
    void keep() throws HistoryUnavailable {
        history.works().keep();
    }

    /** Everything of a topic, page by page. */
    List<Item> items(Topic topic, int page) throws HistoryUnavailable {
        return items(history, topic, new ItemRange(Kept.ALL.bounds(), null, page));
    }

    static List<Item> items(History history, Topic topic, ItemRange range) throws HistoryUnavailable {
        List<Item> all = new ArrayList<>();
        ItemPage page = history.items(topic, range);
        all.addAll(page.items());
        while (page.next() != null) {
            page = history.items(topic, range.after(page.next()));
            all.addAll(page.items());
        }
        return all;
    }

    static List<String> told(List<Item> items) {
        return Past.flat(items.stream()
                .filter(Item.Told.class::isInstance)
                .map(item -> ((Item.Told) item).update())
                .toList());
    }

    static List<Item.Lost> lost(List<Item> items) {
        return items.stream()
                .filter(Item.Lost.class::isInstance)
                .map(Item.Lost.class::cast)
                .toList();
    }

    /** What is in the folder with that ending, in order. */
    List<Path> files(String ending) {
        return files(config.place(), ending);
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double metric(HistoryMetric metric) {
        return history.read().stream()
                .filter(reading -> reading.metric() == metric)
                .mapToDouble(reading -> reading.value())
                .sum();
    }

    @Override
    public void close() {
        history.close();
    }
}
