package io.quotewire.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.quotewire.lab.host.AutoClose;
import io.quotewire.model.Channel;
import io.quotewire.model.Demand;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.LimitRule;
import io.quotewire.venue.limit.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Everything that makes a feed ask its venue for something, all at once and over again, on connections that share an address:
 * they break off, every book is found wrong as soon as it is there, every channel is to be begun anew.
 */
@Timeout(180)
class StormTest {
    private static final int STEP_MS = 250;

    /** Beyond the minute in which weights are counted. */
    private static final int STEPS = 75_000 / STEP_MS;

    private static final int RESET_STEPS = 20_000 / STEP_MS;
    private static final int BEGIN_STEPS = 5_000 / STEP_MS;

    /** As often as a feed does what is due. */
    private static final long TURN_MS = 20;

    private static final List<LimitRule> NO_RULES = Stream.of(
                    "connects", "control", "subscriptions", "requests", "weight", "address-weight")
            .map(what -> new LimitRule(what, "none"))
            .toList();

    private final AutoClose open = new AutoClose();
    private final EventLoopGroup threads = FeedThreads.create(1);
    private final AtomicLong nowUs = new AtomicLong(1_790_000_000_000_000L);
    private final List<FeedHandler> feeds = new ArrayList<>();
    private final Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        open.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @CsvSource({
        "binance, 2, 100",
        "okx, 5, 100",
        "bybit, 3, 100",
        "kraken, 3, 100",
        "coinbase, 3, 100",
        "coinbase-advanced, 3, 100",
        "gate, 3, 6" // It takes one symbol a message: of more, such a storm leaves it no time for their books.
    })
    void storm_overConnectionsThatShareALedger_breaksNoLimit(String venue, int connections, int pairs)
            throws Exception {
        Storm storm = new Storm(venue, connections, pairs, Limits.of(venue));
        for (int step = 1; step <= STEPS; step++) {
            storm.blow(step);
        }

        assertThat(storm.simulator.violations()).isEmpty();
        assertThat(fatal).isEmpty();
        assertThat(count("quotewire_feed_reconnects_total"))
                .as("it was a storm")
                .isGreaterThan(connections);
        assertThat(count("quotewire_feed_book_states_asked_total")).isGreaterThan(10);
        assertThat(count("quotewire_feed_commands_total")).isGreaterThan(100);
    }

    /** The same feeds with a ledger that grants everything. */
    @ParameterizedTest
    @CsvSource({"binance, 2", "okx, 5"})
    void storm_pastTheLedger_breaksLimits(String venue, int connections) throws Exception {
        Storm storm = new Storm(venue, connections, 100, Limits.of(venue).with(NO_RULES));
        for (int step = 1; step <= STEPS && storm.simulator.violations().isEmpty(); step++) {
            storm.blow(step);
        }

        assertThat(storm.simulator.violations()).isNotEmpty();
    }

    private long count(String metric) {
        return feeds.stream()
                .flatMap(feed -> feed.read().stream())
                .filter(reading -> reading.metric().id().equals(metric))
                .mapToLong(reading -> (long) reading.value())
                .sum();
    }

    private final class Storm {
        private final String venue;
        private final Simulator simulator;
        private final List<Listing> listings;

        Storm(String venue, int connections, int pairs, Limits limits) throws IOException {
            this.venue = venue;
            this.simulator = open.add(Simulator.byHand(
                    SimulatorConfig.of(3).withVenues(List.of(venue)).withBustle(300), nowUs::get));
            this.listings = simulator.instruments(venue).stream()
                    .limit(pairs)
                    .map(instrument -> new Listing(venue, instrument))
                    .toList();
            Ledger ledger = Ledgers.inMemory(nowUs::get)
                    .of(venue, simulator.wsUrl(venue).getAuthority(), limits);
            for (int i = 0; i < connections; i++) {
                begin(ledger, i);
            }
        }

        private void begin(Ledger ledger, int number) {
            var adapter = VenueAdapters.of(venue).orElseThrow();
            FeedConfig config = FeedConfig.of(
                            adapter.profile(),
                            listings.stream().map(Listing::instrument).toList())
                    .withUrls(simulator.wsUrl(venue), simulator.restUrl(venue));
            FeedHandler feed = new FeedHandler(
                    adapter,
                    config,
                    new FeedWiring(
                            event -> heard(number, event), threads, nowUs::get, ledger, number, () -> {}, fatal::add));
            open.add(() -> feed.stop().join());
            feeds.add(feed);
            feed.start();
            listings.forEach(listing -> feed.wanted(listing, Demand.Part.BOOK));
        }

        /** A book that is there is wrong. */
        private boolean heard(int number, MarketEvent event) {
            if (event instanceof BookSnapshot book) {
                feeds.get(number).ask(new FeedCommand.Resync(book.listing(), book.generation(), "storm"));
            }
            return true;
        }

        void blow(int step) {
            if (step % RESET_STEPS == 0) {
                simulator.fault(new Fault(venue, Verb.RESET, null));
            }
            if (step % BEGIN_STEPS == 0) {
                feeds.forEach(feed -> listings.forEach(
                        listing -> feed.ask(new FeedCommand.Resubscribe(listing, Channel.TRADES, "storm"))));
            }
            nowUs.addAndGet(STEP_MS * 1_000L);
            simulator.turnNow();
            threads.next().schedule(() -> {}, TURN_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }
}
