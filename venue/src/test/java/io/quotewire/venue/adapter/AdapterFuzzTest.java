package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.MalformedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hand-written messages of every venue, spoiled by chance from a seed. Whatever comes of them: nothing but {@link
 * MalformedFrame} is thrown, what is heard is within bounds, little memory is used, and the next sound message says what it
 * always says; and no message takes for ever. So many a venue: {@code -Dquotewire.fuzz=N}, from {@code -Dquotewire.fuzz.seed=N} on; see the profile {@code fuzz}.
 */
class AdapterFuzzTest {
    private static final Path FIXTURES = Path.of("src/test/resources/venues");
    private static final List<Instrument> INSTRUMENTS =
            List.of(Instrument.parse("BTC-USDT"), Instrument.parse("ETH-BTC"));
    private static final int MESSAGES = Integer.getInteger("quotewire.fuzz", 20_000);
    private static final int FIRST_SEED = Integer.getInteger("quotewire.fuzz.seed", 1);

    /** 2286, in microseconds. */
    private static final long LAST_US = 10_000_000_000_000_000L;

    /** What one message may cost beside its own length: texts of errors, lists that grow. */
    private static final long SPARE_BYTES = 64 << 10;

    /** The densest thing that a byte can become: a level of a book is kept twice while it is gathered and once when told. */
    private static final long BYTES_PER_BYTE = 64;

