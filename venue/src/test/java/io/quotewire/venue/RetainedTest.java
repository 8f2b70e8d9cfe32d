package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.Symbols;
import io.quotewire.venue.trade.TradeIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A venue may name what it likes, as often as it likes: nothing of it is kept but what is followed. */
class RetainedTest {
    private static final Path FIXTURES = Path.of("src/test/resources/venues");
    private static final Instrument BTC = Instrument.parse("BTC-USDT");
    private static final int FRAMES = 100_000;

    /** A tenth of what the names alone would take. */
    private static final long MOST_BYTES = 1 << 20;

    /** In the names that all venues have for a trade. */
    private static final String NUMBER = "(\"(?:tradeId|trade_id|t|i|id)\":\\[?\"?)\\d+";

    @ParameterizedTest(name = "{0}")
    @MethodSource("venues")
    void frames_withEverNewSymbolsAndIds_leaveNothingBehind(String name, VenueAdapter adapter) {
        Ear ear = new Ear(adapter);
        List<String> frames = frames(adapter);
        long next = tell(ear, frames, 1_000_000_000L, FRAMES / 4);
        long before = used();
        tell(ear, frames, next, FRAMES);
        long kept = used() - before;

        System.out.println(name + ": " + kept + " bytes kept of " + FRAMES + " frames, of which " + ear.unknown
                + " were of unknown symbols and " + ear.trades + " trades");
        assertThat(kept).isLessThan(MOST_BYTES);
        assertThat(ear.unknown).isGreaterThan(FRAMES / 4);
        assertThat(ear.trades).isGreaterThan(2 * TradeIds.KEPT);
    }

    /** By turns of the symbol that is followed, with a new number, and of a new one. */
    private static long tell(Ear ear, List<String> frames, long from, int count) {
        long next = from;
        for (int i = 0; i < count; i++, next++) {
            String frame = frames.get(i / 2 % frames.size()).replaceAll(NUMBER, "$1" + next);
            ear.hear(i % 2 == 0 ? frame : renamed(ear.adapter, frame, new Instrument("X" + next, "USDT")));
        }
        return next;
    }

    private static String renamed(VenueAdapter adapter, String frame, Instrument other) {
        String old = adapter.symbol(BTC);
        String symbol = adapter.symbol(other);
        return frame.replace(old, symbol).replace(old.toLowerCase(Locale.ROOT), symbol.toLowerCase(Locale.ROOT));
    }

    /** What is reachable. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static List<String> frames(VenueAdapter adapter) {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(adapter.profile().venue()))) {
            return files.filter(file -> file.toString().endsWith(".frame.json"))
                    .sorted()
                    .map(RetainedTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> venues() {
        return VenueAdapters.ALL.stream()
                .map(adapter -> arguments(adapter.profile().venue(), adapter));
    }

    /** A connection's decoder, and the feed's way to an engine that takes everything. */
    private static final class Ear implements FrameSink {
        final VenueAdapter adapter;
        private final FrameDecoder decoder;
        private final Outlet outlet;
        long unknown;
        long trades;

        Ear(VenueAdapter adapter) {
            this.adapter = adapter;
            String venue = adapter.profile().venue();
            Map<String, Listing> symbols = Map.of(adapter.symbol(BTC), new Listing(venue, BTC));
            this.decoder = new FrameDecoder(adapter, new Symbols(symbols));
            this.outlet = new Outlet(event -> true, new Counters(venue));
            decoder.stamp(1_767_323_045_777_000L, false);
        }

        void hear(String frame) {
            byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
            try {
                decoder.decode(bytes, 0, bytes.length, this);
            } catch (MalformedFrame e) {
                // A number where none fits: no frame, and still nothing to be kept.
            }
        }

        @Override
        public void event(MarketEvent event) {
            outlet.event(outlet.flow(event.listing()), event);
        }

        @Override
        public void trade(MarketEvent.Trade trade, long merged) {
            trades++;
            outlet.trade(outlet.flow(trade.listing()), trade, merged);
            outlet.takeHoles(hole -> {});
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
        public void unknown(String what) {
            unknown++;
        }
    }
}
