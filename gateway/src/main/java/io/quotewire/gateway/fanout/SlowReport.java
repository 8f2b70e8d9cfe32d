package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Topic;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a connection has yet to be told of having been slow; at most once a second.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class SlowReport {
    private static final long EVERY_US = TimeUnit.SECONDS.toMicros(1);

    private final Set<String> conflated = new LinkedHashSet<>();
    private final Set<String> begunAnew = new LinkedHashSet<>();
    private boolean due;
    private long toldUs;

    /** Something was dropped or replaced. */
    void due() {
        due = true;
    }

    /** Values of the topic were replaced. */
    void conflated(Topic topic) {
        conflated.add(topic.toString());
    }

    /** A book is given up until there is room for all of it. */
    void beginsAnew(Topic book) {
        begunAnew.add(book.toString());
        due = true;
    }

    /** The connection does not follow the topic any more. */
    void left(Topic topic) {
        begunAnew.remove(topic.toString());
    }

    boolean isDue() {
        return due;
    }

    /** Prints what is to be told now; false where that is nothing. */
    boolean print(JsonWriter json, long nowUs) {
        if (!due || nowUs - toldUs < EVERY_US) {
            return false;
        }
        DataMessages.slow(json, conflated, begunAnew);
        conflated.clear();
        begunAnew.clear();
        due = false;
        toldUs = nowUs;
        return true;
    }
}
