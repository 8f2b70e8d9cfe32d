package io.quotewire.lab.simulate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Candle;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Candles;
import io.quotewire.model.MicroClock;
import io.quotewire.model.PastCandles.Past;
import io.quotewire.venue.FeedConfig;
import io.quotewire.venue.FeedHandler;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.FeedWiring;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.limit.Ledger;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our own feeds ask the simulated venues for candles, over real sockets, and get what the trades of the same market add up to:
 * a twin of it tells them.
 */
@Timeout(120)
class CandlesTest {
    private static final int STEP_MS = 50;

    private final AutoClose open = new AutoClose();
    private final EventLoopGroup threads = FeedThreads.create(1);
    private final BlockingQueue<MarketEvent> events = new LinkedBlockingQueue<>();
    private final List<Traded> trades = new ArrayList<>();
    private final Rig rig = open.add(new Rig());
    private final SimulatedMarket twin =
            SimulatedMarket.open(SimulatorConfig.of(42).venues(), List.of(Rig.BTC, Rig.ETH), 42, 300, rig.nowUs.get());

    @BeforeEach
    void twoMinutes() {
        long endUs = Interval.MINUTE.openUs(rig.nowUs.get()) + 3 * Interval.MINUTE.us();
        pass((int) ((endUs - rig.nowUs.get()) / 1_000) + 5_000);
    }

