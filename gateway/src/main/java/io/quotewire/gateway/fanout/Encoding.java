package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotewire.gateway.deflate.Deflating;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.Frames;
import io.quotewire.gateway.wire.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What messages look like on one connection. There are three of our own and one for each place where a dialect is spoken, all
 * made at the start; they are told apart by identity.
 *
 * <p><b>Threads:</b> any.
 */
public final class Encoding {
    /** WebSocket text frames. */
    public static final Encoding PLAIN = new Encoding("plain", true, (plain, change, counts) -> plain.retain());

    /** The same, compressed where that is shorter. What is said to one connection alone is not. */
    public static final Encoding DEFLATED =
            new Encoding("deflated", true, (plain, change, counts) -> deflated(plain, counts));

    /** Messages of an event stream. */
    public static final Encoding EVENT = new Encoding(
            "event", true, (plain, change, counts) -> counted(counts, Count.EVENT_BYTES, Frames.event(plain)));

    private final String name;
    private final boolean tellsLosses;
    private final Maker maker;

    private Encoding(String name, boolean tellsLosses, Maker maker) {
        this.name = name;
        this.tellsLosses = tellsLosses;
        this.maker = maker;
    }

    /** The whole message of a publication; the caller owns it. */
    @FunctionalInterface
    private interface Maker {
        ByteBuf make(ByteBuf plain, @Nullable Change change, Tally counts);
    }

    /** Text frames in other words than ours. */
    @FunctionalInterface
    public interface Wording {
        /**
         * Prints what is told of a change, to everybody alike; false where that is nothing. Any thread; throws nothing, as it
         * is called where all connections are served.
         */
        boolean print(JsonWriter json, Change change);
    }

    /** Text frames of a dialect. Of what it has no words for, losses included, its connections hear nothing. */
    public static Encoding of(Wording wording) {
        return new Encoding("dialect", false, (plain, change, counts) -> worded(wording, change, counts));
    }

    /** Whether a connection is told in so many words what it has missed. */
    boolean tellsLosses() {
        return tellsLosses;
    }

    /**
     * A message in this encoding, empty where it says nothing. The caller owns it.
     *
     * @param change what it tells, null where there are no other words for that
     * @param counts of the lane that asks
     */
    ByteBuf make(ByteBuf plain, @Nullable Change change, Tally counts) {
        return maker.make(plain, change, counts);
    }

    /** What one connection alone is told. The caller owns it. */
    ByteBuf own(JsonWriter json) {
        return this == EVENT ? Frames.event(json) : Frames.text(json);
    }

    private static ByteBuf deflated(ByteBuf plain, Tally counts) {
        Deflating tool = Deflating.ofThread();
        int from = Frames.payloadAt(plain);
        int shorter = tool.deflate(plain.nioBuffer(from, plain.writerIndex() - from));
        if (shorter < 0) {
            return plain.retain();
        }
        ByteBuf made = Frames.POOL.directBuffer(Frames.headerLength(shorter) + shorter);
        Frames.deflatedHeader(made, shorter);
        tool.copyTo(made);
        return counted(counts, Count.DEFLATED_BYTES, made);
    }

    private static ByteBuf worded(Wording wording, @Nullable Change change, Tally counts) {
        JsonWriter json = new JsonWriter();
        return change != null && wording.print(json, change)
                ? counted(counts, Count.DIALECT_BYTES, Frames.text(json))
                : Unpooled.EMPTY_BUFFER;
    }

    private static ByteBuf counted(Tally counts, Count count, ByteBuf made) {
        counts.add(count, made.readableBytes());
        return made;
    }

    @Override
    public String toString() {
        return name;
    }
}