    /** For all messages of a kind together; they take a hundredth of it. */
    private static final Duration PATIENCE =
            Duration.ofSeconds(60).plus(Duration.ofMillis(10).multipliedBy(MESSAGES));

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void decode_spoiledFrames_harmNothing(String name, VenueAdapter venue) {
        Map<String, Listing> symbols = new HashMap<>();
        INSTRUMENTS.forEach(instrument -> symbols.put(venue.symbol(instrument), listing(venue, instrument)));
        run(name, heard(new Lines(venue, symbols)), messages(venue, ".frame.json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void bookAnswer_spoiled_harmsNothing(String name, VenueAdapter venue) {
        Listing listing = listing(venue, INSTRUMENTS.getFirst());
        Lines lines = new Lines((frame, symbols, sink) -> venue.bookAnswer(frame, listing, sink), Map.of());
        run(name, heard(lines), messages(venue, ".book.json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pastTrades")
    void tradesAnswer_spoiled_harmsNothing(String name, VenueAdapter venue) {
        Listing listing = listing(venue, INSTRUMENTS.getFirst());
        Lines lines = new Lines((frame, symbols, sink) -> venue.tradesAnswer(frame, listing, sink), Map.of());
        run(name, heard(lines), messages(venue, ".trades.json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("candles")
    void candlesAnswer_spoiled_harmsNothing(String name, VenueAdapter venue) {
        run(name, new CandleTaker(venue), messages(venue, ".candles.json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void instruments_spoiled_harmNothing(String name, VenueAdapter venue) {
        run(name, new ListTaker(venue), messages(venue, ".rest.json"));
    }

    /** What takes messages of one kind. */
    private interface Taker {
        /** What is made of a message, as text. */
        List<String> take(byte[] message);

        /** Whether anything was made of the last one. */
        boolean hasMade();

        /** Whether all of it is possible. */
        boolean isSound();
    }

    private static Taker heard(Lines lines) {
        return new Taker() {
            @Override
            public List<String> take(byte[] message) {
                return lines.hear(message);
            }

            @Override
            public boolean hasMade() {
                return !lines.lines.isEmpty();
            }

            @Override
            public boolean isSound() {
                return lines.events.stream().allMatch(AdapterFuzzTest::isSound)
                        && lines.books.stream().allMatch(AdapterFuzzTest::isSound);
            }
        };
    }

    /** Of answers about candles. */
    private static final class CandleTaker implements Taker {
        private final VenueAdapter venue;
        private List<Candle> last = List.of();

        CandleTaker(VenueAdapter venue) {
            this.venue = venue;
        }

        @Override
        public List<String> take(byte[] message) {
            last = List.of();
            last = CandleLines.answer(venue, CandleLines.SPAN, message, Lines.RECV_US)
                    .candles();
            return CandleLines.of(venue, message);
        }

        @Override
        public boolean hasMade() {
            return !last.isEmpty();
        }

        @Override
        public boolean isSound() {
            return last.stream()
                    .allMatch(candle -> candle.isSound()
                            && candle.openUs() >= CandleLines.SPAN.fromUs()
                            && candle.closeUs() <= CandleLines.SPAN.toUs());
        }
    }

    /** Of lists of instruments. */
    private static final class ListTaker implements Taker {
        private final VenueAdapter venue;
        private List<ListingInfo> last = List.of();

        ListTaker(VenueAdapter venue) {
            this.venue = venue;
        }

        @Override
        public List<String> take(byte[] message) {
            last = List.of();
            InstrumentList list = venue.instruments(message);
            last = list.spot();
            return Stream.concat(last.stream().map(ListingInfo::toString), list.skipped().stream())
                    .toList();
        }

        @Override
        public boolean hasMade() {
            return !last.isEmpty();
        }

        @Override
        public boolean isSound() {
            return last.stream().allMatch(this::isSound);
        }

        private boolean isSound(ListingInfo info) {
            return venue.symbol(info.listing().instrument()).equals(info.symbol())
                    && isStep(info.tickSize())
                    && isStep(info.lotSize());
        }

        private static boolean isStep(@Nullable Decimal step) {
            return step == null || step.signum() >= 0;
        }
    }

    /** On a thread that is left behind when a message takes for ever. */
    private static void run(String name, Taker taker, List<byte[]> messages) {
        assertTimeoutPreemptively(PATIENCE, () -> spoil(name, taker, messages));
    }

    private static void spoil(String name, Taker taker, List<byte[]> messages) {
        List<List<String>> usual =
                messages.stream().map(message -> usual(taker, message)).toList();
        int nothing = 0;
        for (int i = 0; i < MESSAGES; i++) {
            int seed = FIRST_SEED + i;
            SplittableRandom random = new SplittableRandom(seed);
            byte[] spoiled = new Mutations(random)
                    .spoil(
                            messages.get(random.nextInt(messages.size())),
                            messages.get(random.nextInt(messages.size())));
            Attempt attempt = attempt(taker, spoiled);
            nothing += attempt.made.isEmpty() ? 1 : 0;
            int next = random.nextInt(messages.size());
            List<String> after = usual(taker, messages.get(next));
            if (attempt.problem != null || !after.equals(usual.get(next))) {
                throw new AssertionError("%s, seed %d: %s; afterwards %s; from: %s"
                        .formatted(
                                name, seed, attempt.problem, after, new String(spoiled, StandardCharsets.ISO_8859_1)));
            }
        }
        System.out.println(name + ": " + MESSAGES + " spoiled messages, of " + nothing + " nothing is made");
        assertThat(nothing).isGreaterThan(MESSAGES / 2);
    }

    /** What came of a message, and what is wrong with how it was taken, null if nothing is. */
    private record Attempt(List<String> made, @Nullable String problem, long used) {}

    private static Attempt attempt(Taker taker, byte[] message) {
        long most = SPARE_BYTES + BYTES_PER_BYTE * message.length;
        Attempt attempt = once(taker, message);
        if (attempt.problem == null && attempt.used > most) {
            attempt = once(taker, message); // The first of its kind may load classes; the second has no excuse.
        }
        if (attempt.problem == null && attempt.used > most) {
            return new Attempt(attempt.made, attempt.used + " bytes used for " + message.length, attempt.used);
        }
        return attempt;
    }

    private static Attempt once(Taker taker, byte[] message) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<String> made = List.of();
        String problem = null;
        try {
            made = taker.take(message);
            problem = taker.isSound() ? null : "unsound: " + made;
        } catch (MalformedFrame e) {
            problem = e.getStackTrace().length == 0 && !taker.hasMade() ? null : "taken in part, or at a high cost";
        } catch (RuntimeException e) {
            problem = e.toString();
        }
        return new Attempt(made, problem, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private static boolean isSound(MarketEvent event) {
        return switch (event) {
            case Ticker ticker -> isTime(ticker.tsUs());
            case Quote quote ->
                isTime(quote.tsUs())
                        && quote.sequence() >= 0
                        && isSide(quote.bid(), quote.bidSize())
                        && isSide(quote.ask(), quote.askSize());
            case Trade trade ->
                isTime(trade.tsUs())
                        && trade.number() >= 0
                        && !trade.id().isEmpty()
                        && trade.price().signum() > 0
                        && trade.size().signum() > 0;
            default -> false;
        };
    }

    /** Its numbers may go back: OKX starts over so. Whether it follows is for BookSync to see. */
    private static boolean isSound(BookMessage book) {
        boolean numbered = book.first() >= 0 && book.last() >= 0;
        return isTime(book.tsUs()) && numbered && isSound(book.bids()) && isSound(book.asks());
    }

    private static boolean isSound(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            if (levels.priceMantissa(i) <= 0 || levels.sizeMantissa(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSide(@Nullable Decimal price, @Nullable Decimal size) {
        return price == null ? size == null : size != null && price.signum() > 0 && size.signum() > 0;
    }

    private static boolean isTime(long us) {
        return us >= 0 && us <= LAST_US;
    }

    private static List<String> usual(Taker taker, byte[] message) {
        try {
            return taker.take(message);
        } catch (MalformedFrame e) {
            return List.of("MALFORMED " + e.getMessage());
        }
    }

    static Stream<Arguments> frames() {
        return named(".frame.json");
    }

    static Stream<Arguments> answers() {
        return named(".book.json");
    }

    static Stream<Arguments> pastTrades() {
        return named(".trades.json");
    }

    static Stream<Arguments> candles() {
        return named(".candles.json");
    }

    static Stream<Arguments> lists() {
        return named(".rest.json");
    }

    private static Stream<Arguments> named(String suffix) {
        return VenueAdapters.ALL.stream()
                .filter(venue -> !messages(venue, suffix).isEmpty())
                .map(venue -> arguments(venue.profile().venue(), venue));
    }

    private static Listing listing(VenueAdapter venue, Instrument instrument) {
        return new Listing(venue.profile().venue(), instrument);
    }

    private static List<byte[]> messages(VenueAdapter venue, String suffix) {
        List<byte[]> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(FIXTURES.resolve(venue.profile().venue()))) {
            for (Path file : files.filter(each -> each.toString().endsWith(suffix))
                    .sorted()
                    .toList()) {
                messages.add(Files.readString(file).strip().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }
}
