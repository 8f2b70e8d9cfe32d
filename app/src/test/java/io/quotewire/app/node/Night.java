package io.quotewire.app.node;

import io.quotewire.engine.EngineConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.lab.simulate.Fault;
import io.quotewire.lab.simulate.Simulator;
import io.quotewire.lab.simulate.SimulatorConfig;
import io.quotewire.lab.simulate.Verb;
import io.quotewire.model.Demand;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.Routes;
import io.quotewire.model.Sharding;
import io.quotewire.model.SourceReport;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedMetric;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.Profile;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Simulated venues, the shipped feeds on them and the shipped engine, joined as in a node, on one thread and by a time that
 * passes as fast as it can.
 *
 * <p><b>Threads:</b> its maker's.
 */
final class Night implements AutoCloseable {
    final Feeds feeds;
    final List<FeedCommand> commands = new ArrayList<>();
    final List<Throwable> faults = new ArrayList<>();
    private final Duration step;
    private final Duration refresh;
    private final StillTime time = new StillTime();
    private final Map<String, Simulator> venues = new LinkedHashMap<>();
    private final Map<String, FeedHandler> handlers = new LinkedHashMap<>();
    private final Map<String, Seen> topics = new LinkedHashMap<>();
    private final List<Update> troubles = new ArrayList<>();
    private final MarketEngine engine;
    private final Duty shard;

    /** What has been told of a topic. */
    static final class Seen {
        final Map<Status, Integer> counts = new EnumMap<>(Status.class);
        Update.@Nullable Head last;
        int switches;
    }

    /**
     * @param refresh how often feeds fetch their lists of instruments
     * @param markets each a simulator; all of one seed, so that prices move alike at all
     */
    Night(Duration step, Duration refresh, SimulatorConfig... markets) {
        this.step = step;
        this.refresh = refresh;
        this.feeds = new Feeds(List.of(), new Conversions(Routes.NONE, List.of(), List.of(), time.clock), time.clock);
        for (SimulatorConfig market : markets) {
            Simulator simulator = time.await(() -> Simulator.start(market, time.clock, time.loop));
            simulator.venues().forEach(venue -> venues.put(venue, simulator));
        }
        EngineConfig usual = EngineConfig.DEFAULT;
        engine = new MarketEngine(
                new EngineConfig(
                        List.copyOf(venues.keySet()),
                        usual.silence(),
                        usual.returnAfter(),
                        usual.mailbox(),
                        usual.listings()),
                new Epoch(1),
                new Sharding(1),
                index -> this::told,
                command -> {
                    commands.add(command);
                    feeds.ask(command);
                },
                index -> {});
        shard = engine.shard(0);
        feeds.heed(engine::muteSinceUs, engine::books);
        Ledgers ledgers = Ledgers.inMemory(time.clock);
        venues.forEach((venue, simulator) -> open(venue, simulator, ledgers));
        feeds.start();
    }

    private void open(String venue, Simulator simulator, Ledgers ledgers) {
        VenueAdapter adapter = VenueAdapters.of(venue).orElseThrow();
        FeedConfig config = config(adapter.profile(), simulator);
        FeedHandler feed = new FeedHandler(
                adapter,
                config,
                new FeedWiring(
                        engine,
                        time.loop,
                        time::aside,
                        time.clock,
                        ledgers.of(venue, config.address(), Limits.of(venue)),
                        venue.hashCode(),
                        feeds::changed,
                        faults::add));
        feeds.add(venue, feed);
        handlers.put(venue, feed);
        simulator
                .instruments(venue)
                .forEach(instrument -> feed.wanted(new Listing(venue, instrument), Demand.Part.BOOK));
    }

    private FeedConfig config(Profile profile, Simulator simulator) {
        String venue = profile.venue();
        FeedConfig usual = FeedConfig.of(profile, simulator.instruments(venue));
        return new FeedConfig(
                simulator.wsUrl(venue),
                simulator.restUrl(venue),
                null,
                usual.instruments(),
                usual.connectTimeout(),
                usual.quiet(),
                usual.patience(),
                refresh,
                usual.audit(),
                usual.life(),
                true);
    }

