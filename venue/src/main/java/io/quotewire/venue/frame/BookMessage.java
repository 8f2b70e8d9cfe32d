package io.quotewire.venue.frame;

import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import org.jspecify.annotations.Nullable;

/**
 * What a venue says of one book in one message, before anybody has looked whether it follows on what was said before.
 *
 * @param tsUs the venue's stamp, 0 where it gave none
 * @param snapshot whether the levels are the state of the book; else they are what changed
 * @param first number of the first change in it, one more than {@code last} of the message before; 0 where the venue
 *     numbers none, or of a snapshot. A venue that names the number before instead gives that and 1.
 * @param last number of the last change in it, or of the state; 0 where the venue numbers none
 * @param extent of a snapshot: how far it reaches
 * @param bids the best first in a snapshot, in any order in a change; {@code asks} likewise
 * @param checksum what the book adds up to once this is applied, null where the venue does not say
 */
public record BookMessage(
        Listing listing,
        long tsUs,
        long recvUs,
        boolean simulated,
        boolean snapshot,
        long first,
        long last,
        Extent extent,
        Levels bids,
        Levels asks,
        @Nullable Checksum checksum) {}
