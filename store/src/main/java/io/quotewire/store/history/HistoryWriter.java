package io.quotewire.store.history;

import io.quotewire.model.Inbox;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.UpdateSink;
import io.quotewire.store.history.journal.TickerCells;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes what shards tell, and sees to it that it is kept: every numbered update of the event topics that are kept, and of their
 * tickers a sample now and then.
 *
 * <p><b>Threads:</b> {@link #on} on those of the shards; it neither waits nor throws. Where the queue is full, what came is counted
 * as lost, and told so by a row when there is room again. The rest is the writing thread's.
 */
public final class HistoryWriter implements UpdateSink {
    /** Updates that wait. */
    static final int QUEUE = 65_536;

    private final Predicate<Topic> kept;
    private final long sampleUs;
    private final Counts counts;
    private final Inbox<Update> inbox;
    private final Map<Topic, Line> lines = new ConcurrentHashMap<>();

    /** Those with losses to be told; each at most once. */
    private final Queue<Line> lossy = new ConcurrentLinkedQueue<>();

    HistoryWriter(Predicate<Topic> kept, Duration sample, int capacity, Counts counts, Runnable waker) {
        this.kept = kept;
        this.sampleUs = sample.toNanos() / 1_000;
        this.counts = counts;
        this.inbox = new Inbox<>(capacity, waker);
    }

    @Override
    public void on(Update update) {
        Topic topic = update.head().topic();
        if (topic.shape() == Topic.Shape.EVENT) {
            if (!(update instanceof Update.OpenCandle) && line(topic).isKept() && !inbox.offer(update)) {
                counts.lostToQueue.increment();
                lose(update);
            }
        } else if (topic.kind() == Topic.Kind.TICKER && update instanceof Update.Value value) {
            sample(value);
        }
    }

    /** A sample that finds no room is one fewer, and no hole: the next one says what there is then. */
    private void sample(Update.Value value) {
        long recvUs = value.head().recvUs();
        Line line = line(value.head().topic());
        boolean due = recvUs > 0 && line.isKept() && line.isDue(recvUs, sampleUs);
        if (due && TickerCells.of(value.data()) != null && !inbox.offer(value)) {
            counts.lostToQueue.increment();
        }
    }

    /** Notes that an update will not be written; a sample leaves no hole. */
    void lose(Update update) {
        if (!(update instanceof Update.Value)) {
            Update.Head head = update.head();
            long from = update instanceof Update.Trades trades
                    ? trades.items().getFirst().seq()
                    : head.seq();
            Line line = line(head.topic());
            if (line.lose(head.epoch(), from, head.seq())) {
                lossy.add(line);
            }
        }
    }

    /** Notes a range that could not be told as lost. */
    void lose(Topic topic, Mark mark, long to) {
        Line line = line(topic);
        if (line.lose(mark.epoch(), mark.seq(), to)) {
            lossy.add(line);
        }
    }

    Line line(Topic topic) {
        Line line = lines.get(topic);
        return line != null ? line : lines.computeIfAbsent(topic, one -> new Line(one, kept.test(one)));
    }

    @Nullable
    Mark writtenTo(Topic topic) {
        Line line = lines.get(topic);
        return line == null ? null : line.written();
    }

    Inbox<Update> inbox() {
        return inbox;
    }

    Queue<Line> lossy() {
        return lossy;
    }
}
