package io.quotewire.model;

/** Where feeds put market events. Any thread; never blocks. */
@FunctionalInterface
public interface EventSink {
    /**
     * Hands one event to the shard that owns its instrument.
     *
     * <p>False means full: the event is refused, and the caller must say {@link MarketEvent.FeedLost} for the listing,
     * for which room is reserved, and find the state anew. Nothing is dropped in silence.
     */
    boolean offer(MarketEvent event);
}
