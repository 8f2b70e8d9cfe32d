package io.quotewire.lab.simulate;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.quotewire.lab.check.EventLog;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.lab.provider.ProviderScript;
import io.quotewire.lab.provider.ProviderScripts;
import io.quotewire.lab.script.Script;
import io.quotewire.lab.script.Scripts;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Venues with a market that nobody trades on, at loopback addresses on ports that the system chose. What they do, and what
 * each fault does to them, is said in the package's essay.
 *
 * <p><b>Threads:</b> any but the simulator's own loop. Closing is for good.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of the turns, which end with the loop.
public final class Simulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final long TURN_MS = 5;

    private final MicroClock clock;
    private final SimulatedMarket market;
    private final Violations violations;
    private final EventLog log = new EventLog();
    private final EventLoop loop;
    private final Runnable ending;
    private final Map<String, SimulatedVenue> venues = new LinkedHashMap<>();
    private final Map<String, SimulatedProvider> providers = new LinkedHashMap<>();
    private final List<Listing> listings;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param ending ends the loop, where that is the simulator's to do */
    private Simulator(SimulatorConfig config, SimulatedMarket market, MicroClock clock, EventLoop loop, Runnable ending)
            throws IOException {
        this.clock = clock;
        this.market = market;
        this.loop = loop;
        this.ending = ending;
        this.listings = market.pairs().stream().map(Pair::listing).toList();
        this.violations = new Violations(clock);
        try {
            for (String venue : config.venues()) {
                Script script = Objects.requireNonNull(Scripts.of(venue), venue);
                venues.put(venue, new SimulatedVenue(script, market, config.seed(), clock, violations, log, loop));
            }
            for (ProviderScript script : ProviderScripts.of(this::dollars)) {
                providers.put(script.name(), new SimulatedProvider(script, clock, violations, loop));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** What a coin costs at the first venue that trades it; a dollar of these markets is one of theirs. */
    private @Nullable Decimal dollars(String base) {
        return listings.stream()
                .filter(listing -> listing.instrument().base().equals(base))
                .flatMap(listing -> market.latest(listing).stream())
                .filter(Happening.Quoted.class::isInstance)
                .map(latest -> ((Happening.Quoted) latest).bid())
                .findFirst()
                .orElse(null);
    }

    /**
     * Opens the market and an address for each venue.
     *
     * @throws IllegalArgumentException naming a venue or instrument that cannot be simulated, and those that can
     * @throws IOException if there is no port
     */
    public static Simulator start(SimulatorConfig config) throws IOException {
        return byHand(config, MicroClock.system()).going();
    }

    /**
     * One that lives on the loop of another, and by its time.
     *
     * @param clock the loop's time, as that of day
     * @param loop for sockets of NIO; it must be at work while this, {@link #fault} and {@link #close} wait for it, which are not
     *     for its own thread
     */
    public static Simulator start(SimulatorConfig config, MicroClock clock, EventLoop loop) throws IOException {
        return new Simulator(config, market(config, clock), clock, loop, () -> {}).going();
    }

    private static SimulatedMarket market(SimulatorConfig config, MicroClock clock) {
        return SimulatedMarket.open(
                config.venues(), config.instruments(), config.seed(), config.bustle(), clock.nowUs());
    }

    private Simulator going() {
        loop.scheduleWithFixedDelay(this::turn, TURN_MS, TURN_MS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** One that does by itself what it is asked, but lets time pass only by {@link #turnNow}. */
    static Simulator byHand(SimulatorConfig config, MicroClock clock) throws IOException {
        SimulatedMarket market = market(config, clock);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, Thread.ofPlatform().name("simulator").daemon().factory(), NioIoHandler.newFactory());
        return new Simulator(
                config,
                market,
                clock,
                group.next(),
                () -> group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly());
    }

    /** A turn within this call. */
    void turnNow() {
        loop.submit(this::turn).syncUninterruptibly();
    }

    /** The loop's: what has happened since the last turn, and what venues have to do by now. */
    private void turn() {
        try {
            long nowUs = clock.nowUs();
            market.advance(nowUs, this::happened);
            venues.values().forEach(venue -> venue.turn(nowUs));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("simulation failed, there will be no more data");
            throw e; // Which ends the turns.
        }
    }

    private void happened(Happening happening) {
        venue(happening.listing().venue()).happened(happening);
    }

    /** In the order of the configuration. */
    public List<String> venues() {
        return List.copyOf(venues.keySet());
    }

    /** What any of the venues lists. */
    public List<Instrument> instruments() {
        return listings.stream().map(Listing::instrument).distinct().toList();
    }

    /** What one of the venues lists. */
    public List<Instrument> instruments(String venue) {
        return listings.stream()
                .filter(listing -> listing.venue().equals(venue))
                .map(Listing::instrument)
                .toList();
    }

    /** The address to give a feed in place of the venue's own WebSocket address. */
    public URI wsUrl(String venue) {
        return venue(venue).server().wsUrl();
    }

    /** The address to give a feed in place of the venue's own REST address, without a path. */
    public URI restUrl(String venue) {
        return venue(venue).server().restUrl();
    }

    /** Those who are asked over REST and stream nothing: rates of fiat money, prices of coins. */
    public List<String> providers() {
        return List.copyOf(providers.keySet());
    }

    /** The address to give a gateway in place of the provider's own, without a path. */
    public URI providerUrl(String provider) {
        SimulatedProvider known = providers.get(provider);
        if (known == null) {
            throw new IllegalArgumentException(Names.unknown("simulated provider", provider, providers.keySet()));
        }
        return known.server().restUrl();
    }

    /**
     * Lets something go wrong at a venue or a provider, or heals it. In force on return.
     *
     * @throws IllegalArgumentException naming a venue that is not simulated or a symbol that it does not list
     * @throws IllegalStateException if the simulator is closed
     */
    public void fault(Fault fault) {
        SimulatedProvider provider = providers.get(fault.venue());
        if (provider != null) {
            loop.submit(() -> provider.suffer(fault)).syncUninterruptibly();
            return;
        }
        SimulatedVenue venue = venue(fault.venue());
        Instrument instrument = fault.instrument();
        if (instrument != null && !listings.contains(new Listing(fault.venue(), instrument))) {
            throw new IllegalArgumentException(Names.unknown(
                    "symbol of simulated " + fault.venue(), instrument.toString(), symbols(fault.venue())));
        }
        if (closed.get()) {
            throw new IllegalStateException("the simulator is closed");
        }
        loop.submit(() -> venue.suffer(fault)).syncUninterruptibly();
    }

    private List<String> symbols(String venue) {
        return listings.stream()
                .filter(listing -> listing.venue().equals(venue))
                .map(listing -> listing.instrument().toString())
                .toList();
    }

    /** What is in force now, venue by venue; what is over as soon as it is done is not among it. */
    public List<Fault> faults() {
        return Stream.concat(
                        venues.values().stream().map(SimulatedVenue::faults),
                        providers.values().stream().map(SimulatedProvider::faults))
                .flatMap(each -> each.list().stream())
                .toList();
    }

    /** The limits of venues that clients have broken, the first 1,000 of them. */
    public List<Violation> violations() {
        return violations.list();
    }

    /** What clients have been told as it happened, or at another time under {@code stale}. */
    public EventLog log() {
        return log;
    }

    private SimulatedVenue venue(String name) {
        SimulatedVenue venue = venues.get(name);
        if (venue == null) {
            throw new IllegalArgumentException(Names.unknown("simulated venue", name, venues.keySet()));
        }
        return venue;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            venues.values().forEach(SimulatedVenue::close);
            providers.values().forEach(SimulatedProvider::close);
            ending.run();
        }
    }
}
