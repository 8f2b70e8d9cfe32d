package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest update of each topic.
 *
 * <p><b>Threads:</b> any may read; each topic is written by the shard that owns it.
 */
public final class LastValues {
    private final Map<Topic, Cell> cells = new ConcurrentHashMap<>();

    /** The newest update, or null where there has been none. */
    public @Nullable Update last(Topic topic) {
        Cell cell = cells.get(topic);
        return cell == null ? null : cell.last;
    }

    /** The first number from which a client can go on in an event topic without a gap. */
    public long oldest(Topic topic) {
        Cell cell = cells.get(topic);
        return cell == null ? 1 : cell.oldest;
    }

    /** Topics that have ever been updated or followed. */
    public Collection<Topic> topics() {
        return Collections.unmodifiableSet(cells.keySet());
    }

    /** What a joiner would be told now, as JSON; null where there has been no update. */
    public byte @Nullable [] snapshot(Topic topic) {
        Update last = last(topic);
        if (last == null) {
            return null;
        }
        JsonWriter json = new JsonWriter();
        DataMessages.snapshot(json, last);
        return json.toBytes();
    }

    Cell cell(Topic topic) {
        return cells.computeIfAbsent(topic, ignored -> new Cell());
    }

    /** One topic's newest update. */
    static final class Cell {
        private volatile @Nullable Update last;

        /** Of an event topic, the first number from which one may go on. */
        private volatile long oldest = 1;

        long oldest() {
            return oldest;
        }

        void setOldest(long seq) {
            if (oldest != seq) {
                oldest = seq;
            }
        }

        @Nullable
        Update last() {
            return last;
        }

        void set(Update update) {
            last = update;
        }
    }
}
