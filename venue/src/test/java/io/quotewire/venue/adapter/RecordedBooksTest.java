package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded books, put together from what the adapters say: each checksum holds, and the book ends where {@code golden.json}
 * says. Twins that are tampered with fail.
 */
@NullUnmarked
class RecordedBooksTest {
    /** Kraken's recordings are windows of ten levels; live we ask for more. */
    private static final Extent RECORDED_WINDOW = Extent.window(10);

    @ParameterizedTest(name = "{0}")
    @MethodSource("krakenBooks")
    void kraken_everyRecordedBook_addsUpToEachChecksum(String file, int sums) {
        List<String> messages = Recordings.messages(Recordings.root().resolve(file));

        Kraken2 book = new Kraken2();
        messages.forEach(book::hear);

        assertThat(book.wrong).isZero();
        assertThat(book.right).isEqualTo(sums);
        System.out.println(file + ": checksum_ok=" + book.right);
        Object golden = Tree.at(golden(), "order_books", file, book.symbol);
        assertThat(Tree.text(golden, "checksum_ok")).isEqualTo(Integer.toString(sums));
        assertThat(book.book.bids().price(0)).hasToString(Tree.text(golden, "final_bid"));
        assertThat(book.book.asks().price(0)).hasToString(Tree.text(golden, "final_ask"));
    }

    /** A digit of a size, a level that is not taken away, an update that is missing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("krakenBooks")
    void kraken_tamperedTwins_doNotAddUp(String file, int sums) {
        List<String> messages =
                new ArrayList<>(Recordings.messages(Recordings.root().resolve(file)));
        messages.removeIf(message -> !message.startsWith("{\"channel\":\"book\""));
        String snapshot = messages.getFirst();
        String twin = snapshot.replaceFirst("(\"qty\":[0-9.]*)([1-9])", "$1" + "0");
        assertThat(twin).isNotEqualTo(snapshot);
        assertThat(wrongSums(messages, 0, twin)).isPositive();
        assertThat(wrongSums(messages, 0, snapshot.replaceFirst("\\{\"price\":[^}]*},", "")))
                .isPositive();
        int last = messages.size() - 1;
        String other = messages.get(last).replaceFirst("\"checksum\":[0-9]+", "\"checksum\":1");
        assertThat(wrongSums(messages, last, other)).isEqualTo(1);
        if (messages.size() > 2) {
            List<String> gap = new ArrayList<>(messages);
            gap.remove(1);
            assertThat(wrongSums(gap, 0, snapshot)).isPositive();
        }
    }

    /** Coinbase Exchange numbers nothing: all there is to hold a book against is where it ends. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("coinbaseBooks")
    void coinbase_everyRecordedBook_endsInGoldenPrices(String venue, String file) {
        Object golden = Tree.at(golden(), "order_books", file);
        List<String> messages = Recordings.messages(Recordings.root().resolve(file));

        Map<String, OrderBook> books = coinbase(venue, golden, messages);

        books.forEach((symbol, book) -> assertEnds(book, Tree.at(golden, symbol)));
        System.out.println(file + ": " + books.keySet() + " end as they should");
        assertThat(books).isNotEmpty();
    }

    @Test
    void coinbaseAdvanced_recordedConnection_numbersEveryMessage_andATwinWithAGapDoesNot() {
        String file = "coinbase/session/advanced_2026-08-09_part1.tsv.gz";
        List<String> messages = Recordings.messages(Recordings.root().resolve(file));

        assertThat(numbers(messages))
                .isEqualTo(LongStream.rangeClosed(0, 720).boxed().toList());
        List<String> twin = new ArrayList<>(messages);
        twin.remove(360);
        assertThat(numbers(twin)).hasSize(720).doesNotContain(360L);
    }

    private static List<Long> numbers(List<String> messages) {
        Lines lines = new Lines(VenueAdapters.of("coinbase-advanced").orElseThrow(), Map.of());
        return messages.stream()
                .flatMap(message -> lines.hear(message).stream())
                .filter(line -> line.startsWith("NUMBERED "))
                .map(line -> Long.valueOf(line.substring("NUMBERED ".length())))
                .toList();
    }

    /** A change that is missing, or one on the other side, is seen in the end: half of each recording is taken away. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("coinbaseBooks")
    void coinbase_tamperedTwins_endElsewhere(String venue, String file) {
        Object golden = Tree.at(golden(), "order_books", file);
        List<String> messages = Recordings.messages(Recordings.root().resolve(file));
        List<String> half = messages.subList(0, messages.size() / 2);
        List<String> turned = messages.stream()
                .map(message -> message.replace("[\"buy\"", "#")
                        .replace("[\"sell\"", "[\"buy\"")
                        .replace("#", "[\"sell\""))
                .map(message -> message.replace("\"bid\"", "#")
                        .replace("\"offer\"", "\"bid\"")
                        .replace("#", "\"offer\""))
                .toList();
        for (List<String> twin : List.of(half, turned)) {
            Map<String, OrderBook> books = coinbase(venue, golden, twin);
            assertThat(books)
                    .anySatisfy((symbol, book) -> assertThatThrownBy(() -> assertEnds(book, Tree.at(golden, symbol)))
                            .isInstanceOf(AssertionError.class));
        }
    }

    static Stream<Arguments> coinbaseBooks() {
        return Stream.of(
                arguments("coinbase", "coinbase/exchange-level2/2021-04-17_7prod.jsonl.gz"),
                arguments("coinbase", "coinbase/exchange-level2_batch/BTC-USD_2026-07-07.jsonl.gz"),
                arguments("coinbase-advanced", "coinbase/session/advanced_2026-08-09_part1.tsv.gz"));
    }

    private static Map<String, OrderBook> coinbase(String venue, Object golden, List<String> messages) {
        Map<String, Listing> symbols = new HashMap<>();
        Tree.map(golden).keySet().stream()
                .filter(name -> name.contains("-"))
                .forEach(name -> symbols.put(name, new Listing(venue, Instrument.parse(name))));
        Lines lines = new Lines(VenueAdapters.of(venue).orElseThrow(), symbols);
        Map<String, OrderBook> books = new HashMap<>();
        for (String message : messages) {
            lines.hear(message);
            for (BookMessage said : lines.books) {
                OrderBook book =
                        books.computeIfAbsent(said.listing().instrument().toString(), symbol -> new OrderBook());
                boolean fit = said.snapshot()
                        ? book.replace(said.extent(), said.bids(), said.asks())
                        : book.apply(said.bids(), said.asks());
                assertThat(fit).isTrue();
            }
        }
        return books;
    }

    /** Of the deepest books fewer levels are kept than there are. */
    private static void assertEnds(OrderBook book, Object golden) {
        assertThat(book.bids().price(0)).hasToString(Tree.text(golden, "final_bid"));
        assertThat(book.asks().price(0)).hasToString(Tree.text(golden, "final_ask"));
        String[] levels = Tree.text(golden, "final_levels").split("/");
        assertThat(book.bids().levels()).isLessThanOrEqualTo(Integer.parseInt(levels[0]));
        if (book.bids().isWhole() && book.asks().isWhole()) {
            assertThat(book.bids().levels() + "/" + book.asks().levels()).isEqualTo(String.join("/", levels));
        }
    }

