package io.quotewire.venue;

import io.netty.channel.EventLoop;
import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.PastCandles.Past;
import io.quotewire.model.Renamings;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.RestDoor.Answer;
import io.quotewire.venue.access.Trust;
import io.quotewire.venue.candle.CandleSpan;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.list.InstrumentChanges;
import io.quotewire.venue.pace.Backoff;
import io.quotewire.venue.pace.Lag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue's feed: fetches its list of instruments, connects, subscribes within its limits, and hands market events to
 * the engine; reconnects for ever.
 *
 * <p>It lives on one event loop and does what is due in a {@link #tick} many times a second. Instruments are spread over
 * as many connections as the venue's limit of streams asks for, each made in its turn. What goes wrong is said three
 * times: to the engine as {@code FeedLost} for each listing that it touches, to operators as a counter and a line, and in
 * {@link #report} as {@code why}.
 *
 * <p><b>Threads:</b> the public methods are for any thread; none blocks. Everything else is the event loop's.
 */
public final class FeedHandler implements Metric.Source {
    /** By this header, with the value {@code true}, a simulator or replayer says what it is. */
    public static final String SIMULATED = "X-Quotewire-Simulated";

    private static final Logger LOG = LoggerFactory.getLogger(FeedHandler.class);
    private static final long TICK_MS = 20;
    private static final long SECOND_US = 1_000_000;

    /** That a list may have; the longest has less than a fifth. */
    static final int MOST_PAIRS = 20_000;

    private final VenueAdapter adapter;
    private final FeedConfig config;
    private final MicroClock clock;
    private final EventLoop loop;
    private final Runnable onChange;
    private final Consumer<Throwable> fatal;
    private final Counters counters;
    private final Outlet outlet;
    private final FeedParts parts;
    private final RestDoor door;
    private final Backoff listBackoff;
    private final Places places;
    private final LateTrades late;
    private final LateCandles candles;
    private final Audits audits;
    private long generations;
    private int numbers;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean stopped;
    private boolean fetching;

    /** Whether listings are no longer what was published; there may be thousands, so they are composed once a tick. */
    private boolean dirty;

    private long faultLoggedUs;
    private boolean listSimulated;
    private long fetchDueUs;
    private @Nullable String trouble;
    private State state = State.CONNECTING;
    private long stateSinceUs;
    private long reportedUs;
    private long reportedMessages;
    private volatile List<ListingInfo> listings = List.of();
    private volatile SourceReport report;

    /**
     * A feed that does nothing yet.
     *
     * @throws IllegalArgumentException if the trust store cannot be read
     */
    public FeedHandler(VenueAdapter adapter, FeedConfig config, FeedWiring wiring) {
        Profile profile = adapter.profile();
        Trust trust = Trust.of(config.trustStore(), config.usesTls());
        SplittableRandom random = new SplittableRandom(wiring.seed());
        this.adapter = adapter;
        this.config = config;
        this.clock = wiring.clock();
        this.loop = wiring.threads().next();
        this.onChange = wiring.onChange();
        this.fatal = wiring.fatal();
        this.counters = new Counters(profile.venue());
        this.outlet = new Outlet(wiring.sink(), counters);
        RestDoor.Listener listener = RestDoor.Listener.on(loop, wiring.tap(), clock);
        this.door = new RestDoor(profile.venue(), config, trust, wiring.ledger(), clock, wiring.aside(), listener);
        this.listBackoff = new Backoff(random);
        this.parts = new FeedParts(
                adapter,
                config,
                clock,
                random,
                loop,
                wiring.aside(),
                FeedThreads.channelOf(wiring.threads()),
                config.wsUsesTls() ? trust.forNetty() : null,
                outlet,
                counters,
                new Lag(),
                wiring.ledger(),
                door,
                () -> ++generations,
                () -> config.simulated() || listSimulated,
                reason -> trouble = reason,
                this::info,
                wiring.tap(),
                () -> ++numbers);
        this.places = new Places(parts);
        this.late = new LateTrades(parts);
        this.candles = new LateCandles(parts);
        this.audits = new Audits(parts, places.connections());
        this.stateSinceUs = clock.nowUs();
        this.report = describe(stateSinceUs, 0);
    }

    /** Begins; once. */
    public void start() {
        loop.execute(() -> {
            if (ticks == null && !stopped) {
                ticks = loop.scheduleWithFixedDelay(this::tickSafely, 0, TICK_MS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Ends all connections, for good; the result completes when they are gone. Says nothing to the engine. */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (loop.isShuttingDown()) {
            done.complete(null); // The loop has taken its connections with it.
            return done;
        }
        loop.execute(() -> {
            stopped = true;
            if (ticks != null) {
                ticks.cancel(false);
            }
            places.all().forEach(Connection::stop);
            candles.close();
            door.close();
            done.complete(null);
        });
        return done;
    }

    /** Somebody wants a listing of this venue beyond the configured ones. */
    public void wanted(Listing listing, Demand.Part part) {
        if (isOurs(listing)) {
            FeedParts.post(loop, () -> {
                places.want(listing.instrument(), part, clock.nowUs());
                dirty = true;
            });
        }
    }

    /** Nobody wants the listing any more; configured ones stay. */
    public void unwanted(Listing listing, Demand.Part part) {
        if (isOurs(listing)) {
            FeedParts.post(loop, () -> {
                places.leave(listing.instrument(), part, clock.nowUs());
                dirty = true;
            });
        }
    }

    /** A shard asks something of this feed. Any thread; never blocks. */
    public void ask(FeedCommand command) {
        FeedParts.post(loop, () -> {
            long nowUs = clock.nowUs();
            boolean done = !stopped
                    && (command instanceof FeedCommand.Candles wanted
                            ? candles.ask(wanted, nowUs)
                            : places.ask(command, nowUs));
            counters.add(FeedMetric.COMMANDS, done ? 1 : 0);
            counters.add(FeedMetric.RESUBSCRIPTIONS, done && command instanceof FeedCommand.Resubscribe ? 1 : 0);
        });
    }

    /**
     * The venue's own candles that lie wholly between {@code fromUs} and {@code toUs}, had trades and have ended; the newest of them
     * where there are more than the venue tells at once. Any thread; never blocks.
     *
     * @return completes on the event loop, so what follows must be short; exceptionally where the venue has no such candles, cannot
     *     be asked now, or does not answer within 15 s
     */
    public CompletableFuture<Past> candles(Listing listing, Interval interval, long fromUs, long toUs) {
        CompletableFuture<Past> reader = new CompletableFuture<>();
        CandleSpan span = new CandleSpan(interval, fromUs, toUs);
        if (loop.isShuttingDown()) {
            reader.completeExceptionally(new IllegalStateException(LateCandles.STOPPED));
        } else {
            FeedParts.post(loop, () -> candles.read(listing, span, reader, clock.nowUs()));
        }
        return reader;
    }

    /** Lets new connections take the places of all there are, one after the other; nothing is missed meanwhile. Any thread. */
    public void rotate(String why) {
        FeedParts.post(loop, () -> places.connections().forEach(connection -> connection.wantSuccessor(why)));
    }

    /** Every spot pair of the venue, empty until its list has come; the same object until something changes. */
    public List<ListingInfo> listings() {
        return listings;
    }

    /** How the feed fares, at most a second old. */
    public SourceReport report() {
        return report;
    }

    @Override
    public List<Metric.Reading> read() {
        return counters.read();
    }

    private @Nullable ListingInfo info(Listing listing) {
        return places.listed().get(listing.instrument());
    }

    private boolean isOurs(Listing listing) {
        return listing.venue().equals(adapter.profile().venue());
    }

    /** Does what is due. An exception that escapes would end the ticking, and nobody would know: the process decides. */
    @SuppressWarnings("CatchingUnchecked")
    void tickSafely() {
        try {
            tick(clock.nowUs());
        } catch (Throwable thrown) {
            if (ticks != null) {
                ticks.cancel(false);
            }
            fatal.accept(thrown);
        }
    }

    private void tick(long nowUs) {
        outlet.settle();
        if (!fetching && nowUs >= fetchDueUs) {
            // First, that books which are never found cannot keep it for ever from its turn.
            fetching = door.fetch(
                    adapter.profile().instruments(),
                    nowUs,
                    this::read,
                    answer -> FeedParts.post(loop, () -> fetched(answer)));
        }
        places.rotate(nowUs); // First, that one whose heir is there does not connect again.
        places.all().forEach(connection -> tick(connection, nowUs));
        audits.tick(nowUs);
        late.tick(nowUs);
        candles.tick(nowUs); // Last: they can wait.
        if (dirty) {
            changed();
        }
        State now = state(nowUs);
        if (now != state || nowUs - reportedUs >= SECOND_US) {
            publish(now, nowUs);
        }
    }

    /** A fault in one connection must not keep the others, the list and the report from their turn. */
    private void tick(Connection connection, long nowUs) {
        try {
            connection.tick(nowUs);
            counters.add(FeedMetric.UNANSWERED, connection.subscriptions().takeUnanswered());
        } catch (RuntimeException e) {
            if (faultLoggedUs == 0 || nowUs - faultLoggedUs >= SECOND_US) {
                faultLoggedUs = nowUs;
                LOG.atError()
                        .addKeyValue("venue", adapter.profile().venue())
                        .setCause(e)
                        .log("feed fault");
            }
            connection.end("fault: " + Reasons.of(e));
        }
    }

    /**
     * On a virtual thread. A list that is far longer than any venue's is nonsense, and would burden all feeds. No venue ends all
     * its markets at once: taken at its word, it would end every subscription.
     */
    private InstrumentList read(byte[] body) {
        InstrumentList list = adapter.instruments(body);
        if (list.spot().isEmpty()) {
            throw new MalformedFrame("a list without a spot pair");
        }
        if (list.spot().size() > MOST_PAIRS) {
            throw new MalformedFrame("a list of " + list.spot().size() + " spot pairs");
        }
        return list;
    }

    private void fetched(Answer<InstrumentList> answer) {
        if (stopped) {
            return;
        }
        long nowUs = clock.nowUs();
        fetching = false;
        switch (answer) {
            case Answer.Read<InstrumentList> list -> {
                listSimulated = list.simulated();
                listBackoff.opened(nowUs);
                fetchDueUs = nowUs + config.refresh().toNanos() / 1_000;
                list(list.content(), nowUs);
            }
            case Answer.Failed<InstrumentList> failed -> {
                counters.add(FeedMetric.LIST_FAILURES, 1);
                String reason = adapter.profile().venue() + ": no list of instruments: " + failed.reason();
                if (!reason.equals(trouble)) {
                    LOG.atWarn()
                            .addKeyValue("venue", adapter.profile().venue())
                            .addKeyValue("why", failed.reason())
                            .log("no list of instruments");
                }
                trouble = reason;
                fetchDueUs = listBackoff.nextUs(nowUs);
                if (places.listed().isEmpty()) {
                    places.wanted().forEach(listing -> outlet.lost(listing, nowUs, reason));
                }
            }
        }
    }

    private void list(InstrumentList fresh, long nowUs) {
        Map<Instrument, ListingInfo> before = places.listed();
        Map<Instrument, ListingInfo> now = new LinkedHashMap<>();
        fresh.spot().forEach(info -> now.put(info.listing().instrument(), info));
        InstrumentChanges changes =
                InstrumentChanges.between(before.values(), now.values(), Renamings.STANDARD.at(nowUs));
        places.list(now, changes, nowUs);
        if (before.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("venue", adapter.profile().venue())
                    .addKeyValue("spot_pairs", now.size())
                    .addKeyValue("skipped", fresh.skipped().size())
                    .addKeyValue("not_listed", String.join(", ", places.unlisted()))
                    .log("instruments listed");
        } else if (!changes.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("venue", adapter.profile().venue())
                    .addKeyValue("added", changes.added().size())
                    .addKeyValue("halted", changes.halted().size())
                    .addKeyValue("resumed", changes.resumed().size())
                    .addKeyValue("delisted", changes.delisted().size())
                    .addKeyValue("renamed", changes.renamed().size())
                    .log("instruments changed");
        }
        changed();
    }

    private void changed() {
        dirty = false;
        Set<String> active = places.followed();
        listings = places.listed().values().stream()
                .map(info -> new ListingInfo(
                        info.listing(),
                        info.symbol(),
                        info.tickSize(),
                        info.lotSize(),
                        info.trading(),
                        active.contains(info.symbol())))
                .toList();
        counters.set(FeedMetric.LISTINGS, active.size());
        onChange.run();
    }

    private void publish(State now, long nowUs) {
        boolean turned = now != state;
        if (turned) {
            state = now;
            stateSinceUs = nowUs;
        }
        long messages = counters.get(FeedMetric.MESSAGES);
        long elapsedUs = Math.max(1, nowUs - reportedUs);
        long perSecond = reportedUs == 0 ? 0 : (messages - reportedMessages) * SECOND_US / elapsedUs;
        reportedUs = nowUs;
        reportedMessages = messages;
        counters.set(
                FeedMetric.CONNECTIONS,
                places.all().stream().filter(Connection::isOpen).count());
        counters.set(FeedMetric.LAST_RECEIVED, heardUs() / SECOND_US);
        report = describe(nowUs, perSecond);
        if (turned) {
            onChange.run();
        }
    }

    private State state(long nowUs) {
        if (places.connections().stream().anyMatch(Connection::isOpen)) {
            return State.LIVE; // A ban that says so in the report keeps from asking, not from hearing.
        }
        if (parts.ledger().banned(nowUs)) {
            return State.BANNED;
        }
        if (!places.listed().isEmpty() && places.connections().stream().allMatch(Connection::isEmpty)) {
            return State.QUIET;
        }
        return trouble == null ? State.CONNECTING : State.DEAD;
    }

    private SourceReport describe(long nowUs, long messagesPerS) {
        int following = places.connections().stream()
                .mapToInt(one -> one.subscriptions().listings().size())
                .sum();
        return new SourceReport(
                adapter.profile().venue(),
                state,
                stateSinceUs,
                heardUs(),
                messagesPerS,
                parts.lag().percentileMs(50),
                parts.lag().percentileMs(99),
                following,
                counters.get(FeedMetric.RECONNECTS),
                counters.get(FeedMetric.GAPS),
                0,
                adapter.profile().integrity(),
                adapter.profile().book().integrity(),
                limits(nowUs),
                List.of(),
                parts.ledger().banned(nowUs) ? parts.ledger().bannedUntilUs() : 0,
                config.simulated()
                        || listSimulated
                        || places.connections().stream().anyMatch(Connection::isSimulated),
                why());
    }

    private List<SourceReport.Limit> limits(long nowUs) {
        Map<String, SourceReport.Limit> busiest = new LinkedHashMap<>();
        parts.ledger().connection().limits(nowUs).forEach(limit -> busiest.put(limit.name(), limit));
        for (Connection connection : places.connections()) {
            connection
                    .control()
                    .limits(nowUs)
                    .forEach(limit -> busiest.merge(
                            limit.name(), limit, (one, other) -> other.used() > one.used() ? other : one));
        }
        List<SourceReport.Limit> limits = new ArrayList<>(busiest.values());
        limits.addAll(parts.ledger().limits(nowUs));
        long streams = places.connections().stream()
                .mapToLong(one -> one.subscriptions().size())
                .max()
                .orElse(0);
        limits.add(new SourceReport.Limit(
                "streams_per_connection", streams, adapter.profile().streamsPerConnection()));
        return limits;
    }

    private @Nullable String why() {
        boolean well = !places.connections().isEmpty()
                && places.connections().stream().allMatch(one -> one.isOpen() || one.isEmpty());
        Stream<@Nullable String> complaints =
                places.connections().stream().map(one -> one.subscriptions().complaint());
        String unlisted = String.join(", ", places.unlisted());
        List<String> reasons = Stream.of(
                        Stream.of(well ? null : trouble),
                        complaints,
                        Stream.of(unlisted.isEmpty() ? null : "not listed: " + unlisted))
                .flatMap(stream -> stream)
                .filter(Objects::nonNull)
                .toList();
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    private long heardUs() {
        return places.connections().stream()
                .mapToLong(Connection::heardUs)
                .max()
                .orElse(0);
    }
}
