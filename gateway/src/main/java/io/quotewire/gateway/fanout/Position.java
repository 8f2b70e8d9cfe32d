package io.quotewire.gateway.fanout;

import io.quotewire.model.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Where a client stands in an event topic that it wants to go on with.
 *
 * @param epoch null where the client cannot say
 * @param seq the last number that it has
 */
public record Position(@Nullable Epoch epoch, long seq) {
    /** The client had something, and does not know what. */
    public static final Position UNKNOWN = new Position(null, 0);
}
