package io.quotewire.venue;

import io.netty.channel.EventLoopGroup;
import io.quotewire.model.EventSink;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.tap.FrameTap;
import java.util.function.Consumer;

/**
 * What a feed is given by whoever builds the process.
 *
 * @param sink where market events go
 * @param threads event loops; each feed lives on one of them
 * @param aside for what may block
 * @param clock the time
 * @param ledger of the venue at the address that the feed is configured for: what it may still ask there
 * @param seed of the jitter in all waiting
 * @param onChange runs on the feed's event loop, and must be short, when {@link FeedHandler#listings} or the state in
 *     {@link FeedHandler#report} has changed
 * @param fatal told of an exception after which the feed does nothing more; on the feed's event loop
 * @param tap told of all that passes between the feed and its venue
 */
public record FeedWiring(
        EventSink sink,
        EventLoopGroup threads,
        FeedThreads.Aside aside,
        MicroClock clock,
        Ledger ledger,
        long seed,
        Runnable onChange,
        Consumer<Throwable> fatal,
        FrameTap tap) {
    /** With nobody who listens. */
    public FeedWiring(
            EventSink sink,
            EventLoopGroup threads,
            FeedThreads.Aside aside,
            MicroClock clock,
            Ledger ledger,
            long seed,
            Runnable onChange,
            Consumer<Throwable> fatal) {
        this(sink, threads, aside, clock, ledger, seed, onChange, fatal, FrameTap.NONE);
    }

    /** With a virtual thread for each thing that may block. */
    public FeedWiring(
            EventSink sink,
            EventLoopGroup threads,
            MicroClock clock,
            Ledger ledger,
            long seed,
            Runnable onChange,
            Consumer<Throwable> fatal) {
        this(sink, threads, FeedThreads.VIRTUAL, clock, ledger, seed, onChange, fatal);
    }

    /** The same with somebody who listens. */
    public FeedWiring tapped(FrameTap listener) {
        return new FeedWiring(sink, threads, aside, clock, ledger, seed, onChange, fatal, listener);
    }
}
