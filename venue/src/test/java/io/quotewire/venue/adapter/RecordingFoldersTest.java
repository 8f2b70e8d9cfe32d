package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.venue.VenueAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that was recorded of a venue that we read is passed over unseen. */
class RecordingFoldersTest {
    /** Folders that no adapter reads in {@link VenueAdapterRecordingsTest}, by what their names begin with, and why. */
    private static final Map<String, String> EXCEPTIONS = exceptions();

    private static final String PAST_TRADES = "binance/rest-trades/ETHBTC_1000.json.gz";

    private static Map<String, String> exceptions() {
        Map<String, String> reasons = new TreeMap<>();
        List.of("okx", "binance", "bybit")
                .forEach(venue -> reasons.put(venue + "/documented", "examples from manuals, of all interfaces"));
        List.of("okx", "binance", "bybit", "kraken", "coinbase")
                .forEach(venue -> reasons.put(venue + "/examples-nautilus", "another project's, origin not stated"));
        List.of("okx", "binance", "bybit", "kraken", "coinbase", "gateio")
                .forEach(venue -> reasons.put(
                        venue + "/mixed-tardis",
                        "another project's tests: printed anew, of all interfaces, some made up"));
        List.of("kline.1", "op-subscribe", "orderbook.1", "orderbook.200", "publicTrade", "tickers")
                .forEach(channel ->
                        reasons.put("bybit/" + channel + "-linear", "futures, which are at another address"));
        reasons.put("kraken/v1-", "the interface before v2; its books go through BookSync in BookRecordingsTest");
        reasons.put("kraken/rest-Trades", "from before trades had numbers");
        reasons.put("kraken/v2-instrument", "a channel that we do not ask for, printed over many lines");
        reasons.put("okx/ping-pong", "no JSON: the connection knows this answer before any adapter sees it");
        List.of("binance", "binance-us")
                .forEach(venue ->
                        reasons.put(venue + "/rest-depth", "states, read by the adapter in BookRecordingsTest"));
        reasons.put("gateio/rest-order_book", "states, read by the adapter in BookRecordingsTest");
        Stream.of(
                        "binance/rest-aggTrades binance/rest-bookTicker binance/rest-error binance/rest-klines"
                                + " binance/rest-ticker-24hr binance/rest-ticker-price",
                        "kraken/rest-Assets kraken/rest-Depth kraken/rest-OHLC kraken/rest-Ticker",
                        "coinbase/rest-exchange-book coinbase/rest-exchange-candles coinbase/rest-exchange-stats"
                                + " coinbase/rest-exchange-ticker",
                        "bybit/rest-tickers gateio/rest-tickers")
                .flatMap(names -> Stream.of(names.split(" ", -1)))
                .forEach(folder -> reasons.put(folder, "an answer that we do not ask for"));
        return reasons;
    }

    @Test
    void folders_allOfVenuesThatWeRead_areDecodedOrNamedWithAReason() {
        TreeSet<String> decoded = new TreeSet<>();
        VenueAdapterRecordingsTest.recordings()
                .forEach(
                        arguments -> decoded.add(folder(String.valueOf(arguments.get()[1]))));
        VenueAdapterRecordingsTest.listFiles().forEach(file -> decoded.add(folder(file.toString())));
        decoded.add(folder(Recordings.root() + "/" + PAST_TRADES));
        TreeSet<String> unread = new TreeSet<>(folders());
        unread.removeAll(decoded);

        assertThat(decoded).hasSizeGreaterThan(60);
        assertThat(unread).allMatch(folder -> EXCEPTIONS.keySet().stream().anyMatch(folder::startsWith));
        assertThat(EXCEPTIONS.keySet())
                .as("exceptions that are none, any more")
                .allMatch(name -> unread.stream().anyMatch(folder -> folder.startsWith(name)));
    }

    /** The venue's own words on what matters most: that it ends, and that it refuses. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void words_ofTheVenue_areTakenForWhatTheyAre(String folder, String venue, String begins) {
        Lines lines = new Lines(VenueAdapters.of(venue).orElseThrow(), Map.of());
        int heard = 0;
        for (Path file : Recordings.files(folder)) {
            for (String message : Recordings.messages(file)) {
                assertThat(lines.hear(message))
                        .as(message)
                        .singleElement()
                        .asString()
                        .startsWith(begins);
                heard++;
            }
        }
        assertThat(heard).isPositive();
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments("okx/event-notice", "okx", "NOTICE closing=true"),
                arguments("okx/event-error", "okx", "REFUSED"),
                arguments("binance/event-serverShutdown", "binance", "NOTICE closing=true"),
                arguments("binance/ws-error", "binance", "REFUSED"));
    }

    @Test
    void pastTrades_asRecorded_areReadAsJacksonReadsThem() {
        VenueAdapter binance = VenueAdapters.of("binance").orElseThrow();
        Listing listing = new Listing("binance", Instrument.parse("ETH-BTC"));
        Lines lines = new Lines((frame, symbols, sink) -> binance.tradesAnswer(frame, listing, sink), Map.of());
        byte[] body = Recordings.bytes(Recordings.root().resolve(PAST_TRADES));
        lines.hear(body);
        List<String> read = lines.events.stream()
                .map(event -> (Trade) event)
                .map(trade -> trade.id() + " " + trade.price() + " " + trade.size())
                .toList();
        List<String> wanted = Tree.list(Tree.read(body)).stream()
                .map(item -> String.join(" ", Tree.text(item, "id"), Tree.text(item, "price"), Tree.text(item, "qty")))
                .toList();

        assertThat(read).hasSize(1_000).isEqualTo(wanted);
    }

    /** Of all venues that some adapter reads. */
    private static List<String> folders() {
        return VenueAdapterRecordingsTest.FOLDERS.values().stream()
                .flatMap(List::stream)
                .distinct()
                .flatMap(venue -> in(Recordings.root().resolve(venue)))
                .map(Recordings::name)
                .toList();
    }

    private static Stream<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a file: {@code venue/channel}. */
    private static String folder(String file) {
        String name = Recordings.name(Path.of(file));
        return name.substring(0, name.lastIndexOf('/'));
    }
}
