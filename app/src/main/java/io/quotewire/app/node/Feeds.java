package io.quotewire.app.node;

import io.netty.channel.EventLoop;
import io.quotewire.model.BookReport;
import io.quotewire.model.Catalog;
import io.quotewire.model.Demand;
import io.quotewire.model.Directory;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.FeedControl;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.PastCandles;
import io.quotewire.model.PastCandles.Past;
import io.quotewire.model.Renamings;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.model.Topic;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.poll.PacedSources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All feeds of a node in the order of preference, and what has no stream behind them, as what clients can ask for and how it fares.
 *
 * <p><b>Threads:</b> any. A feed says that its listings have changed on its own loop; the catalog is composed anew by the
 * next one who asks.
 */
final class Feeds implements Directory, Demand, PastCandles, FeedControl, Metric.Source, AutoCloseable {
    private final List<Instrument> configured;
    private final MicroClock clock;
    private final Conversions conversions;
    private final AtomicBoolean changed = new AtomicBoolean();
    private volatile Map<String, FeedHandler> byVenue = Map.of();
    private volatile PacedSources paced = PacedSources.NONE;
    private volatile Runnable pacing = () -> {};
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile Silence silence = venue -> 0;
    private volatile Function<String, List<BookReport>> books = venue -> List.of();

    /**
     * Feeds that are still to be taken in.
     *
     * @param configured instruments that are expected of each venue until it has said what it lists
     * @param conversions of prices that no venue makes
     */
    Feeds(List<Instrument> configured, Conversions conversions, MicroClock clock) {
        this.configured = List.copyOf(configured);
        this.conversions = conversions;
        this.clock = clock;
    }

    /** Takes in one more feed, behind those there are; before the start, from one thread. */
    void add(String venue, FeedHandler feed) {
        Map<String, FeedHandler> more = new LinkedHashMap<>(byVenue);
        more.put(venue, feed);
        byVenue = Collections.unmodifiableMap(more);
        changed();
    }

    /**
     * Takes in those that have no stream, behind the venues; before the start, from one thread.
     *
     * @param loop on which they are turned
     * @param fatal told of an error after which they do nothing more
     */
    void add(PacedSources sources, EventLoop loop, Consumer<Throwable> fatal) {
        paced = sources;
        pacing = () -> sources.start(loop, clock, fatal);
        changed();
    }

    /**
     * Takes in who knows what a feed alone cannot; before the start.
     *
     * @param teller tells which of the feeds are mute
     * @param shelf tells how the books of a venue fare; any thread
     */
    void heed(Silence teller, Function<String, List<BookReport>> shelf) {
        silence = teller;
        books = shelf;
    }

    /** Some feed's listings are no longer what they were. */
    void changed() {
        changed.set(true);
    }

    void start() {
        byVenue.values().forEach(FeedHandler::start);
        pacing.run();
    }

    void rotate(String why) {
        byVenue.values().forEach(feed -> feed.rotate(why));
    }

    @Override
    public Catalog catalog() {
        if (changed.get()) {
            compose();
        }
        return catalog;
    }

    @Override
    public List<SourceReport> sources() {
        List<SourceReport> reports = new ArrayList<>();
        byVenue.values().forEach(feed -> reports.add(whole(feed.report())));
        reports.addAll(paced.reports());
        return List.copyOf(reports);
    }

    private SourceReport whole(SourceReport report) {
        return heard(report, silence).with(books.apply(report.source()));
    }

    /** What the feed says, unless it takes a connection for life that brings nothing. */
    static SourceReport heard(SourceReport report, Silence silence) {
        long sinceUs = silence.muteSinceUs(report.source());
        return report.state() == State.LIVE && sinceUs > 0
                ? report.in(State.MUTE, sinceUs, "connected, but nothing has come since " + instant(sinceUs))
                : report;
    }

    private static Instant instant(long us) {
        return Instant.ofEpochMilli(us / 1_000);
    }

    @Override
    public void wanted(Listing listing, Part part) {
        if (listing.venue().equals(Topic.BEST)) {
            conversions.begin(catalog(), listing.instrument());
        }
        FeedHandler feed = byVenue.get(listing.venue());
        if (feed != null) {
            feed.wanted(listing, part);
        }
    }

    @Override
    public void unwanted(Listing listing, Part part) {
        FeedHandler feed = byVenue.get(listing.venue());
        if (listing.venue().equals(Topic.BEST)) {
            conversions.end(listing.instrument());
        }
        boolean kept = part == Part.PRICES && conversions.goBy(listing.instrument());
        if (feed != null && !kept) {
            feed.unwanted(listing, part);
        }
    }

    @Override
    public CompletableFuture<Past> candles(Listing listing, Interval interval, long fromUs, long toUs) {
        FeedHandler feed = byVenue.get(listing.venue());
        return feed == null
                ? CompletableFuture.failedFuture(new IllegalStateException("no feed of " + listing.venue()))
                : feed.candles(listing, interval, fromUs, toUs);
    }

    /** Hands on what a shard asks; of a venue that has no feed here nothing can be asked. */
    @Override
    public void ask(FeedCommand command) {
        FeedHandler feed = byVenue.get(command.venue());
        if (feed != null) {
            feed.ask(command);
        }
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        byVenue.values().forEach(feed -> readings.addAll(feed.read()));
        readings.addAll(paced.read());
        return readings;
    }

    @Override
    public void close() {
        paced.stop();
        CompletableFuture.allOf(byVenue.values().stream().map(FeedHandler::stop).toArray(CompletableFuture[]::new))
                .join();
    }

    /** The flag is cleared first: a change during this is seen by the next one who asks. */
    private synchronized void compose() {
        if (changed.getAndSet(false)) {
            List<ListingInfo> listings = new ArrayList<>();
            List<Listing> awaited = new ArrayList<>();
            byVenue.forEach((venue, feed) -> {
                List<ListingInfo> listed = feed.listings();
                listings.addAll(listed);
                if (listed.isEmpty()) {
                    configured.forEach(instrument -> awaited.add(new Listing(venue, instrument)));
                }
            });
            listings.addAll(paced.listings());
            catalog = new Catalog(listings, awaited, Renamings.STANDARD.at(clock.nowUs()), conversions.routes());
            conversions.begin(catalog);
            conversions.legs(catalog).forEach(leg -> wanted(leg, Part.PRICES));
        }
    }
}
