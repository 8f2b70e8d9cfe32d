package io.quotewire.model;

/**
 * What a venue says that its book adds up to once a message has been applied, together with its rule of adding up.
 *
 * <p>A pure function: the shard that holds the book asks, the venue's adapter has written the answer.
 */
@FunctionalInterface
public interface Checksum {
    /** Whether the book adds up to it. Neither blocks nor keeps what it is given. */
    boolean matches(Ladder bids, Ladder asks);
}
