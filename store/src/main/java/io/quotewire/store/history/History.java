package io.quotewire.store.history;

import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The past in a folder: the only door to it.
 *
 * <p><b>Threads:</b> any. What reads blocks, and is meant for virtual threads; {@link #writer} and {@link #read} do not.
 */
public final class History implements AutoCloseable, Metric.Source {
    private History() {}

    /**
     * Takes the folder. What is in it is looked through by a thread of its own, and readers wait for that.
     *
     * @param kept whether a topic is; asked once for each that comes by, by the threads of shards
     * @throws HistoryUnavailable if another process has the folder, it cannot be written, or there is no DuckDB for this platform
     */
    public static History open(HistoryConfig config, MicroClock clock, Predicate<Topic> kept) throws HistoryUnavailable {
        throw new HistoryUnavailable("not yet", null);
    }

    /** Where shards put what they tell. */
    public HistoryWriter writer() {
        throw new UnsupportedOperationException();
    }

    /**
     * The items of an event topic, as far as they are written.
     *
     * @throws HistoryUnavailable if the files cannot be read just now
     */
    public ItemPage items(Topic topic, ItemRange range) throws HistoryUnavailable {
        throw new HistoryUnavailable("not yet", null);
    }

    /**
     * The candles of a topic that open from {@code fromUs} on and before {@code untilUs}.
     *
     * @param limit most candles, 1 to {@link ItemRange#MOST}
     * @throws HistoryUnavailable if the files cannot be read just now
     */
    public CandlePast candles(Topic topic, long fromUs, long untilUs, int limit) throws HistoryUnavailable {
        throw new HistoryUnavailable("not yet", null);
    }

    /**
     * The samples of a ticker's topic that came from {@code fromUs} on and before {@code untilUs}, in the order of epoch and
     * number.
     *
     * @param limit most samples, 1 to {@link ItemRange#MOST}
     * @throws HistoryUnavailable if the files cannot be read just now
     */
    public List<Update.Value> tickers(Topic topic, long fromUs, long untilUs, int limit) throws HistoryUnavailable {
        throw new HistoryUnavailable("not yet", null);
    }

    /**
     * Up to where the topic is written, in this run: whatever was told up to there can be read, or is told as lost. Null where
     * nothing of it has been written since the start. Does not block.
     */
    public @Nullable Mark writtenTo(Topic topic) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns when all that {@link #writer} was given before this call can be read, or is told as lost.
     *
     * @throws HistoryUnavailable if the disk takes nothing just now
     */
    public void flush() throws HistoryUnavailable, InterruptedException {
        throw new HistoryUnavailable("not yet", null);
    }

    @Override
    public List<Metric.Reading> read() {
        return List.of();
    }

    /** Writes what was given before, and lets go of the folder. */
    @Override
    public void close() {}
}
