package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;

/**
 * One message of a topic, printed once for everybody: a WebSocket text frame whose bytes never change.
 *
 * <p><b>Threads:</b> any. The bytes are counted by reference: who keeps a publication beyond the call that gave it must
 * {@link #retain} it, and whoever has one must {@link #release} it.
 */
public final class Publication {
    /** For whom a publication is. */
    enum Kind {
        /** For all active seats: part of the chain. */
        STREAM,
        /** For all active seats: only says that nothing happened. */
        STILL,
        /** For all active seats: shows what takes no number. */
        VIEW,
        /** For the seats that wait. */
        FIRST
    }

    private final Kind kind;
    private final Head head;
    private final ByteBuf frame;
    private final int length;

    /** A publication of bytes that are framed already; takes over the caller's reference. */
    Publication(Kind kind, Head head, ByteBuf frame) {
        this.kind = kind;
        this.head = head;
        this.frame = frame;
        this.length = frame.readableBytes();
    }

    /**
     * Frames what was printed; the caller owns the result.
     *
     * @param head where the topic stands once this was applied
     */
    static Publication of(Kind kind, Head head, JsonWriter json) {
        return new Publication(kind, head, Frames.text(json));
    }

    /** The same bytes for others; owned by the caller too. */
    Publication as(Kind other) {
        return new Publication(other, head, frame.retain());
    }

    Kind kind() {
        return kind;
    }

    Head head() {
        return head;
    }

    public Topic topic() {
        return head.topic();
    }

    boolean isEvent() {
        return head.topic().shape() == Topic.Shape.EVENT;
    }

    boolean isBook() {
        return head.topic().shape() == Topic.Shape.BOOK;
    }

    /** Bytes of the whole frame. */
    int length() {
        return length;
    }

    /** The whole frame. Not to be read from: its indices are shared. */
    ByteBuf frame() {
        return frame;
    }

    public void retain() {
        frame.retain();
    }

    public void release() {
        frame.release();
    }
}
