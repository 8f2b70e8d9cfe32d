package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every adapter keeps that reads books over REST: hand-written answers {@code *.book.json} about BTC-USDT. */
class BookAnswersTest {
    private static final Path FIXTURES = Path.of("src/test/resources/venues");
    private static final Instrument INSTRUMENT = Instrument.parse("BTC-USDT");
    private static final Pattern LEVEL = Pattern.compile("\\[\"([0-9.]+)\",\"([0-9.]+)\"");

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void bookAnswer_handWritten_saysWhatIsExpected(VenueAdapter venue, Path answer) throws IOException {
        String actual;
        try {
            actual = String.join("\n", lines(venue).hear(Files.readString(answer)));
        } catch (MalformedFrame e) {
            actual = "REFUSED " + e.getMessage();
        }
        Path expected = Path.of(answer.toString().replace(".book.json", "-book.events.txt"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, actual + "\n");
        }
        assertThat(actual).isEqualTo(Files.readString(expected).strip());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void bookAnswer_cutAnywhere_isMalformed(VenueAdapter venue, Path answer) throws IOException {
        byte[] whole = Files.readString(answer).strip().getBytes(StandardCharsets.UTF_8);
        Lines lines = lines(venue);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> lines.hear(cut)).as("cut at %d", length).isInstanceOf(MalformedFrame.class);
        }
    }

    /** A level is a price above zero and a size that is not below it; nothing else is ever taken for one. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void bookAnswer_anyLevelTurnedToNonsense_isMalformed(VenueAdapter venue, Path answer) throws IOException {
        String text = Files.readString(answer).strip();
        Lines lines = lines(venue);
        for (Matcher level = LEVEL.matcher(text); level.find(); ) {
            for (String nonsense : List.of("", "-1", "1e400", "NaN", "1.", "9".repeat(400))) {
                for (int value = 1; value <= 2; value++) {
                    String changed =
                            text.substring(0, level.start(value)) + nonsense + text.substring(level.end(value));
                    assertThatThrownBy(() -> lines.hear(changed)).as(changed).isInstanceOf(MalformedFrame.class);
                }
            }
            String free = text.substring(0, level.start(1)) + "0.00" + text.substring(level.end(1));
            assertThatThrownBy(() -> lines.hear(free)).as(free).isInstanceOf(MalformedFrame.class);
        }
    }

    /** One book must never be taken for another, where the venue says whose it is. */
    @ParameterizedTest
    @MethodSource("venues")
    void bookCall_ofAVenueThatNeedsIt_isThereAndAnswered(VenueAdapter venue) {
        RestCall call = venue.bookCall(venue.symbol(INSTRUMENT));
        if (call == null) {
            assertThat(venue.profile().book().start()).isNotEqualTo(BookPlan.Start.REST);
            return;
        }
        assertThat(call.path())
                .startsWith("/")
                .contains(venue.symbol(INSTRUMENT))
                .doesNotContain(" ");
        assertThat(call.weight()).isPositive();
        Lines lines = lines(venue);
        lines.hear(read(FIXTURES.resolve(venue.profile().venue()).resolve("whole.book.json")));
        assertThat(lines.books).singleElement().satisfies(book -> {
            assertThat(book.snapshot()).isTrue();
            assertThat(book.last()).isPositive();
            assertThat(book.bids().isEmpty()).isFalse();
            assertThat(book.asks().isEmpty()).isFalse();
        });
    }

    static Stream<Arguments> answers() {
        return venues().flatMap(venue -> files(venue).stream().map(file -> arguments(venue, file)));
    }

    static Stream<VenueAdapter> venues() {
        return VenueAdapters.ALL.stream().filter(venue -> !files(venue).isEmpty());
    }

    private static Lines lines(VenueAdapter venue) {
        Listing listing = new Listing(venue.profile().venue(), INSTRUMENT);
        return new Lines((frame, symbols, sink) -> venue.bookAnswer(frame, listing, sink), Map.of());
    }

    private static List<Path> files(VenueAdapter venue) {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(venue.profile().venue()))) {
            return files.filter(file -> file.toString().endsWith(".book.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
