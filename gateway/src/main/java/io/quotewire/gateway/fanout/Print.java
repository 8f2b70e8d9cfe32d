package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import io.quotewire.gateway.wire.Change;
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
    private final @Nullable Change change;
    private volatile @Nullable Made made;

    /** One encoding's bytes; there are so few that a chain finds them soonest. */
    private record Made(
            Encoding encoding, ByteBuf bytes, @Nullable Made next) {}

    /**
     * Takes over the caller's reference to a whole text frame.
     *
     * @param change what it tells, null where there are no other words for that
     */
    Print(ByteBuf plain, @Nullable Change change) {
        this.plain = plain;
        this.length = plain.readableBytes();
        this.change = change;
    }

    /** Bytes of the plain frame. */
    int length() {
        return length;
    }

    /**
     * The message as {@code encoding} has it, empty where that says nothing.
     *
     * @param counts of the lane that asks
     */
    ByteBuf as(Encoding encoding, Tally counts) {
        if (encoding == Encoding.PLAIN) {
            return plain;
        }
        ByteBuf known = find(encoding);
        return known == null ? make(encoding, counts) : known;
    }

    private @Nullable ByteBuf find(Encoding encoding) {
        for (Made each = made; each != null; each = each.next()) {
            if (each.encoding() == encoding) {
                return each.bytes();
            }
        }
        return null;
    }

    private synchronized ByteBuf make(Encoding encoding, Tally counts) {
        ByteBuf known = find(encoding);
        if (known != null) {
            return known; // Another lane was faster.
        }
        ByteBuf fresh = encoding.make(plain, change, counts);
        made = new Made(encoding, fresh, made);
        return fresh;
    }

    @Override
    protected void deallocate() {
        for (Made each = made; each != null; each = each.next()) {
            each.bytes().release();
        }
        plain.release();
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
