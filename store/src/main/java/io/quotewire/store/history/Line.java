package io.quotewire.store.history;

import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.store.history.journal.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the writer knows of one topic.
 *
 * <p><b>Threads:</b> any; {@link #isDue} the topic's shard only.
 */
final class Line {
    /** Beyond, ranges are joined, with what is between them. */
    private static final int MOST_RANGES = 64;

    private final Topic topic;
    private final boolean kept;
    private final List<Row.Loss> losses = new ArrayList<>();
    private volatile @Nullable Mark written;
    private long sampledUs = Long.MIN_VALUE;

    Line(Topic topic, boolean kept) {
        this.topic = topic;
        this.kept = kept;
    }

    boolean isKept() {
        return kept;
    }

    /** Whether another sample is to be taken of what came at that time; then none is until the interval is over. */
    boolean isDue(long recvUs, long intervalUs) {
        boolean due = sampledUs == Long.MIN_VALUE || recvUs - sampledUs >= intervalUs || recvUs < sampledUs;
        if (due) {
            sampledUs = recvUs;
        }
        return due;
    }

    /** Notes numbers that will not be written, and says whether they are the first that wait to be told. */
    synchronized boolean lose(Epoch epoch, long from, long to) {
        boolean first = losses.isEmpty();
        int last = losses.size() - 1;
        Row.Loss before = first ? null : losses.get(last);
        if (before != null
                && before.epoch().equals(epoch)
                && (before.to() + 1 == from || losses.size() == MOST_RANGES)) {
            losses.set(last, new Row.Loss(topic, epoch, Math.min(before.from(), from), Math.max(before.to(), to)));
        } else {
            losses.add(new Row.Loss(topic, epoch, from, to));
        }
        return first;
    }

    /** Takes what waits to be told. */
    synchronized List<Row.Loss> takeLosses() {
        List<Row.Loss> taken = List.copyOf(losses);
        losses.clear();
        return taken;
    }

    @Nullable
    Mark written() {
        return written;
    }

    /** The writer only. */
    void written(Epoch epoch, long seq) {
        Mark mark = new Mark(epoch, seq);
        Mark before = written;
        if (before == null || mark.compareTo(before) > 0) {
            written = mark;
        }
    }
}
