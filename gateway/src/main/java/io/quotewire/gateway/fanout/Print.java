package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import io.quotewire.gateway.deflate.Deflating;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Frames;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message in each encoding that anybody wants. Others than the plain one are made when first asked for,
 * once for all lanes, by the lane that asks; all go together.
 *
 * <p><b>Threads:</b> any that holds a reference.
 */
final class Print extends AbstractReferenceCounted {
    private final ByteBuf plain;
    private final int length;
    private volatile @Nullable ByteBuf deflated;
    private volatile @Nullable ByteBuf event;

    /** Takes over the caller's reference to a whole text frame. */
    Print(ByteBuf plain) {
        this.plain = plain;
        this.length = plain.readableBytes();
    }

    /** Bytes of the plain frame. */
    int length() {
        return length;
    }

    /**
     * The message as {@code encoding} has it.
     *
     * @param counts of the lane that asks
     */
    ByteBuf as(Encoding encoding, Tally counts) {
        return switch (encoding) {
            case PLAIN -> plain;
            case DEFLATED -> {
                ByteBuf made = deflated;
                yield made == null ? deflate(counts) : made;
            }
            case EVENT -> {
                ByteBuf made = event;
                yield made == null ? event(counts) : made;
            }
        };
    }

    private synchronized ByteBuf deflate(Tally counts) {
        ByteBuf made = deflated;
        if (made != null) {
            return made; // Another lane was faster.
        }
        Deflating tool = Deflating.ofThread();
        int from = Frames.payloadAt(plain);
        int shorter = tool.deflate(plain.nioBuffer(from, length - from));
        if (shorter < 0) {
            made = plain.retain();
        } else {
            made = Frames.POOL.directBuffer(Frames.headerLength(shorter) + shorter);
            Frames.deflatedHeader(made, shorter);
            tool.copyTo(made);
            counts.add(Count.DEFLATED_BYTES, made.readableBytes());
        }
        deflated = made;
        return made;
    }

    private synchronized ByteBuf event(Tally counts) {
        ByteBuf made = event;
        if (made == null) {
            made = Frames.event(plain);
            counts.add(Count.EVENT_BYTES, made.readableBytes());
            event = made;
        }
        return made;
    }

    @Override
    protected void deallocate() {
        ByteBuf shorter = deflated;
        ByteBuf line = event;
        if (shorter != null) {
            shorter.release();
        }
        if (line != null) {
            line.release();
        }
        plain.release();
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
