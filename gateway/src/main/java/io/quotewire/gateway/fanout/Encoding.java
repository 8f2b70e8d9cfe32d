package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.JsonWriter;

/** What messages look like on one connection. */
public enum Encoding {
    /** WebSocket text frames. */
    PLAIN,
    /** The same, compressed where that is shorter. What is said to one connection alone is not. */
    DEFLATED,
    /** Messages of an event stream. */
    EVENT;

    /** What one connection alone is told. The caller owns it. */
    ByteBuf own(JsonWriter json) {
        return this == EVENT ? Frames.event(json) : Frames.text(json);
    }
}