    @AfterEach
    void close() {
        open.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @MethodSource("venues")
    void minutes_ofEachVenue_areWhatItsTradesAddUpTo(String venue) throws Exception {
        FeedHandler feed = feed(venue);
        Listing listing = new Listing(venue, Rig.BTC);
        long toUs = Interval.MINUTE.openUs(rig.nowUs.get());
        long fromUs = toUs - 2 * Interval.MINUTE.us();
        feed.ask(new FeedCommand.Candles(listing, Interval.MINUTE, fromUs, toUs, "test"));

        Candles told = told();
        assertThat(told.known()).isTrue();
        assertThat(told.simulated()).isTrue();
        assertThat(List.of(told.fromUs(), told.toUs())).containsExactly(fromUs, toUs);
        assertThat(told.candles()).hasSize(2);
        told.candles().forEach(candle -> isWhatItsTradesAddUpTo(listing, candle));

        CompletableFuture<Past> read = feed.candles(listing, Interval.MINUTE, fromUs, toUs);
        passUntilDone(read);
        assertThat(read.get().candles()).isEqualTo(told.candles());
        assertThat(rig.simulator.violations()).isEmpty();
    }

    /** Among them are seconds without a trade, for which each of these venues makes up a candle. */
    @ParameterizedTest
    @CsvSource({"okx", "binance", "gate"})
    void seconds_whereAVenueHasThem_areThoseWithTrades(String venue) throws Exception {
        FeedHandler feed = feed(venue);
        long toUs = Interval.SECOND.openUs(rig.nowUs.get()) - 2 * Interval.SECOND.us();
        long fromUs = toUs - 60 * Interval.SECOND.us();
        Listing listing = new Listing(venue, Rig.ETH);
        feed.ask(new FeedCommand.Candles(listing, Interval.SECOND, fromUs, toUs, "test"));

        Candles told = told();
        List<Long> expected = traded(listing, fromUs, toUs)
                .map(trade -> Interval.SECOND.openUs(trade.tsUs()))
                .distinct()
                .toList();
        assertThat(expected).hasSizeBetween(10, 60);
        assertThat(told.candles().stream().map(Candle::openUs)).containsExactlyElementsOf(expected);
        assertThat(rig.simulator.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bybit, 1s", "kraken, 1s", "coinbase, 1s", "coinbase, 4h", "coinbase-advanced, 1s"})
    void length_thatAVenueHasNot_isNotKnown(String venue, String length) throws Exception {
        FeedHandler feed = feed(venue);
        Interval interval = requireNonNull(Interval.of(length));
        long toUs = interval.openUs(rig.nowUs.get());
        feed.ask(new FeedCommand.Candles(new Listing(venue, Rig.BTC), interval, toUs - interval.us(), toUs, "test"));

        assertThat(told().known()).isFalse();
    }

    @Test
    void venue_thatRefusesAll_isGivenUpAndNotPressed() throws Exception {
        FeedHandler feed = feed("okx");
        rig.fault("okx", Verb.RATE_LIMIT, null);
        long toUs = Interval.MINUTE.openUs(rig.nowUs.get());
        feed.ask(new FeedCommand.Candles(
                new Listing("okx", Rig.BTC), Interval.MINUTE, toUs - Interval.MINUTE.us(), toUs, "test"));

        assertThat(told().known()).isFalse();
        assertThat(rig.simulator.violations())
                .as("it waits as long as it is told")
                .isEmpty();
    }

    static Stream<String> venues() {
        return VenueAdapters.ALL.stream().map(adapter -> adapter.profile().venue());
    }

    private void isWhatItsTradesAddUpTo(Listing listing, Candle candle) {
        List<Traded> its = traded(listing, candle.openUs(), candle.closeUs()).toList();
        assertThat(its).hasSizeGreaterThan(50);
        assertThat(candle.open()).isEqualTo(its.getFirst().price());
        assertThat(candle.close()).isEqualTo(its.getLast().price());
        assertThat(candle.high())
                .isEqualTo(its.stream()
                        .map(Traded::price)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
        assertThat(candle.low())
                .isEqualTo(its.stream()
                        .map(Traded::price)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal worth = BigDecimal.ZERO;
        for (Traded trade : its) {
            volume = volume.add(trade.size().toBigDecimal());
            worth = worth.add(trade.size().toBigDecimal().multiply(trade.price().toBigDecimal()));
        }
        assertThat(candle.volume()).isEqualByComparingTo(volume);
        BigDecimal quote = candle.quoteVolume();
        if (quote != null) {
            assertThat(quote).isEqualByComparingTo(worth.setScale(quote.scale(), RoundingMode.DOWN));
        }
        assertThat(candle.trades()).isIn(Candle.UNKNOWN, (long) its.size());
    }

    private Stream<Traded> traded(Listing listing, long fromUs, long toUs) {
        return trades.stream()
                .filter(trade -> trade.listing().equals(listing))
                .filter(trade -> fromUs <= trade.tsUs() && trade.tsUs() < toUs);
    }

    private FeedHandler feed(String venue) {
        VenueAdapter adapter = VenueAdapters.of(venue).orElseThrow();
        FeedConfig config = FeedConfig.of(adapter.profile(), List.of())
                .withUrls(rig.simulator.wsUrl(venue), rig.simulator.restUrl(venue));
        MicroClock clock = rig.nowUs::get;
        Ledger ledger = Ledgers.inMemory(clock).of(venue, config.address(), Limits.of(venue));
        FeedHandler feed = new FeedHandler(
                adapter,
                config,
                new FeedWiring(events::add, threads, clock, ledger, 1, () -> {}, fault -> events.clear()));
        open.add(() -> feed.stop().join());
        feed.start();
        for (int turns = 0; turns < 1_000 && feed.listings().isEmpty(); turns++) {
            poll();
        }
        assertThat(feed.listings()).isNotEmpty();
        return feed;
    }

    /** The next answer; time passes until it comes. */
    private Candles told() {
        for (int turns = 0; turns < 2_000; turns++) {
            if (poll() instanceof Candles told) {
                return told;
            }
            pass(200);
        }
        throw new AssertionError("no answer");
    }

    private void passUntilDone(CompletableFuture<?> future) {
        for (int turns = 0; turns < 1_000 && !future.isDone(); turns++) {
            poll();
            pass(200);
        }
    }

    /** The next event if one comes soon: the feed turns by itself, fifty times a second. */
    private @Nullable MarketEvent poll() {
        try {
            return events.poll(25, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets the market go on, and its twin with it. */
    private void pass(int ms) {
        for (int left = ms; left > 0; left -= STEP_MS) {
            rig.pass(Math.min(left, STEP_MS));
            twin.advance(rig.nowUs.get(), this::happened);
        }
    }

    private void happened(Happening happening) {
        if (happening instanceof Traded traded) {
            trades.add(traded);
        }
    }
}
