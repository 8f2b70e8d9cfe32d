package io.quotewire.venue.poll;

import io.quotewire.model.EventSink;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.limit.Ledger;

/**
 * What a source that is asked needs from outside.
 *
 * @param aside for what may block
 * @param ledger the source's own; nothing else may ask there
 * @param seed of the jitter in all waiting
 * @param simulated whether the address is known to be a simulator's, so that it is said from the start
 */
public record PollWiring(
        EventSink sink, MicroClock clock, Ledger ledger, FeedThreads.Aside aside, long seed, boolean simulated) {}
