package io.quotewire.gateway.fanout;

import io.quotewire.gateway.tape.Tail;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one seat that wants to go on where its client stood. From here on the stream is for it too.
 *
 * @param head where the topic stands
 * @param tail of an event topic, what may have to be told again
 * @param first of any other topic that has moved on, what replaces all the client has; owned by the continuation
 */
record Continuation(
        Seat seat, Head head, @Nullable Tail tail, @Nullable Publication first) implements Parcel {
    @Override
    public Topic topic() {
        return seat.topic();
    }

    @Override
    public Rate rate() {
        return seat.rate();
    }

    void release() {
        if (first != null) {
            first.release();
        }
    }
}
