package io.quotewire.app.record;

import io.netty.channel.EventLoopGroup;
import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.lab.tape.Recorder;
import io.quotewire.model.Demand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledgers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The feeds of a gateway without the gateway: what they hear nobody takes but a recorder.
 *
 * <p><b>Threads:</b> one.
 */
final class RecordedFeeds implements AutoCloseable {
    private static final long LOOPS_END_MS = 2_000;

    private final EventLoopGroup loops = FeedThreads.create(1);
    private final List<FeedHandler> feeds = new ArrayList<>();
    private final CompletableFuture<Throwable> fault = new CompletableFuture<>();

    /**
     * Feeds that do not run yet.
     *
     * @param books whether the books of all instruments are followed, too
     * @throws IllegalArgumentException naming the setting, if a trust store cannot be read
     */
    RecordedFeeds(AppConfig config, Ledgers ledgers, MicroClock clock, Recorder recorder, boolean books) {
        SplittableRandom seeds = new SplittableRandom();
        for (String venue : config.venues().enabled()) {
            VenueAdapter adapter = VenueAdapters.of(venue)
                    .orElseThrow(() -> new IllegalStateException("configured, but without an adapter: " + venue));
            VenueConfig settings =
                    Objects.requireNonNull(config.venues().byName().get(venue), venue);
            FeedConfig feed = settings.feed(config.instruments());
            FeedWiring wiring = new FeedWiring(
                            event -> true,
                            loops,
                            clock,
                            ledgers.of(venue, feed.address(), settings.limitsOf(venue)),
                            seeds.nextLong(),
                            () -> {},
                            fault::complete)
                    .tapped(recorder.tap(venue, adapter.profile().instruments().path()));
            FeedHandler handler = new FeedHandler(adapter, feed, wiring);
            feeds.add(handler);
            if (books) {
                wantBooks(handler, venue, config.instruments());
            }
        }
    }

    private static void wantBooks(FeedHandler feed, String venue, List<Instrument> instruments) {
        instruments.forEach(instrument -> feed.wanted(new Listing(venue, instrument), Demand.Part.BOOK));
    }

    void start() {
        feeds.forEach(FeedHandler::start);
    }

    /** Completes when a feed has failed for good. */
    CompletableFuture<Throwable> fault() {
        return fault;
    }

    @Override
    public void close() {
        CompletableFuture.allOf(feeds.stream().map(FeedHandler::stop).toArray(CompletableFuture[]::new))
                .join();
        loops.shutdownGracefully(0, LOOPS_END_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(LOOPS_END_MS);
    }
}
