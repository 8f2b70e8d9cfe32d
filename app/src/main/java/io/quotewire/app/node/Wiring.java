package io.quotewire.app.node;

import io.netty.channel.EventLoopGroup;
import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.VenueConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.gateway.Gateway;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.rest.Pulse;
import io.quotewire.lab.tape.FlightConfig;
import io.quotewire.lab.tape.Recorder;
import io.quotewire.model.Epoch;
import io.quotewire.model.EventSink;
import io.quotewire.model.FeedControl;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import io.quotewire.model.Topic;
import io.quotewire.model.UpdateSink;
import io.quotewire.store.StoreUnavailable;
import io.quotewire.store.history.HistoryUnavailable;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledgers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The only place where the modules meet: feeds, engine and gateway, joined into a {@link Node}.
 *
 * <p>They form a ring: a price goes from the feeds through the engine to the gateway, and what clients ask for goes from the
 * gateway, and the engine of what it finds wrong, to the feeds. {@link Feeds} closes it: it is empty until all others are built.
 */
public final class Wiring {
    private final AppConfig config;
    private final MicroClock clock;
    private final Ledgers ledgers;
    private final SplittableRandom seeds = new SplittableRandom();
    private final CompletableFuture<Throwable> fault = new CompletableFuture<>();

    private final boolean simulated;
    private final Gateway.Extras extras;
    private final int processors;
    private final @Nullable Accounts accounts;
    private final Memory memory;
    private final @Nullable Recorder recorder;

    private Wiring(
            AppConfig config,
            MicroClock clock,
            Ledgers ledgers,
            boolean simulated,
            Gateway.Extras extras,
            int processors,
            @Nullable Accounts accounts,
            Memory memory,
            @Nullable Recorder recorder) {
        this.config = config;
        this.clock = clock;
        this.ledgers = ledgers;
        this.simulated = simulated;
        this.extras = extras;
        this.processors = processors;
        this.accounts = accounts;
        this.memory = memory;
        this.recorder = recorder;
    }

    /**
     * Builds a node of live venues; nothing runs yet. How much it has used of their limits is kept in the folder {@code data}.
     *
     * @throws IllegalArgumentException naming the setting, if a trust store, a file of keys or a password cannot be used
     * @throws StoreUnavailable if accounts are kept where they cannot be reached
     * @throws HistoryUnavailable if history cannot be kept where it is to be
     * @throws Ledgers.InUse if another process has the folder
     * @throws IOException if the folder cannot be written
     */
    public static Node node(AppConfig config, Path data) throws IOException {
        MicroClock clock = MicroClock.system();
        Ledgers ledgers = Ledgers.open(data, Ledgers.GATEWAY, clock);
        ledgers.heed(data, Ledgers.DOCTOR);
        Accounts accounts = null;
        Memory memory = null;
        Recorder recorder = null;
        try {
            accounts = Accounts.open(config, data, clock);
            memory = Memory.open(config, data, clock, new SplittableRandom());
            recorder = recorder(config.flightRecorder(), data.resolve(FlightConfig.FOLDER), clock);
            return new Wiring(
                            config,
                            clock,
                            ledgers,
                            false,
                            Gateway.Extras.NONE,
                            processors(),
                            accounts,
                            memory,
                            recorder)
                    .node();
        } catch (IllegalArgumentException | IOException e) {
            if (memory != null) {
                memory.close();
            }
            if (accounts != null) {
                accounts.close();
            }
            if (recorder != null) {
                recorder.close();
            }
            ledgers.close();
            throw e;
        }
    }

    private static @Nullable Recorder recorder(FlightConfig flight, Path folder, MicroClock clock) throws IOException {
        Map<String, String> about = Map.of("program", "quotewire " + Version.read(), "of", "flight recorder");
        return flight.enabled() ? Recorder.ring(folder, flight, about, clock) : null;
    }

    /**
     * Builds a node whose venues are known to be a replayer's, so that the first client is told so though none of them has
     * answered yet.
     *
     * @throws IllegalArgumentException naming the setting, if a trust store cannot be read or accounts are asked for
     */
    public static Node simulated(AppConfig config) {
        return simulated(config, processors());
    }

    /**
     * Builds one as on a machine of so many processors.
     *
     * @throws IllegalArgumentException naming the setting, if a trust store cannot be read or accounts are asked for
     */
    public static Node simulated(AppConfig config, int processors) {
        return simulated(config, Gateway.Extras.NONE, processors);
    }

    /**
     * Builds a node whose venues are a simulator's, and which serves {@code extras} too.
     *
     * @throws IllegalArgumentException naming the setting, if a trust store cannot be read or accounts are asked for
     */
    public static Node demo(AppConfig config, Gateway.Extras extras) {
        return simulated(config, extras, processors());
    }

