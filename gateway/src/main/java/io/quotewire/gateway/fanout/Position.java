package io.quotewire.gateway.fanout;

import io.quotewire.model.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Where a client stands in a topic that it wants to go on with.
 *
 * @param epoch null where the client cannot say
 * @param seq the last number that it has, {@link #NOWHERE} where that is before everything
 * @param promised whether it was told that it gets everything behind it
 * @param past whether what lies behind it is in the history, before the ring
 */
public record Position(@Nullable Epoch epoch, long seq, boolean promised, boolean past) {
    /** Before the first number. */
    public static final long NOWHERE = -1;

    /** The client had something, and does not know what. */
    public static final Position UNKNOWN = new Position(null, 0, false);

    /** One whose client goes on in the ring. */
    public Position(@Nullable Epoch epoch, long seq, boolean promised) {
        this(epoch, seq, promised, false);
    }

    /** Where a client goes on that has been told all that the history knows, while the topic is in {@code current}. */
    Position inRing(Epoch current) {
        return current.equals(epoch) ? new Position(epoch, seq, promised) : new Position(current, NOWHERE, false);
    }
}
