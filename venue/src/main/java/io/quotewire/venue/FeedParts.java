package io.quotewire.venue;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.pace.Lag;
import io.quotewire.venue.tap.FrameTap;
import java.net.URI;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of one feed share. All of it belongs to the feed's event loop.
 *
 * @param aside for what may block
 * @param tls null where the address is plain
 * @param ledger what may still be asked of the venue, by all connections and over REST together
 * @param rest the venue's REST side
 * @param generations numbers the lives of books, over all connections
 * @param simulated whether the venue's REST side called itself a simulation
 * @param trouble takes what went wrong, for the report
 * @param infos what the list of instruments says of a listing, as it is now
 * @param tap told of all that passes
 * @param numbers numbers connections, for the tap
 */
record FeedParts(
        VenueAdapter adapter,
        FeedConfig config,
        MicroClock clock,
        RandomGenerator random,
        EventLoop loop,
        FeedThreads.Aside aside,
        Class<? extends io.netty.channel.Channel> socketType,
        @Nullable SslContext tls,
        Outlet outlet,
        Counters counters,
        Lag lag,
        Ledger ledger,
        Fetching rest,
        LongSupplier generations,
        BooleanSupplier simulated,
        Consumer<String> trouble,
        Function<Listing, @Nullable ListingInfo> infos,
        FrameTap tap,
        IntSupplier numbers) {

    private static final Logger LOG = LoggerFactory.getLogger(FeedParts.class);

    /** Who asks over REST: a door, or a recording in its place. */
    interface Fetching {
        /** As {@link RestDoor#fetch}. */
        <T> boolean fetch(RestCall call, long nowUs, Function<byte[], T> reader, Consumer<RestDoor.Answer<T>> then);
    }

    URI url() {
        return config.endpoint(adapter.profile());
    }

    /** Runs on the event loop what another thread has found out; forgets it when the loop has ended with the process. */
    static void post(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().setCause(e).log("too late for an event loop that has ended");
        }
    }

    VenueSocket.Dial dial(int attempt) {
        return new VenueSocket.Dial(url(), loop, aside, socketType, tls, clock, attempt);
    }
}
