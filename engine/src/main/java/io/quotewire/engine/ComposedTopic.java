package io.quotewire.engine;

import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.Value;
import org.jspecify.annotations.Nullable;

/**
 * A value topic that is made of what others say. It does not exist before its first value. The same value of a later time is told
 * once a second only, so that its age stays true.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class ComposedTopic {
    private static final long AGAIN_US = 1_000_000;

    private final Chain chain;
    private @Nullable Head last;
    private @Nullable Data data;
    private long toldUs;

    ComposedTopic(Chain chain) {
        this.chain = chain;
    }

    Chain chain() {
        return chain;
    }

    Topic topic() {
        return chain.topic();
    }

    /** Of what time a value is, and whose. */
    record Origin(String source, long tsUs, long recvUs, boolean simulated) {}

    /** @param why in words, should the status be another than it was */
    void value(Data news, Origin origin, Status status, String why, long nowUs) {
        Head before = last;
        if (before == null || before.status() == Status.CLOSED) {
            put(new Value(next(origin, status), true, news), news, nowUs);
        } else if (!before.source().equals(origin.source())) {
            long prev = chain.seq();
            put(new StatusChange(next(origin, status), prev, before.source(), why, nowUs, news), news, nowUs);
            put(new Value(next(origin, status), true, news), news, nowUs);
        } else if (before.status() != status) {
            long prev = chain.seq();
            put(new StatusChange(next(origin, status), prev, null, why, nowUs, news), news, nowUs);
        } else if (!news.equals(data) || (origin.recvUs() != before.recvUs() && nowUs - toldUs >= AGAIN_US)) {
            put(new Value(next(origin, status), false, news), news, nowUs);
        }
    }

    /** The last value stands, under another status. */
    void change(Status status, String why, long nowUs) {
        Head before = last;
        if (before != null && before.status() != status) {
            long prev = chain.seq();
            Head head = chain.next(before.tsUs(), before.recvUs(), before.source(), status, before.simulated());
            put(new StatusChange(head, prev, null, why, nowUs, data), data, nowUs);
        }
    }

    private Head next(Origin origin, Status status) {
        return chain.next(origin.tsUs(), origin.recvUs(), origin.source(), status, origin.simulated());
    }

    private void put(Update update, @Nullable Data news, long nowUs) {
        last = update.head();
        data = news;
        toldUs = nowUs;
        chain.put(update);
    }
}