    private static Node simulated(AppConfig config, Gateway.Extras extras, int processors) {
        if (config.auth().mode() != AuthMode.NONE) {
            throw new IllegalArgumentException(
                    "auth.mode must be none where the market is simulated: there are no accounts then");
        }
        MicroClock clock = MicroClock.system();
        Memory memory = Memory.ofThisRun(config, clock);
        try {
            return new Wiring(config, clock, Ledgers.inMemory(clock), true, extras, processors, null, memory, null)
                    .node();
        } catch (IllegalArgumentException e) {
            memory.close();
            throw e;
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private Node node() {
        Version version = Version.read();
        Epoch epoch = memory.epoch(clock);
        Sharding sharding = config.engine().sharding();
        EventLoopGroup feedLoops = FeedThreads.create(1);
        boolean together = processors == 1 && config.gatewayConfig().lanes() == 1;
        Shards shards = together
                ? Shards.onLoops(feedLoops, sharding.shards(), clock, fault::complete)
                : Shards.onThreads(sharding.shards(), clock, fault::complete);
        Conversions conversions = new Conversions(
                config.convert().routes(config.fx().enabled()),
                config.instruments(),
                config.convert().quotes(),
                clock);
        Feeds feeds = new Feeds(config.convert().with(config.instruments()), conversions, clock);

        List<Pulse> pulses = new ArrayList<>(shards.pulses());
        pulses.addAll(Pulse.of(feedLoops, "feed", clock));
        NodeReadings readings = new NodeReadings(version, shards.cycles());
        Gateway gateway = new Gateway(
                config.gatewayConfig(),
                new Gateway.Market(sharding, epoch, feeds, feeds, feeds, memory.archive()),
                host(version, shards, pulses, metrics(readings, feeds), together ? feedLoops : null));
        MarketEngine engine =
                engine(epoch, sharding, shard -> memory.behind(gateway.broadcaster(shard)), feeds, shards);
        readings.add(engine);
        memory.metrics().forEach(readings::add);
        conversions.with(engine);
        feeds.heed(engine::muteSinceUs, engine::books);
        for (String venue : config.venues().enabled()) {
            feeds.add(venue, feed(venue, engine, feedLoops, feeds));
        }
        OtherSources others = new OtherSources(config, engine, clock, ledgers, seeds, simulated);
        feeds.add(others.all(), feedLoops.next(), fault::complete);
        int home = sharding.of(Topic.ALL);
        SourceTopics status = new SourceTopics(gateway.broadcaster(home), feeds::sources, epoch);
        return new Node(new Node.Parts(
                fault,
                shards,
                engine,
                feeds,
                feedLoops,
                gateway,
                accounts,
                memory,
                recorder,
                clock,
                ledgers,
                new Node.StatusDuty(home, status)));
    }

    private MarketEngine engine(
            Epoch epoch, Sharding sharding, IntFunction<UpdateSink> updates, FeedControl feeds, Shards shards) {
        return new MarketEngine(
                config.engine()
                        .with(
                                config.venues().enabled(),
                                config.convert().legs(),
                                config.fx().providers()),
                epoch,
                sharding,
                updates,
                feeds,
                shards::wake);
    }

    private List<Metric.Source> metrics(NodeReadings readings, Feeds feeds) {
        List<Metric.Source> metrics = new ArrayList<>(List.of(readings, feeds, ledgers));
        if (recorder != null) {
            metrics.add(recorder);
        }
        return metrics;
    }

    private Gateway.Host host(
            Version version,
            Shards shards,
            List<Pulse> pulses,
            List<Metric.Source> metrics,
            @Nullable EventLoopGroup loops) {
        return new Gateway.Host(
                version.number(),
                clock,
                shard -> () -> shards.wake(shard),
                fault::complete,
                seeds.nextLong(),
                pulses,
                metrics,
                extras,
                accounts == null ? null : accounts.reception(),
                loops);
    }

    private FeedHandler feed(String venue, EventSink sink, EventLoopGroup loops, Feeds feeds) {
        VenueAdapter adapter = VenueAdapters.of(venue)
                .orElseThrow(() -> new IllegalStateException("configured, but without an adapter: " + venue));
        VenueConfig settings = Objects.requireNonNull(config.venues().byName().get(venue), venue);
        FeedConfig feed = settings.feed(config.instruments()).withSimulated(simulated);
        FeedWiring wiring = new FeedWiring(
                sink,
                loops,
                clock,
                ledgers.of(venue, feed.address(), settings.limitsOf(venue)),
                seeds.nextLong(),
                feeds::changed,
                fault::complete);
        try {
            return new FeedHandler(adapter, feed, tapped(wiring, adapter));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("venues." + venue + "." + e.getMessage(), e);
        }
    }

    private FeedWiring tapped(FeedWiring wiring, VenueAdapter adapter) {
        String list = adapter.profile().instruments().path();
        return recorder == null
                ? wiring
                : wiring.tapped(recorder.tap(adapter.profile().venue(), list));
    }
}
