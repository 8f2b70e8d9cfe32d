package io.quotewire.store.history;

import io.quotewire.model.Check;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.duck.Export;
import io.quotewire.store.history.journal.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The past in a folder: the only door to it.
 *
 * <p><b>Threads:</b> any. What reads blocks, and is meant for virtual threads; {@link #writer} and {@link #read} do not.
 */
public final class History implements AutoCloseable, Metric.Source {
    /** Between two commits, where they are in groups. */
    static final long COMMIT_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final double NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    private final Works works;

    /**
     * What tests put in the place of the system.
     *
     * @param queue updates that wait at most
     */
    record Seams(Disk disk, Scribe.Limits limits, int queue) {
        static final Seams NONE = new Seams(Disk.system(), Scribe.Limits.DEFAULT, HistoryWriter.QUEUE);
    }

    private History(Works works) {
        this.works = works;
    }

    /**
     * Takes the folder. What is in it is looked through by a thread of its own, and readers wait for that.
     *
     * @param kept whether a topic is; asked once for each that comes by, by the threads of shards
     * @throws HistoryUnavailable if another process has the folder, or it cannot be written
     */
    public static History open(HistoryConfig config, MicroClock clock, Predicate<Topic> kept)
            throws HistoryUnavailable {
        return open(config, clock, kept, Seams.NONE);
    }

    static History open(HistoryConfig config, MicroClock clock, Predicate<Topic> kept, Seams seams)
            throws HistoryUnavailable {
        return new History(Works.start(config, clock, kept, seams, Folder.take(config.place())));
    }

    /**
     * Opens a folder to read, which a gateway may be writing to: what is on disk now is what there is. Nothing in it is changed.
     *
     * @throws HistoryUnavailable if there is no such folder
     */
    public static History openToRead(HistoryConfig config, MicroClock clock) throws HistoryUnavailable {
        return new History(Works.start(config, clock, topic -> false, Seams.NONE, Folder.look(config.place())));
    }

    /** Where shards put what they tell. */
    public HistoryWriter writer() {
        return works.writer();
    }

    /**
     * The items of an event topic, as far as they are written.
     *
     * @throws HistoryUnavailable if the files cannot be read just now
     */
    public ItemPage items(Topic topic, ItemRange range) throws HistoryUnavailable {
        return works.desk().ask(view -> ItemReader.read(view, topic, range));
    }

    /**
     * The candles of a topic that open from {@code fromUs} on and before {@code untilUs}.
     *
     * @param limit most candles, 1 to {@link ItemRange#MOST}
     * @throws HistoryUnavailable if the files cannot be read just now
     */
    public CandlePast candles(Topic topic, long fromUs, long untilUs, int limit) throws HistoryUnavailable {
        Check.range("limit", limit, 1, ItemRange.MOST);
        return works.desk().ask(view -> CandleReader.read(view, topic, fromUs, untilUs, limit));
    }

    /**
     * The samples of a ticker's topic that came from {@code fromUs} on and before {@code untilUs}, in the order of epoch and
     * number.
     *
     * @param limit most samples, 1 to {@link ItemRange#MOST}
     * @throws HistoryUnavailable if the files cannot be read just now
     */
    public List<Update.Value> tickers(Topic topic, long fromUs, long untilUs, int limit) throws HistoryUnavailable {
        Check.range("limit", limit, 1, ItemRange.MOST);
        return works.desk().ask(view -> {
            List<Update.Value> samples = new ArrayList<>();
            for (Part part : view.parts()) {
                boolean has = part.contents().of(topic).stream()
                        .anyMatch(span -> span.lastUs() >= fromUs && span.firstUs() < untilUs);
                if (has && part.state() != Part.State.ASIDE && samples.size() < limit) {
                    samples.addAll(view.reader(part).tickers(topic, fromUs, untilUs, limit - samples.size()));
                }
            }
            return samples;
        });
    }

    /** All topics that there is anything of. */
    public List<Topic> topics() throws HistoryUnavailable {
        return works.desk().ask(view -> {
            TreeSet<Topic> topics = new TreeSet<>(Comparator.comparing(Topic::toString));
            view.parts().forEach(part -> topics.addAll(part.contents().all().keySet()));
            return List.copyOf(topics);
        });
    }

    /**
     * Writes what came of a topic in a span of time into a file, which is there as a whole or not at all.
     *
     * @return how many rows it has
     * @throws HistoryUnavailable if the past cannot be read, or the file not be written
     */
    public long export(Topic topic, long fromUs, long untilUs, Path file, Export.Format format)
            throws HistoryUnavailable {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (Export export = Export.begin(works.connect(), Exporter.columns(topic))) {
            new Exporter(this, topic, export).run(fromUs, untilUs);
            export.write(temporary, format);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return export.count();
        } catch (HistoryUnavailable e) {
            throw e;
        } catch (IOException | SQLException e) {
            discard(temporary);
            throw new HistoryUnavailable(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads everything: each segment's pages, and each topic's numbers from the first that is kept to the last.
     *
     * @throws HistoryUnavailable if the files cannot be read at all
     */
    public Verification verify() throws HistoryUnavailable {
        return new Verifier(this).run();
    }

    /**
     * Up to where the topic is written, in this run: whatever was told up to there can be read, or is told as lost. Null where
     * nothing of it has been written since the start. Does not block.
     */
    public @Nullable Mark writtenTo(Topic topic) {
        return works.writer().writtenTo(topic);
    }

    /**
     * Returns when all that {@link #writer} was given before this call can be read, or is told as lost.
     *
     * @throws HistoryUnavailable if the disk takes nothing just now
     */
    public void flush() throws HistoryUnavailable, InterruptedException {
        works.flush();
    }

    @Override
    public List<Metric.Reading> read() {
        Counts counts = works.counts();
        List<Metric.Reading> readings = new ArrayList<>();
        readings.add(count(HistoryMetric.ROWS, counts.rows.sum()));
        readings.add(lost("queue", counts.lostToQueue.sum()));
        readings.add(lost("disk", counts.lostToDisk.sum()));
        readings.add(count(HistoryMetric.QUEUED, works.writer().inbox().size()));
        readings.add(count(HistoryMetric.COMMITS, counts.commits.sum()));
        readings.add(seconds(HistoryMetric.APPEND_SECONDS, counts.appendNs.sum()));
        readings.add(seconds(HistoryMetric.FSYNC_SECONDS, counts.fsyncNs.sum()));
        readings.add(seconds(HistoryMetric.SLOWEST_FSYNC, counts.slowestFsyncNs.get()));
        readings.add(count(HistoryMetric.BYTES, counts.bytes));
        readings.add(count(HistoryMetric.SEGMENTS, works.readable()));
        readings.add(count(HistoryMetric.EXPIRED, counts.expired.sum()));
        readings.add(count(HistoryMetric.CORRUPT, counts.corrupt.sum()));
        readings.add(count(HistoryMetric.DEGRADED, counts.degraded ? 1 : 0));
        return readings;
    }

    private static Metric.Reading count(HistoryMetric metric, long value) {
        return new Metric.Reading(metric, Map.of(), (double) value);
    }

    private static Metric.Reading lost(String why, long value) {
        return new Metric.Reading(HistoryMetric.LOST, Map.of("why", why), (double) value);
    }

    private static Metric.Reading seconds(HistoryMetric metric, long ns) {
        return new Metric.Reading(metric, Map.of(), ns / NS_PER_S);
    }

    /** For tests that look behind the door. */
    Works works() {
        return works;
    }

    /** Writes what was given before, and lets go of the folder. */
    @Override
    public void close() {
        works.close();
    }
}
