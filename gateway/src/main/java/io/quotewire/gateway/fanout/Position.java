package io.quotewire.gateway.fanout;

import io.quotewire.model.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Where a client stands in a topic that it wants to go on with.
 *
 * @param epoch null where the client cannot say
 * @param seq the last number that it has, {@link #NOWHERE} where that is before everything
 * @param promised whether it was told that it gets everything behind it
 */
public record Position(@Nullable Epoch epoch, long seq, boolean promised) {
    /** Before the first number. */
    public static final long NOWHERE = -1;

    /** The client had something, and does not know what. */
    public static final Position UNKNOWN = new Position(null, 0, false);
}
