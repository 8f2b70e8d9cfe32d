package io.quotewire.app.made;

import com.sun.management.ThreadMXBean;
import io.quotewire.engine.Derived;
import io.quotewire.engine.EngineConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Route;
import io.quotewire.model.Sharding;
import io.quotewire.model.Side;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What candles, the index and conversions cost one shard: the same events of 500 instruments on three venues with none of them, with
 * candles of four lengths, with the index too, and with conversions of all to three currencies.
 *
 * <pre>
 * MadeBenchmark [ROUNDS]
 * </pre>
 *
 * <p>A line of JSON for each; CPU time of the one thread, the median of the rounds, which take turns.
 */
public final class MadeBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<String> VENUES = List.of("okx", "binance", "kraken");
    private static final List<String> CURRENCIES = List.of("CAD", "EUR", "GBP");
    private static final List<Interval> INTERVALS =
            List.of(Interval.SECOND, Interval.MINUTE, Interval.FIVE_MINUTES, Interval.HOUR);
    private static final Instrument DOLLAR = Instrument.parse("USDT-USD");
    private static final int INSTRUMENTS = 500;

    /** Of simulated time. Each second an instrument has 20 quotes and 5 trades on each venue. */
    private static final int SECONDS = 10;

    private static final int QUOTES = 20;
    private static final int TRADES = 5;
    private static final long START_US = 1_764_547_200_000_000L;

    private MadeBenchmark() {}

    private record Variant(String name, Derived derived, boolean converts) {}

    private record Result(long cpuNs, long updates) {}

    /** Measures, and prints. */
    public static void main(String... args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<MarketEvent> events = events();
        List<Variant> variants = List.of(
                new Variant("nothing", Derived.NONE, false),
                new Variant("candles", derived(INTERVALS, 0), false),
                new Variant("candles and index", derived(INTERVALS, 2), false),
                new Variant("candles, index and conversions", derived(INTERVALS, 2), true));
        long[][] cpuNs = new long[variants.size()][rounds];
        long[] updates = new long[variants.size()];
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < variants.size(); i++) {
                Result result = run(variants.get(i), events);
                updates[i] = result.updates();
                if (round >= 0) {
                    cpuNs[i][round] = result.cpuNs();
                }
            }
        }
        for (int i = 0; i < variants.size(); i++) {
            print(variants.get(i), events.size(), cpuNs[i], updates[i], median(cpuNs[0]));
        }
    }

    private static void print(Variant variant, int events, long[] cpuNs, long updates, long plainNs) {
        long median = median(cpuNs);
        System.out.printf(
                "{\"made\":\"%s\",\"events\":%d,\"nsPerEvent\":%d,\"least\":%d,\"most\":%d,\"updates\":%d,"
                        + "\"updatesPerS\":%d,\"overNothing\":%.2f,\"coreShareOfThisTraffic\":%.3f}%n",
                variant.name(),
                events,
                median / events,
                Arrays.stream(cpuNs).min().orElse(0) / events,
                Arrays.stream(cpuNs).max().orElse(0) / events,
                updates,
                updates * 1_000_000_000L / median,
                (double) median / plainNs,
                median / 1e9 / SECONDS);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Derived derived(List<Interval> intervals, int indexVenues) {
        return new Derived(
                intervals, Duration.ofSeconds(2), indexVenues, 5, List.of(DOLLAR), List.of("x"), Duration.ofHours(26));
    }

    private static Result run(Variant variant, List<MarketEvent> events) {
        long[] updates = {0};
        EngineConfig config = new EngineConfig(
                VENUES, Duration.ofSeconds(5), Duration.ofSeconds(30), 65_536, 20_000, variant.derived());
        MarketEngine engine = new MarketEngine(
                config, new Epoch(1), new Sharding(1), index -> update -> updates[0]++, command -> {}, index -> {});
        if (variant.converts()) {
            CURRENCIES.forEach(currency -> convert(engine, currency));
        }
        engine.shard(0).doWork(START_US);
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < events.size(); i++) {
            engine.offer(events.get(i));
            if (i % 16 == 15) {
                engine.shard(0).doWork(events.get(i).recvUs());
            }
        }
        engine.shard(0).doWork(START_US + SECONDS * 1_000_000L);
        return new Result(THREADS.getCurrentThreadCpuTime() - before, updates[0]);
    }

    private static void convert(MarketEngine engine, String currency) {
        Instrument rate = new Instrument("USD", currency);
        engine.offer(
                new MarketEvent.Rate(new Listing("x", rate), START_US, START_US, false, Decimal.parse("1.3987"), null));
        for (int i = 0; i < INSTRUMENTS; i++) {
            Instrument from = instrument(i);
            Route route = new Route(
                    new Instrument(from.base(), currency),
                    from,
                    List.of(new Route.Leg(DOLLAR, false), new Route.Leg(rate, true)));
            engine.offer(new MarketEvent.Convert(new Listing("best", route.to()), START_US, route));
            engine.shard(0).doWork(START_US);
        }
    }

    private static Instrument instrument(int index) {
        return new Instrument("C" + index, "USDT");
    }

    private static List<MarketEvent> events() {
        SplittableRandom random = new SplittableRandom(1);
        int perSecond = INSTRUMENTS * VENUES.size() * (QUOTES + TRADES);
        List<MarketEvent> events = new ArrayList<>(SECONDS * perSecond);
        long[] numbers = new long[INSTRUMENTS];
        for (int i = 0; i < SECONDS * perSecond; i++) {
            long nowUs = START_US + i * 1_000_000L / perSecond;
            int at = random.nextInt(INSTRUMENTS);
            String venue = VENUES.get(random.nextInt(VENUES.size()));
            long price = 1_000_000L + random.nextInt(1_000);
            if (i % 1_000 == 0) {
                events.add(quote(new Listing("kraken", DOLLAR), nowUs, 9_996 + random.nextInt(3), 4));
            } else if (random.nextInt(QUOTES + TRADES) < QUOTES) {
                events.add(quote(new Listing(venue, instrument(at)), nowUs, price, 2));
            } else {
                events.add(new MarketEvent.Trade(
                        new Listing(venue, instrument(at)),
                        nowUs - 1_000,
                        nowUs,
                        false,
                        "t",
                        ++numbers[at],
                        Side.BUY,
                        Decimal.of(price, 2, 2),
                        Decimal.of(1 + random.nextInt(1_000_000), 8, 8),
                        false));
            }
        }
        return events;
    }

    private static MarketEvent quote(Listing listing, long nowUs, long bid, int scale) {
        Decimal size = Decimal.of(5, 1, 1);
        return new MarketEvent.Quote(
                listing,
                nowUs - 1_000,
                nowUs,
                false,
                0,
                Decimal.of(bid, scale, scale),
                size,
                Decimal.of(bid + 1, scale, scale),
                size);
    }
}