    private void told(Update update) {
        Update.Head head = update.head();
        Seen seen = topics.computeIfAbsent(head.topic().toString(), any -> new Seen());
        seen.counts.merge(head.status(), 1, Integer::sum);
        seen.last = head;
        if (update instanceof Update.StatusChange change && change.was() != null) {
            seen.switches++;
        }
        if (head.status() != Status.LIVE) {
            troubles.add(update);
        }
    }

    /** Lets time pass. */
    void pass(Duration span) {
        for (long left = span.dividedBy(step); left > 0; left--) {
            turn();
        }
    }

    /** Lets time pass until it is so, but not for ever. */
    void passUntil(String what, Duration atMost, BooleanSupplier condition) {
        for (long left = atMost.dividedBy(step); !condition.getAsBoolean(); left--) {
            if (left == 0) {
                throw new AssertionError("within " + atMost + " not: " + what + "; troubles: " + lines(troubles));
            }
            turn();
        }
    }

    private void turn() {
        time.pass(step);
        shard.doWork(time.clock.nowUs());
    }

    void harm(String venue, Verb verb, @Nullable Instrument instrument) {
        time.await(() -> {
            simulator(venue).fault(new Fault(venue, verb, instrument));
            return true;
        });
    }

    private Simulator simulator(String venue) {
        Simulator simulator = venues.get(venue);
        if (simulator == null) {
            throw new AssertionError("no venue " + venue);
        }
        return simulator;
    }

    List<String> venues() {
        return List.copyOf(venues.keySet());
    }

    /** Limits of the venues that were broken. */
    List<String> violations() {
        return venues.values().stream()
                .distinct()
                .flatMap(simulator -> simulator.violations().stream())
                .map(Object::toString)
                .toList();
    }

    /** What a feed counts. */
    long count(String venue, FeedMetric metric) {
        return Objects.requireNonNull(handlers.get(venue), venue).read().stream()
                .filter(reading -> reading.metric() == metric)
                .mapToLong(reading -> (long) reading.value())
                .sum();
    }

    Wires.Signs signs(String venue) {
        return time.wires.signs(simulator(venue).wsUrl(venue).getPort());
    }

    SourceReport source(String venue) {
        return feeds.sources().stream()
                .filter(report -> report.source().equals(venue))
                .findFirst()
                .orElseThrow();
    }

    /** Everything that was told and was not live, line by line. */
    List<String> troubles() {
        return lines(troubles);
    }

    private static List<String> lines(List<Update> updates) {
        return updates.stream()
                .limit(20)
                .map(update ->
                        update.head().topic() + " " + update.head().status().text()
                                + (update instanceof Update.StatusChange change ? " " + change.why() : ""))
                .toList();
    }

    /** The topics that were told to be other than live. */
    List<String> troubled() {
        return troubles.stream()
                .map(update -> update.head().topic().toString())
                .distinct()
                .sorted()
                .toList();
    }

    /** Forgets what has been told so far, but not where topics are. */
    void forget() {
        troubles.clear();
        commands.clear();
        topics.values().forEach(seen -> {
            seen.counts.clear();
            seen.switches = 0;
        });
    }

    int told(String topic, Status status) {
        return seen(topic).counts.getOrDefault(status, 0);
    }

    int switches(String topic) {
        return seen(topic).switches;
    }

    Seen seen(String topic) {
        return topics.getOrDefault(topic, new Seen());
    }

    /** Whether a topic is live there. */
    boolean isLive(String topic, String venue) {
        Update.Head last = seen(topic).last;
        return last != null && last.status() == Status.LIVE && last.source().equals(venue);
    }

    List<String> topics() {
        return List.copyOf(topics.keySet());
    }

    @Override
    public void close() {
        time.await(() -> {
            feeds.close();
            venues.values().stream().distinct().forEach(Simulator::close);
            return true;
        });
        time.close();
    }
}
