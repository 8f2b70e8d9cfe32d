package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.VenueAdapterContractTest.LEAF;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.PRICE;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.files;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.heardOrNothing;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.lines;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.name;
import static io.quotewire.venue.adapter.VenueAdapterContractTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every adapter keeps of the levels of a book, in the hand-written frames whose names begin with {@code book}. */
class BookContractTest {
    /** A level is a price above zero and a size that is not below it, both exact; behind a price its size follows. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("books")
    void decode_anyLevelTurnedToNonsense_isMalformed(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        lines.hear(text);
        int levels = lines.books.stream()
                .mapToInt(book -> book.bids().count() + book.asks().count())
                .sum();
        int seen = 0;
        Matcher size = LEAF.matcher(text);
        for (Matcher price = PRICE.matcher(text); price.find(); seen++) {
            assertThat(size.find(price.end() + 1))
                    .as("behind %s", price.group())
                    .isTrue();
            int quote = size.group().startsWith("\"") ? 1 : 0;
            int from = size.start() + quote;
            int to = size.end() - quote;
            for (String nonsense : List.of("0", "0.00", "-64000.1", "1e400", "1e-40", "9".repeat(400), "0x1", "")) {
                assertMalformed(lines, changed(text, price.start(), price.end(), nonsense));
            }
            for (String nonsense : List.of("-1", "-0.5", "1e400", "0." + "1".repeat(400), "9".repeat(400), "1,1", "")) {
                assertMalformed(lines, changed(text, from, to, nonsense));
            }
            int end = to + quote;
            while ("]}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            assertMalformed(lines, changed(text, text.lastIndexOf(',', from), end, ""));
            assertThat(lines.hear(changed(text, from, to, "25e-3")).toString()).contains(" x 0.025");
        }
        assertThat(seen).isEqualTo(levels);
    }

    /** A digit more in a price or a size, or the same levels on the other sides: each is another message. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("books")
    void decode_tamperedTwinOfABook_saysSomethingElse(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        List<String> usual = lines.hear(text);
        Matcher size = LEAF.matcher(text);
        for (Matcher price = PRICE.matcher(text); price.find() && size.find(price.end() + 1); ) {
            int end = size.group().startsWith("\"") ? size.end() - 1 : size.end();
            assertThat(heardOrNothing(lines, changed(text, price.end(), price.end(), "7")))
                    .isNotEqualTo(usual);
            assertThat(heardOrNothing(lines, changed(text, end, end, "7"))).isNotEqualTo(usual);
        }
        if (!PRICE.matcher(text).find()) {
            return; // Nothing stands on either side.
        }
        String turned = text;
        for (String[] sides : new String[][] {
            {"\"bids\"", "\"asks\""}, {"\"b\":[", "\"a\":["}, {"\"buy\"", "\"sell\""}, {"\"bid\"", "\"offer\""}
        }) {
            turned = turned.replace(sides[0], "#").replace(sides[1], sides[0]).replace("#", sides[1]);
        }
        assertThat(lines.hear(turned)).as(turned).isNotEqualTo(usual);
    }

    static Stream<Arguments> books() {
        return VenueAdapters.ALL.stream()
                .flatMap(venue -> files(venue, ".frame.json").stream()
                        .filter(file -> name(file).startsWith("book"))
                        .map(file -> arguments(venue, file)));
    }

    private static String changed(String text, int from, int to, String other) {
        return text.substring(0, from) + other + text.substring(to);
    }

    private static void assertMalformed(Lines lines, String text) {
        assertThatThrownBy(() -> lines.hear(text)).as(text).isInstanceOf(MalformedFrame.class);
    }
}
