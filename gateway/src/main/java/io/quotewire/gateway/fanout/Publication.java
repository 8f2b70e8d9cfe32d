package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import org.jspecify.annotations.Nullable;

/**
 * One message of a topic, printed once for everybody: as a WebSocket text frame, and once more for those with another {@link
 * Encoding}, where there are any. Its bytes never change.
 *
 * <p><b>Threads:</b> any. The bytes are counted by reference: who keeps a publication beyond the call that gave it must
 * {@link #retain} it, and whoever has one must {@link #release} it.
 */
public final class Publication implements Parcel {
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
    private final Rate rate;
    private final Head head;
    private final Print print;

    /** A publication of bytes that are framed already; takes over the caller's reference. */
    Publication(Kind kind, Rate rate, Head head, ByteBuf frame) {
        this(kind, rate, head, new Print(frame, null));
    }

    private Publication(Kind kind, Rate rate, Head head, Print print) {
        this.kind = kind;
        this.rate = rate;
        this.head = head;
        this.print = print;
    }

    /**
     * Frames what was printed; the caller owns the result.
     *
     * @param rate of the followers that it is for
     * @param head where the topic stands once this was applied
     * @param change what was printed, null where there are no other words for that
     */
    static Publication of(Kind kind, Rate rate, Head head, JsonWriter json, @Nullable Change change) {
        return new Publication(kind, rate, head, new Print(Frames.text(json), change));
    }

    /** The same bytes for others; owned by the caller too. */
    Publication as(Kind other) {
        print.retain();
        return new Publication(other, rate, head, print);
    }

    Kind kind() {
        return kind;
    }

    Head head() {
        return head;
    }

    @Override
    public Topic topic() {
        return head.topic();
    }

    @Override
    public Rate rate() {
        return rate;
    }

    boolean isEvent() {
        return head.topic().shape() == Topic.Shape.EVENT;
    }

    /** Whether it is one of the values that its followers want now and then. */
    boolean isSample() {
        return isSample(topic(), rate);
    }

    static boolean isSample(Topic topic, Rate rate) {
        return rate != Rate.EVERYTHING && topic.shape() == Topic.Shape.VALUE;
    }

    boolean isBook() {
        return head.topic().shape() == Topic.Shape.BOOK;
    }

    /** Bytes of the whole plain frame. */
    int length() {
        return print.length();
    }

    /**
     * Bytes of the whole message as {@code encoding} has it; 0 where that says nothing.
     *
     * @param counts of the lane that asks
     */
    int length(Encoding encoding, Tally counts) {
        return encoding == Encoding.PLAIN
                ? print.length()
                : print.as(encoding, counts).readableBytes();
    }

    /**
     * The whole message as {@code encoding} has it. Not to be read from: its indices are shared.
     *
     * @param counts of the lane that asks
     */
    ByteBuf bytes(Encoding encoding, Tally counts) {
        return print.as(encoding, counts);
    }

    public void retain() {
        print.retain();
    }

    public void release() {
        print.release();
    }
}