    static Stream<Arguments> krakenBooks() {
        return Stream.of(
                arguments("kraken/v2-book/ETH-USD_2026-07-07.jsonl.gz", 2_400),
                arguments("kraken/v2-book/BTC-USD_2023-07-30_no-trailing-zeros.jsonl.gz", 510),
                arguments("kraken/session/v2_ETH-USD_2026-07-07.jsonl.gz", 2_400),
                arguments("kraken/session/v2_BTC-USD_2026-08-24_short.jsonl", 4),
                arguments("kraken/session/v2_ALGO-USD_2024-10-03_short.jsonl", 2));
    }

    private static int wrongSums(List<String> messages, int at, String twin) {
        List<String> tampered = new ArrayList<>(messages);
        tampered.set(at, twin);
        Kraken2 book = new Kraken2();
        tampered.forEach(book::hear);
        return book.wrong;
    }

    private static Object golden() {
        return Tree.read(Recordings.bytes(Recordings.root().resolve("golden.json")));
    }

    /** One recorded book of Kraken's, as the shard would keep it. */
    private static final class Kraken2 {
        final OrderBook book = new OrderBook();
        private final VenueAdapter kraken = VenueAdapters.of("kraken").orElseThrow();
        private final Lines lines;
        String symbol = "";
        int right;
        int wrong;

        Kraken2() {
            byte[] list =
                    Recordings.bytes(Recordings.root().resolve("kraken/rest-AssetPairs/AssetPairs_2021-04-17.json.gz"));
            List<ListingInfo> infos = kraken.instruments(list).spot();
            Map<String, Listing> symbols = new HashMap<>();
            for (String instrument : List.of("ETH-USD", "BTC-USD", "ALGO-USD")) {
                Listing listing = new Listing("kraken", Instrument.parse(instrument));
                symbols.put(kraken.symbol(listing.instrument()), listing);
            }
            lines = new Lines(kraken, symbols).informed(infos);
        }

        void hear(String message) {
            lines.hear(message);
            for (BookMessage said : lines.books) {
                symbol = kraken.symbol(said.listing().instrument());
                boolean fit = said.snapshot()
                        ? book.replace(RECORDED_WINDOW, said.bids(), said.asks())
                        : book.apply(said.bids(), said.asks());
                assertThat(fit).isTrue();
                Checksum checksum = said.checksum();
                if (book.adds(checksum)) {
                    right++;
                } else {
                    wrong++;
                }
            }
        }
    }
}
