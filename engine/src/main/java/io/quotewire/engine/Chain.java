package io.quotewire.engine;

import io.quotewire.model.Epoch;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.UpdateSink;

/**
 * The numbers of one topic's updates, and the way out for them.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Chain {
    private final Topic topic;
    private final Epoch epoch;
    private final UpdateSink sink;
    private long seq;

    Chain(Topic topic, Epoch epoch, UpdateSink sink) {
        this.topic = topic;
        this.epoch = epoch;
        this.sink = sink;
    }

    Topic topic() {
        return topic;
    }

    /** The number given last, 0 before the first. */
    long seq() {
        return seq;
    }

    /** The head of the next update, which takes the next number. */
    Head next(long tsUs, long recvUs, String source, Status status, boolean simulated) {
        return new Head(topic, epoch, ++seq, tsUs, recvUs, source, status, simulated);
    }

    /** The same as another topic's head said, under the next number of this one. */
    Head next(Head like) {
        return next(like.tsUs(), like.recvUs(), like.source(), like.status(), like.simulated());
    }

    /** The head of what is shown at the number where this one stands, and takes none. */
    Head now(long tsUs, long recvUs, String source, Status status, boolean simulated) {
        return new Head(topic, epoch, seq, tsUs, recvUs, source, status, simulated);
    }

    /** The same as another topic's head said. */
    Head now(Head like) {
        return now(like.tsUs(), like.recvUs(), like.source(), like.status(), like.simulated());
    }

    void put(Update update) {
        sink.on(update);
    }
}
