package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.candle.CandleSpan;
import io.quotewire.venue.frame.MalformedFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every adapter keeps in reading answers over REST: books from {@code .book.json}, past trades from {@code .trades.json},
 * and candles of a minute from {@code .candles.json}, of which those from 03:00 to 03:05 are wanted when it is 03:04.
 */
class RestAnswerContractTest {
    private static final Path FIXTURES = Path.of("src/test/resources/venues");
    private static final Instrument INSTRUMENT = Instrument.parse("BTC-USDT");

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void answer_handWritten_saysWhatIsExpected(VenueAdapter venue, Path file) throws IOException {
        String actual;
        try {
            actual = String.join("\n", hear(venue, file, Files.readAllBytes(file)));
        } catch (MalformedFrame e) {
            actual = "REFUSED " + e.getMessage();
        }
        Path expected = file.resolveSibling(file.getFileName().toString().replace(".json", "") + ".events.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual + "\n");
        }
        assertThat(actual).isEqualTo(Files.readString(expected).strip());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void answer_cutAnywhere_isMalformed(VenueAdapter venue, Path file) throws IOException {
        byte[] whole = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> hear(venue, file, cut))
                    .as("cut at %d", length)
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void answer_withBytesChangedAtRandom_isMalformedOrRead(VenueAdapter venue, Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] changed = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] =
                        (byte) "{}[]\":,.-e01\\ \u0000\u00ff".charAt(random.nextInt(16));
            }
            try {
                hear(venue, file, changed);
            } catch (MalformedFrame e) {
                assertThat(e.getStackTrace()).isEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(changed, StandardCharsets.UTF_8), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void calls_thatAVenueOffers_areAsExpected(VenueAdapter venue) throws IOException {
        String symbol = venue.symbol(INSTRUMENT);
        String actual = venue.bookCall(symbol) + "\n" + venue.tradesCall(symbol, 7_000_001, 7_000_500);
        for (Interval interval : Interval.values()) {
            long fromUs = Interval.DAY.openUs(CandleLines.SPAN.fromUs());
            CandleSpan span = new CandleSpan(interval, fromUs, fromUs + 3 * interval.us());
            actual += "\n" + interval.text() + " " + venue.candlesCall(symbol, span);
        }
        Path expected = FIXTURES.resolve(venue.profile().venue()).resolve("calls.events.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual + "\n");
        }
        assertThat(actual).isEqualTo(Files.readString(expected).strip());
    }

    @ParameterizedTest
    @MethodSource("venues")
    void calls_thatAVenueOffers_haveAPathAWeightAndFixtures(VenueAdapter venue) {
        String symbol = venue.symbol(INSTRUMENT);
        assertThat(Stream.of(
                        venue.bookCall(symbol),
                        venue.tradesCall(symbol, 700, 800),
                        venue.candlesCall(symbol, CandleLines.SPAN)))
                .allSatisfy(call -> assertThat(call == null
                                || (call.path().startsWith("/") && !call.path().contains(" ") && call.weight() > 0))
                        .isTrue());
        assertThat(files(venue, ".book.json").isEmpty()).isEqualTo(venue.bookCall(symbol) == null);
        assertThat(files(venue, ".trades.json").isEmpty()).isEqualTo(venue.tradesCall(symbol, 1, 2) == null);
        assertThat(files(venue, ".candles.json").isEmpty())
                .isEqualTo(venue.candlesCall(symbol, CandleLines.SPAN) == null);
        BookPlan plan = venue.profile().book();
        assertThat(venue.bookCall(symbol) != null || (plan.start() != BookPlan.Start.REST && !plan.auditable()))
                .as("a book that needs REST can be asked for")
                .isTrue();
    }

    static Stream<VenueAdapter> venues() {
        return VenueAdapters.ALL.stream();
    }

    static Stream<Arguments> answers() {
        return venues().flatMap(venue -> Stream.of(".book.json", ".trades.json", ".candles.json")
                .flatMap(suffix -> files(venue, suffix).stream())
                .map(file -> arguments(venue, file)));
    }

    private static List<String> hear(VenueAdapter venue, Path file, byte[] answer) {
        Listing listing = new Listing(venue.profile().venue(), INSTRUMENT);
        if (file.toString().endsWith(".candles.json")) {
            return CandleLines.of(venue, answer);
        }
        boolean book = file.toString().endsWith(".book.json");
        Lines lines = new Lines(
                (frame, symbols, sink) -> {
                    if (book) {
                        venue.bookAnswer(frame, listing, sink);
                    } else {
                        venue.tradesAnswer(frame, listing, sink);
                    }
                },
                Map.of());
        return lines.hear(answer);
    }

    private static List<Path> files(VenueAdapter venue, String suffix) {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(venue.profile().venue()))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
