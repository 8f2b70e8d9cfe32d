package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.quotewire.lab.host.AutoClose;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our own feeds at the simulated venues: they understand every word, and break none of the venues' limits. */
class RealFeedTest {
    private static final int INSTRUMENTS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Set<String> FLAWS = Set.of(
            "quotewire_feed_malformed_total",
            "quotewire_feed_unknown_total",
            "quotewire_feed_oversized_total",
            "quotewire_feed_subscriptions_refused_total",
            "quotewire_feed_list_failures_total");

    private final AutoClose open = new AutoClose();
    private final EventLoopGroup threads = FeedThreads.create(1);
    private final BlockingQueue<MarketEvent> events = new LinkedBlockingQueue<>();
    private final List<Throwable> fatal = new ArrayList<>();

    @AfterEach
    void close() {
        open.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void feeds_ofAllVenuesThatCanBeFed_subscribeReconnectAndStayWithinTheLimits() throws Exception {
        Simulator simulator = open.add(
                Simulator.start(SimulatorConfig.of(11).withVenues(fed()).withBustle(1_000)));
        List<FeedHandler> feeds =
                simulator.venues().stream().map(venue -> feed(simulator, venue)).toList();
        Set<Listing> all = listings(simulator);

        assertThat(lostUntilAllTold(all)).isEmpty();
        simulator.venues().forEach(venue -> simulator.fault(new Fault(venue, Verb.RESET, null)));
        awaitLost(all);
        assertThat(lostUntilAllTold(all)).noneMatch(MarketEvent.FeedLost.class::isInstance);

        assertThat(simulator.violations()).isEmpty();
        assertThat(fatal).isEmpty();
        for (FeedHandler feed : feeds) {
            assertThat(feed.read())
                    .filteredOn(reading -> FLAWS.contains(reading.metric().id()))
                    .hasSize(FLAWS.size())
                    .allSatisfy(reading -> assertThat(reading.value()).isZero());
            assertThat(feed.report().simulated()).isTrue();
        }
    }

    private static List<String> fed() {
        return SimulatorConfig.of(1).venues().stream()
                .filter(venue -> VenueAdapters.of(venue).isPresent())
                .toList();
    }

    private static Set<Listing> listings(Simulator simulator) {
        Set<Listing> all = new HashSet<>();
        for (String venue : simulator.venues()) {
            simulator.instruments(venue).forEach(instrument -> all.add(new Listing(venue, instrument)));
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(2 * INSTRUMENTS);
        return all;
    }

    private FeedHandler feed(Simulator simulator, String venue) {
        var adapter = VenueAdapters.of(venue).orElseThrow();
        FeedConfig config = FeedConfig.of(adapter.profile(), simulator.instruments())
                .withUrls(simulator.wsUrl(venue), simulator.restUrl(venue));
        MicroClock clock = MicroClock.system();
        Ledger ledger = Ledgers.inMemory(clock).of(venue, config.address(), Limits.of(venue));
        FeedHandler feed = new FeedHandler(
                adapter, config, new FeedWiring(events::add, threads, clock, ledger, 1, () -> {}, fatal::add));
        open.add(() -> feed.stop().join());
        feed.start();
        return feed;
    }

    /** Waits until each listing has told something; the result is what was lost meanwhile. */
    private List<MarketEvent> lostUntilAllTold(Set<Listing> all) throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        Set<Listing> missing = new HashSet<>(all);
        List<MarketEvent> lost = new ArrayList<>();
        while (!missing.isEmpty()) {
            MarketEvent event = next(deadlineNs, missing);
            if (event instanceof MarketEvent.FeedLost || event instanceof MarketEvent.TradesLost) {
                lost.add(event);
            } else {
                missing.remove(event.listing());
            }
        }
        return lost;
    }

    private void awaitLost(Set<Listing> all) throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        Set<Listing> missing = new HashSet<>(all);
        while (!missing.isEmpty()) {
            MarketEvent event = next(deadlineNs, missing);
            if (event instanceof MarketEvent.FeedLost) {
                missing.remove(event.listing());
            }
        }
    }

    private MarketEvent next(long deadlineNs, Object missing) throws InterruptedException {
        MarketEvent event = events.poll(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(event).as("still missing %s", missing).isNotNull();
        return event;
    }
}
