package io.quotewire.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.engine.EngineConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.lab.capture.Frame;
import io.quotewire.lab.capture.FrameReader;
import io.quotewire.lab.capture.Recording;
import io.quotewire.model.Channel;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Sharding;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Symbols;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Recorded bytes of two venues, decoded and merged by time, through the engine: the same again gives the same again. */
class MarketReplayTest {
    private static final Instrument BTC = new Instrument("BTC", "USDT");
    private static final Epoch EPOCH = new Epoch(1_700_000_000_000L);

    @Test
    void updates_ofTheSameMergedInput_areTheSame() throws IOException {
        List<MarketEvent> events = events();

        List<Update> every = replay(events, 1);

        assertThat(every).hasSizeGreaterThan(10_000);
        assertThat(hash(every)).isEqualTo(hash(replay(events, 1)));
        assertThat(hash(every)).as("however the work is cut").isEqualTo(hash(replay(events, 97)));
    }

    @Test
    void updates_ofInputThatDiffersInOneEvent_differ() throws IOException {
        List<MarketEvent> events = events();
        List<MarketEvent> tampered = new ArrayList<>(events);
        tampered.remove(events.size() / 2);

        assertThat(hash(replay(tampered, 1))).isNotEqualTo(hash(replay(events, 1)));
    }

    /** Where a recording ends its venue falls mute, and rightly so; while it flows nothing is held against anybody. */
    @Test
    void verdicts_onRecordedMarket_areNoneWhileItFlows() throws IOException {
        List<MarketEvent> events = events();
        Map<String, Long> endUs = new HashMap<>();
        events.forEach(event -> endUs.merge(event.listing().venue(), event.recvUs(), Math::max));

        assertThat(replay(events, 1))
                .filteredOn(update -> update.head().status() != Status.LIVE)
                .filteredOn(update -> update.head().topic().kind().interval() == null) // Told when their time is over.
                .filteredOn(update -> !(update instanceof Update.StatusChange change)
                        || change.sinceUs() <= endUs.getOrDefault(update.head().source(), 0L))
                .isEmpty();
    }

    /** What was told last of each second is what a recomputation of all trades that were told gives. */
    @Test
    void candles_ofRecordedTrades_areTheBatchs() throws IOException {
        Map<String, Map<Long, BigDecimal>> told = new TreeMap<>();
        Map<String, Map<Long, BigDecimal>> batch = new TreeMap<>();
        for (Update update : replay(events(), 1, 10_000_000)) {
            String source = update.head().topic().source();
            if (source.equals(Topic.BEST) || update.head().topic().kind() == Topic.Kind.CANDLE_1M) {
                continue;
            }
            switch (update) {
                case Update.Trades trades ->
                    trades.items()
                            .forEach(item -> batch.computeIfAbsent(source, any -> new TreeMap<>())
                                    .merge(Interval.SECOND.openUs(item.tsUs()), value(item), BigDecimal::add));
                case Update.ClosedCandle closed
                when closed.head().topic().kind() == Topic.Kind.CANDLE_1S ->
                    told.computeIfAbsent(source, any -> new TreeMap<>())
                            .put(
                                    closed.candle().openUs(),
                                    Objects.requireNonNull(closed.candle().quoteVolume()));
                default -> {}
            }
        }
        assertThat(told).hasSize(2);
        told.forEach((source, candles) -> {
            Map<Long, BigDecimal> all = Objects.requireNonNull(batch.get(source));
            assertThat(candles).as(source).hasSizeGreaterThan(5);
            candles.forEach((openUs, volume) ->
                    assertThat(volume).as("%s at %d", source, openUs).isEqualByComparingTo(all.get(openUs)));
            assertThat(all.size() - candles.size()).as("seconds at both ends").isBetween(0, 6);
        });
    }

    private static BigDecimal value(Update.TradeItem item) {
        return item.price().toBigDecimal().multiply(item.size().toBigDecimal());
    }

    /** Offers the events in order and works after each {@code slice} of them. */
    private static List<Update> replay(List<MarketEvent> events, int slice) {
        return replay(events, slice, 0);
    }

    /** The same, and then so much time without an event. */
    private static List<Update> replay(List<MarketEvent> events, int slice, long restUs) {
        List<Update> updates = new ArrayList<>();
        MarketEngine engine = new MarketEngine(
                EngineConfig.DEFAULT, EPOCH, new Sharding(1), index -> updates::add, command -> {}, index -> {});
        for (int i = 0; i < events.size(); i++) {
            assertThat(engine.offer(events.get(i))).isTrue();
            if (i % slice == 0) {
                workOff(engine, events.get(i).recvUs());
            }
        }
        workOff(engine, events.getLast().recvUs() + restUs);
        return updates;
    }

    private static void workOff(MarketEngine engine, long nowUs) {
        int work;
        do {
            work = engine.shard(0).doWork(nowUs);
        } while (work > 0);
    }

    /** All events of the main job's files, each venue's times counted from its own first frame. */
    private static List<MarketEvent> events() throws IOException {
        List<MarketEvent> events = new ArrayList<>();
        for (Recording recording : Recording.open(Recordings.mainJob(), true)) {
            String venue = recording.stage().profile().venue();
            VenueAdapter adapter = VenueAdapters.of(venue).orElseThrow();
            Symbols symbols = new Symbols(Map.of(adapter.symbol(BTC), new Listing(venue, BTC)));
            FrameDecoder decoder = new FrameDecoder(adapter, symbols);
            try (FrameReader frames = recording.read()) {
                for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                    decoder.stamp(1 + (frame.recvNs() - recording.firstNs()) / 1_000, true);
                    decoder.decode(frame.payload(), 0, frame.payload().length, new Collector(events));
                }
            }
        }
        events.sort(Comparator.comparingLong(MarketEvent::recvUs));
        return events;
    }

    private static String hash(List<Update> updates) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            updates.forEach(update -> digest.update(update.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Collector(List<MarketEvent> events) implements FrameSink {
        @Override
        public void event(MarketEvent event) {
            events.add(event);
        }

        @Override
        public void trade(MarketEvent.Trade trade, long merged) {
            events.add(trade);
        }

        @Override
        public void book(BookMessage message) {}

        @Override
        public void numbered(long number) {}

        @Override
        public void acknowledged(Channel channel, String symbol, boolean subscribed) {}

        @Override
        public void acknowledged(long requestId) {}

        @Override
        public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {}

        @Override
        public void notice(String text, boolean closing) {}

        @Override
        public void unknown(String what) {}
    }
}
