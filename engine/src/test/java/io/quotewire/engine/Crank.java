package io.quotewire.engine;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Metric;
import io.quotewire.model.Sharding;
import io.quotewire.model.Side;
import io.quotewire.model.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine of one shard that a test turns by hand: silence 10 s, return after 30 s, best of okx and binance, BTC-USDT.
 * Each event is applied at once, at {@link #nowUs}, and the venue's time is 1 ms before.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class Crank {
    static final Epoch EPOCH = new Epoch(7);
    static final Instrument BTC = Instrument.parse("BTC-USDT");
    static final Instrument OTHER = Instrument.parse("LINK-USDT");
    static final EngineConfig CONFIG =
            new EngineConfig(List.of("okx", "binance"), Duration.ofSeconds(10), Duration.ofSeconds(30), 1_024, 16);

    final List<Update> updates = new ArrayList<>();
    final List<FeedCommand> commands = new ArrayList<>();
    final MarketEngine engine;
    final Duty shard;
    long nowUs = 1_000_000_000;

    Crank() {
        this(CONFIG);
    }

    Crank(EngineConfig config) {
        engine = new MarketEngine(config, EPOCH, new Sharding(1), index -> updates::add, commands::add, index -> {});
        shard = engine.shard(0);
    }

    static Listing listing(String venue) {
        return new Listing(venue, BTC);
    }

    static @Nullable Decimal decimal(@Nullable String text) {
        return text == null ? null : Decimal.parse(text);
    }

    /** Lets time pass. */
    Crank after(long ms) {
        nowUs += ms * 1_000;
        shard.doWork(nowUs);
        return this;
    }

    /** Teaches the shard that a venue is lively, by another instrument, in 17 s; what that said is forgotten. */
    Crank lively(String... venues) {
        for (int i = 0; i < 68; i++) {
            for (String venue : venues) {
                quoteOfOther(venue);
            }
            after(250);
        }
        return clear();
    }

    /** A sign of life of the venue that says nothing of the instrument under test. */
    Crank quoteOfOther(String venue) {
        return on(new MarketEvent.Quote(
                new Listing(venue, OTHER), nowUs, nowUs, false, 0, decimal("1"), null, decimal("2"), null));
    }

    /** Lets a venue speak three times, as others do who bear witness; takes 2 s. */
    Crank chorus(String venue) {
        return quote(venue, "7", "8")
                .after(1_000)
                .quote(venue, "7", "8")
                .after(1_000)
                .quote(venue, "7", "8");
    }

    Crank quote(String venue, @Nullable String bid, @Nullable String ask) {
        return quote(venue, 0, bid, ask);
    }

    Crank quote(String venue, long sequence, @Nullable String bid, @Nullable String ask) {
        return on(new MarketEvent.Quote(
                listing(venue),
                nowUs - 1_000,
                nowUs,
                false,
                sequence,
                decimal(bid),
                decimal("1"),
                decimal(ask),
                decimal("2")));
    }

    Crank ticker(String venue, @Nullable String last, @Nullable String bid, @Nullable String ask) {
        return ticker(venue, nowUs - 1_000, last, bid, ask, "50");
    }

    Crank ticker(
            String venue,
            long tsUs,
            @Nullable String last,
            @Nullable String bid,
            @Nullable String ask,
            @Nullable String open) {
        Decimals figures = Decimals.of(
                decimal(last),
                decimal(bid),
                decimal("3"),
                decimal(ask),
                decimal("4"),
                decimal(open),
                decimal("120"),
                decimal("40"),
                decimal("1000"));
        return on(new MarketEvent.Ticker(listing(venue), tsUs, nowUs, false, figures));
    }

    Crank trade(String venue, long number, String price) {
        return on(new MarketEvent.Trade(
                listing(venue),
                nowUs - 1_000,
                nowUs,
                false,
                venue + number,
                number,
                Side.BUY,
                Decimal.parse(price),
                Decimal.parse("0.5"),
                false));
    }

    Crank tradesLost(String venue, long missing) {
        return on(new MarketEvent.TradesLost(listing(venue), nowUs, false, missing));
    }

    Crank lost(String venue, String reason) {
        return on(new MarketEvent.FeedLost(listing(venue), nowUs, reason));
    }

    Crank closed(String venue) {
        return on(new MarketEvent.FeedClosed(listing(venue), nowUs, "no_demand"));
    }

    Crank on(MarketEvent event) {
        if (!engine.offer(event)) {
            throw new IllegalStateException("mailbox full");
        }
        shard.doWork(nowUs);
        return this;
    }

    /** Forgets the updates so far. */
    Crank clear() {
        updates.clear();
        return this;
    }

    /** One line for each update of a topic, or of all topics: what a test needs to see of it. */
    List<String> lines(String topic) {
        return updates.stream()
                .filter(update ->
                        topic.equals("*") || update.head().topic().toString().equals(topic))
                .map(Lines::of)
                .toList();
    }

    Update last(String topic) {
        return updates.stream()
                .filter(update -> update.head().topic().toString().equals(topic))
                .reduce((before, after) -> after)
                .orElseThrow(() -> new AssertionError("nothing of " + topic));
    }

    double read(EngineMetric metric, String kind) {
        return engine.read().stream()
                .filter(reading -> reading.metric() == metric
                        && (kind.isEmpty() || reading.labels().containsValue(kind)))
                .mapToDouble(Metric.Reading::value)
                .sum();
    }
}
