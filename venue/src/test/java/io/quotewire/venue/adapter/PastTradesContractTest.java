package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.VenueAdapterContractTest.FIXTURES;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.INSTRUMENTS;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.LEAF;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.assertGolden;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.files;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.heardOrNothing;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.nonsense;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Listing;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every adapter keeps that can ask for past trades: hand-written answers in files {@code *.trades.json}. */
class PastTradesContractTest {
    @ParameterizedTest(name = "{1}")
    @MethodSource("pastTrades")
    void tradesAnswer_handWritten_saysWhatIsExpected(VenueAdapter venue, Path answer) {
        String actual;
        try {
            actual = String.join("\n", pastLines(venue).hear(read(answer)));
        } catch (MalformedFrame e) {
            actual = "REFUSED " + e.getMessage();
        }
        assertGolden(answer, ".trades.json", actual);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("pastTrades")
    void tradesAnswer_cutAnywhereOrTurnedToNonsense_isMalformedOrTheSame(VenueAdapter venue, Path answer) {
        String text = read(answer).strip();
        Lines lines = pastLines(venue);
        List<String> usual = heardOrNothing(lines, text);
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> lines.hear(cut)).as(cut).isInstanceOf(MalformedFrame.class);
        }
        for (Matcher leaf = LEAF.matcher(text); leaf.find(); ) {
            for (String nonsense : nonsense(leaf.group())) {
                String changed = text.substring(0, leaf.start()) + nonsense + text.substring(leaf.end());
                assertThat(heardOrNothing(lines, changed)).as(changed).isIn(List.of(), usual);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void tradesCall_whereThereIsOne_isAsExpectedAndItsAnswerIsRead(VenueAdapter venue) {
        RestCall call = venue.tradesCall(venue.symbol(INSTRUMENTS.getFirst()), 7_000_001, 7_000_500);
        assertThat(files(venue, ".trades.json").isEmpty()).isEqualTo(call == null);
        if (call != null) {
            assertGolden(
                    FIXTURES.resolve(venue.profile().venue()).resolve("trades-call.golden"),
                    ".golden",
                    call.toString());
        }
    }

    static Stream<VenueAdapter> venues() {
        return VenueAdapters.ALL.stream();
    }

    static Stream<Arguments> pastTrades() {
        return venues().flatMap(venue -> files(venue, ".trades.json").stream().map(file -> arguments(venue, file)));
    }

    private static Lines pastLines(VenueAdapter venue) {
        Listing listing = new Listing(venue.profile().venue(), INSTRUMENTS.getFirst());
        return new Lines((frame, symbols, sink) -> venue.tradesAnswer(frame, listing, sink), Map.of());
    }
}
