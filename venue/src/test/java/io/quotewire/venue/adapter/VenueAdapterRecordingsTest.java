package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recorded message of our channels, decoded and held against Jackson's reading of it and against the final values
 * of {@code golden.json}; and twins of the recordings, tampered with in memory, which must fail the same checks.
 *
 * <p>Null here only means that a recording or a golden value is not there, which fails the test.
 */
@NullUnmarked
class VenueAdapterRecordingsTest {
    /** Where the recordings have each adapter's traffic, and its lists of instruments. */
    static final Map<String, List<String>> FOLDERS = Map.of(
            "okx", List.of("okx"),
            "binance", List.of("binance", "binance-us"),
            "kraken", List.of("kraken"),
            "coinbase", List.of("coinbase"),
            "coinbase-advanced", List.of("coinbase"),
            "bybit", List.of("bybit"),
            "gate", List.of("gateio"));

    /** Which files there are the adapter's, where some are of another interface of the venue. */
    private static final Map<String, String> FILES = Map.of(
            "kraken", "kraken/(v2-|rest-AssetPairs|session/v2_).*",
            "coinbase", "coinbase/((rest-)?exchange-|session/exchange_).*",
            "coinbase-advanced", "coinbase/((rest-)?advanced-|session/advanced_).*");

    private static final List<String> CHANNELS = List.of(
            "tickers",
            "bbo-tbt",
            "trades",
            "ticker",
            "bookTicker",
            "trade",
            "v2-trade",
            "exchange-matches",
            "advanced-market_trades",
            "tickers-spot",
            "orderbook.1-spot",
            "publicTrade-spot");
    private static final List<String> OTHERS = List.of((
            // Of all venues, what we ask for and what we do not.
            "session event-subscribe"
                    + " aggTrade depth-diff depth-partial kline_1M kline_1m kline_5m-raw miniTicker ticker-arr"
                    + " event-serverShutdown ws-error"
                    + " books books5 books-l2-tbt candle1m index-tickers funding-rate instruments status"
                    + " event-channel-conn-count event-error event-notice"
                    + " orderbook.200-spot kline.1-spot op-subscribe op-subscribe-spot op-ping publicTrade-misc"
                    + " tickers-misc orderbook-misc"
                    + " v2-book v2-ack v2-heartbeat v2-status"
                    + " exchange-ticker exchange-level2 exchange-level2_batch exchange-heartbeat"
                    + " exchange-subscriptions"
                    + " advanced-ticker advanced-l2_data advanced-candles advanced-heartbeats advanced-subscriptions"
                    + " spot.tickers spot.trades spot.order_book_update spot.candlesticks")
            .split(" ", -1));

    /** Venues whose books {@link Oracle} reads. */
    private static final Set<String> BOOKS = Set.of("kraken", "coinbase", "coinbase-advanced");

    /** Read once: the lists of instruments are long. */
    private static final Map<String, Map<String, Listing>> SYMBOLS = new ConcurrentHashMap<>();

    private static final Map<String, Object> GOLDEN = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "{1}")
    @MethodSource("recordings")
    void decode_everyRecordedMessage_meansWhatJacksonReads(VenueAdapter venue, Path file) {
        Map<String, Listing> symbols = spotSymbols(venue);
        Map<Listing, ListingInfo> infos = infos(venue);
        Lines lines = new Lines(venue, symbols).informed(infos.values());
        Oracle oracle = new Oracle(symbols);
        TreeSet<String> skipped = new TreeSet<>();
        int events = 0;
        int skippedMessages = 0;
        for (String message : Recordings.messages(file)) {
            Object tree = Tree.read(message);
            String symbol = Oracle.symbol(tree);
            lines.hear(message);
            assertThat(lines.events).as(message).isEqualTo(oracle.events(tree));
            if (BOOKS.contains(venue.profile().venue())) {
                assertThat(lines.books).as(message).isEqualTo(oracle.books(tree, infos));
            }
            events += lines.events.size() + lines.books.size();
            if (!symbol.isEmpty() && !symbols.containsKey(symbol)) {
                assertThat(lines.lines).contains("UNKNOWN symbol");
                skipped.add(symbol);
                skippedMessages++;
            }
        }
        System.out.println(Recordings.name(file) + ": " + events + " events, " + skippedMessages
                + " messages of no spot pair skipped " + skipped);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("channelFiles")
    void decode_wholeRecording_endsInGoldenValues(VenueAdapter venue, Path file) {
        assertGolden(venue, Recordings.name(file), Recordings.messages(file));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("channelFiles")
    void decode_tamperedTwin_fails(VenueAdapter venue, Path file) {
        Map<String, Listing> symbols = spotSymbols(venue);
        List<String> messages = Recordings.messages(file);
        List<String> ours = messages.stream()
                .filter(message -> symbols.containsKey(Oracle.symbol(Tree.read(message))))
                .toList();
        if (ours.isEmpty()) {
            return; // Nothing but derivatives: there is no value that could change.
        }
        String last = ours.getLast();
        int at = messages.lastIndexOf(last);
        List<String> twins = new ArrayList<>(List.of(last.substring(0, last.length() - 1), ""));
        boolean trade = last.contains("@trade") || last.contains("publicTrade");
        String price = "(\"(?:%s)\":|\"(?:bids|b)\":\\[\\[)(\"?)([0-9.]+)\"?"
                .formatted(trade ? "p" : "last|px|c|b|lastPrice|price");
        boolean quoted = Pattern.compile(price)
                .matcher(last)
                .results()
                .anyMatch(found -> !found.group(2).isEmpty());
        twins.add(last.replaceFirst(price, quoted ? "$1$3" : "$1\"$3.\""));
        twins.add(last.replaceFirst(price, "$1$2-$3$2"));
        twins.add(crossed(last));
        for (String twin : twins) {
            assertThat(twin).isNotEqualTo(last);
            List<String> tampered = new ArrayList<>(messages);
            tampered.set(at, twin);
            assertThatThrownBy(() -> assertGolden(venue, Recordings.name(file), tampered))
                    .as(twin)
                    .isInstanceOfAny(AssertionError.class, MalformedFrame.class);
        }
    }

    /** The same messages with the last one of a symbol before the one that it followed: time and numbers go back. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("channelFiles")
    void decode_twinGoingBack_fails(VenueAdapter venue, Path file) {
        Map<String, Listing> symbols = spotSymbols(venue);
        List<String> messages = Recordings.messages(file);
        for (int at = messages.size() - 1; at > 0; at--) {
            String symbol = Oracle.symbol(Tree.read(messages.get(at)));
            if (symbols.containsKey(symbol)) {
                int last = at;
                int before = at - 1;
                while (before >= 0
                        && !Oracle.symbol(Tree.read(messages.get(before))).equals(symbol)) {
                    before--;
                }
                if (before >= 0) {
                    List<String> swapped = new ArrayList<>(messages);
                    swapped.add(before, swapped.remove(last));
                    assertThatThrownBy(() -> assertGolden(venue, Recordings.name(file), swapped))
                            .isInstanceOf(AssertionError.class);
                }
                return;
            }
        }
    }

    /** Where {@code golden.json} has no values, a change of the last message must be seen in what it says. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("recordings")
    void decode_tamperedLastMessage_saysSomethingElse(VenueAdapter venue, Path file) {
        Map<String, Listing> symbols = spotSymbols(venue);
        Oracle oracle = new Oracle(symbols);
        Lines lines = new Lines(venue, symbols);
        List<String> ours = Recordings.messages(file).stream()
                .filter(message -> !oracle.events(Tree.read(message)).isEmpty())
                .toList();
        if (ours.isEmpty()) {
            return; // No event, and so nothing to change.
        }
        String last = ours.getLast();
        List<MarketEvent> meant = oracle.events(Tree.read(last));
        Matcher figure =
                Pattern.compile("(?<=\":\"|\\[\"|\":)[0-9]+\\.[0-9]+(?=[\",}])").matcher(last);
        int seen = 0;
        while (figure.find()) {
            String turned = last.substring(0, figure.start()) + "9" + last.substring(figure.start());
            if (!oracle.events(Tree.read(turned)).equals(meant)) {
                assertThat(heardOrNothing(lines, turned)).as(turned).isIn(List.of(), oracle.events(Tree.read(turned)));
                String negative = last.substring(0, figure.start()) + "-" + last.substring(figure.start());
                assertThatThrownBy(() -> lines.hear(negative)).isInstanceOf(MalformedFrame.class);
                seen++;
            }
        }
        assertThat(seen).isPositive();
    }

    private static List<MarketEvent> heardOrNothing(Lines lines, String message) {
        try {
            lines.hear(message);
        } catch (MalformedFrame e) {
            return List.of();
        }
        return List.copyOf(lines.events);
    }

    @Test
    void instruments_recordedLists_areReadAsJacksonReadsThem() {
        for (VenueAdapter venue : VenueAdapters.ALL) {
            for (Path file : lists(venue)) {
                byte[] body = Recordings.bytes(file);
                InstrumentList list = venue.instruments(body);
                List<Pair> pairs = Pair.all(venue.profile().venue(), Tree.read(body));
                assertThat(list.spot().size() + list.skipped().size()).isEqualTo(pairs.size());
                System.out.println(Recordings.name(file) + ": " + list.spot().size() + " spot pairs, "
                        + list.skipped().size() + " skipped " + list.skipped());
                Map<String, Pair> bySymbol = new HashMap<>();
                pairs.forEach(pair -> bySymbol.put(pair.symbol(), pair));
                for (ListingInfo info : list.spot()) {
                    Pair pair = bySymbol.get(info.symbol());
                    assertThat(venue.symbol(info.listing().instrument())).isEqualTo(info.symbol());
                    assertThat(info.tickSize()).hasToString(pair.tick());
                    assertThat(info.lotSize()).hasToString(pair.lot());
                    assertThat(info.trading()).isEqualTo(pair.trading());
                }
            }
        }
    }

    static Stream<Arguments> recordings() {
        return files(Stream.concat(CHANNELS.stream(), OTHERS.stream()).toList());
    }

    static Stream<Path> listFiles() {
        return VenueAdapters.ALL.stream().flatMap(venue -> lists(venue).stream());
    }

    static Stream<Arguments> channelFiles() {
        return files(CHANNELS);
    }

    private static Stream<Arguments> files(List<String> channels) {
        return VenueAdapters.ALL.stream()
                .flatMap(venue -> folders(venue)
                        .flatMap(folder -> channels.stream().map(channel -> folder + "/" + channel))
                        .flatMap(folder -> Recordings.files(folder).stream())
                        .filter(file -> isOf(venue, file))
                        .map(file -> arguments(venue, file)));
    }

    private static Stream<String> folders(VenueAdapter venue) {
        return FOLDERS.get(venue.profile().venue()).stream();
    }

    private static boolean isOf(VenueAdapter venue, Path file) {
        return Recordings.name(file).matches(FILES.getOrDefault(venue.profile().venue(), ".*"));
    }

    private static Map<Listing, ListingInfo> infos(VenueAdapter venue) {
        Map<Listing, ListingInfo> infos = new HashMap<>();
        lists(venue)
                .forEach(file -> venue.instruments(Recordings.bytes(file))
                        .spot()
                        .forEach(info -> infos.put(info.listing(), info)));
        return infos;
    }

    private static List<Path> lists(VenueAdapter venue) {
        return folders(venue)
                .flatMap(folder -> Stream.of(
                        folder + "/rest-instruments/SPOT_2022-05-13.json.gz",
                        folder + "/rest-instruments/FUTURES_2022-05-13.json",
                        folder + "/rest-instruments/SWAP_2022-05-13.json.gz",
                        folder + "/rest-exchangeInfo/exchangeInfo_2021-10-11.json.gz",
                        folder + "/rest-instruments-info/spot_2026-08-09.json.gz",
                        folder + "/rest-currency_pairs/currency_pairs_2021-04-22.json.gz",
                        folder + "/rest-AssetPairs/AssetPairs_2021-04-17.json.gz",
                        folder + "/rest-exchange-products/products_2021-04-17.json",
                        folder + "/rest-advanced-products/market-products_2026-08-09.json.gz"))
                .map(Recordings.root()::resolve)
                .filter(file -> file.toFile().exists() && isOf(venue, file))
                .toList();
    }

    private static Map<String, Listing> spotSymbols(VenueAdapter venue) {
        return SYMBOLS.computeIfAbsent(venue.profile().venue(), name -> readSpotSymbols(venue));
    }

    /** Pairs of the recorded lists, and those that were not yet listed then or no longer. */
    private static Map<String, Listing> readSpotSymbols(VenueAdapter venue) {
        Map<String, Listing> symbols = new HashMap<>();
        for (Path file : lists(venue)) {
            for (ListingInfo info : venue.instruments(Recordings.bytes(file)).spot()) {
                symbols.put(info.symbol(), info.listing());
            }
        }
        for (String folder : folders(venue).toList()) {
            CHANNELS.stream()
                    .flatMap(channel -> Recordings.files(folder + "/" + channel).stream())
                    .flatMap(file -> Recordings.messages(file).stream())
                    .map(message -> Oracle.symbol(Tree.read(message)))
                    .map(symbol -> symbol.replaceFirst("^([A-Z0-9]+)(USDT|USDC)$", "$1-$2"))
                    .filter(symbol -> symbol.matches("[A-Z0-9]+-[A-Z0-9]+"))
                    .map(Instrument::parse)
                    .forEach(instrument -> symbols.putIfAbsent(
                            venue.symbol(instrument),
                            new Listing(venue.profile().venue(), instrument)));
        }
        return symbols;
    }

    private static void assertGolden(VenueAdapter venue, String file, List<String> messages) {
        Object golden = GOLDEN.computeIfAbsent(
                "golden.json",
                name -> Tree.read(Recordings.bytes(Recordings.root().resolve(name))));
        Map<String, Listing> symbols = spotSymbols(venue);
        Lines lines = new Lines(venue, symbols);
        Map<Listing, Ticker> tickers = new LinkedHashMap<>();
        Map<Listing, Quote> quotes = new LinkedHashMap<>();
        Map<Listing, List<Trade>> trades = new LinkedHashMap<>();
        for (String message : messages) {
            lines.hear(message);
            for (MarketEvent event : lines.events) {
                switch (event) {
                    case Ticker ticker -> {
                        Ticker before = tickers.put(ticker.listing(), ticker);
                        assertThat(ticker.tsUs()).isGreaterThanOrEqualTo(before == null ? 0 : before.tsUs());
                    }
                    case Quote quote -> {
                        Quote before = quotes.put(quote.listing(), quote);
                        assertThat(quote.sequence()).isGreaterThanOrEqualTo(before == null ? 0 : before.sequence());
                        assertThat(quote.tsUs()).isGreaterThanOrEqualTo(before == null ? 0 : before.tsUs());
                    }
                    case Trade trade ->
                        trades.computeIfAbsent(trade.listing(), listing -> new ArrayList<>())
                                .add(trade);
                    default -> throw new AssertionError(event);
                }
            }
        }
        int expected = 0;
        for (String kind : List.of("last_tickers", "last_quotes", "trades", "order_books")) {
            Object values = Tree.at(golden, kind, file);
            for (String symbol : values == null
                    ? List.<String>of()
                    : List.copyOf(Tree.map(values).keySet())) {
                Listing listing = symbols.get(symbol);
                if (listing != null) {
                    Object value = Tree.at(values, symbol);
                    switch (kind) {
                        case "last_tickers" -> assertTicker(tickers.get(listing), value);
                        case "last_quotes" -> assertQuote(quotes.get(listing), value);
                        case "order_books" -> assertFinal(tickers.get(listing), quotes.get(listing), value);
                        default -> assertTrades(trades.getOrDefault(listing, List.of()), value);
                    }
                    expected++;
                }
            }
        }
        assertThat(expected).isEqualTo(tickers.size() + quotes.size() + trades.size());
    }

    private static void assertTicker(Ticker ticker, Object value) {
        Map<Figure, List<String>> names = Map.of(
                Figure.LAST, List.of("last", "c"),
                Figure.BID, List.of("bidPx", "b"),
                Figure.BID_SIZE, List.of("bidSz", "B"),
                Figure.ASK, List.of("askPx", "a"),
                Figure.ASK_SIZE, List.of("askSz", "A"),
                Figure.OPEN, List.of("open24h", "o"),
                Figure.HIGH, List.of("high24h", "h"),
                Figure.LOW, List.of("low24h", "l"),
                Figure.VOLUME, List.of("vol24h", "v"));
        names.forEach((figure, known) -> {
            String printed = known.stream().map(name -> Tree.text(value, name)).reduce("", String::concat);
            Decimal actual = ticker.figure(figure);
            assertThat(actual == null ? "" : actual.toString()).as("%s", figure).isEqualTo(printed);
        });
        assertThat(Long.toString(ticker.tsUs() / 1_000)).isEqualTo(Tree.text(value, "ts") + Tree.text(value, "E"));
    }

    /** Bybit's, which are counted with the books; of a ticker only these three figures are there. */
    private static void assertFinal(Ticker ticker, Quote quote, Object value) {
        if (quote == null) {
            assertThat(ticker.figure(Figure.LAST)).hasToString(Tree.text(value, "merged_lastPrice"));
            assertThat(ticker.figure(Figure.HIGH)).hasToString(Tree.text(value, "merged_highPrice24h"));
            assertThat(ticker.figure(Figure.VOLUME)).hasToString(Tree.text(value, "merged_volume24h"));
        } else {
            assertThat(quote.bid()).hasToString(Tree.text(value, "final_bid"));
            assertThat(quote.ask()).hasToString(Tree.text(value, "final_ask"));
        }
    }

    private static void assertQuote(Quote quote, Object value) {
        assertThat(quote.bid()).hasToString(Tree.text(value, "bid", 0));
        assertThat(quote.bidSize()).hasToString(Tree.text(value, "bid", 1));
        assertThat(quote.ask()).hasToString(Tree.text(value, "ask", 0));
        assertThat(quote.askSize()).hasToString(Tree.text(value, "ask", 1));
        String number =
                Tree.text(value, "u").isEmpty() ? Long.toString(quote.tsUs() / 1_000) : Long.toString(quote.sequence());
        assertThat(number).isEqualTo(Tree.text(value, "u") + Tree.text(value, "ts"));
    }

    private static void assertTrades(List<Trade> trades, Object value) {
        BigDecimal size = BigDecimal.ZERO;
        BigDecimal turnover = BigDecimal.ZERO;
        for (Trade trade : trades) {
            size = size.add(trade.size().toBigDecimal());
            turnover = turnover.add(
                    trade.price().toBigDecimal().multiply(trade.size().toBigDecimal()));
        }
        assertThat(trades).hasSize(Integer.parseInt(Tree.text(value, "trades")));
        assertThat(size).isEqualByComparingTo(Tree.text(value, "sum_qty"));
        assertThat(turnover).isEqualByComparingTo(Tree.text(value, "sum_price_x_qty"));
        assertThat(trades.stream().filter(trade -> trade.side() == Side.BUY).count())
                .isEqualTo(Long.parseLong(Tree.text(value, "taker_buys")));
        // golden.json has them in the order of the wire, which may be from the newest to the oldest.
        List<String> ids = trades.stream().map(Trade::id).toList();
        boolean newestFirst = trades.getFirst().late();
        assertThat(newestFirst ? ids : ids.subList(0, 1)).contains(Tree.text(value, "first_id"));
        assertThat(newestFirst ? ids : List.of(ids.getLast())).contains(Tree.text(value, "last_id"));
        assertThat(trades.stream().map(Trade::number).toList()).isSorted();
    }

    /** A ticker or quote with its sides exchanged; a trade with its taker's side turned. */
    private static String crossed(String message) {
        String turned = message.replace("bidPx", "#")
                .replace("askPx", "bidPx")
                .replace("#", "askPx")
                .replace("bids", "#")
                .replace("asks", "bids")
                .replace("#", "asks")
                .replace("\"b\":[", "#")
                .replace("\"a\":[", "\"b\":[")
                .replace("#", "\"a\":[")
                .replace("highPrice24h", "#")
                .replace("lowPrice24h", "highPrice24h")
                .replace("#", "lowPrice24h")
                .replace("\"b\":\"", "#")
                .replace("\"a\":\"", "\"b\":\"")
                .replace("#", "\"a\":\"");
        return turned.equals(message)
                ? message.replace("\"buy\"", "#")
                        .replace("\"sell\"", "\"buy\"")
                        .replace("#", "\"sell\"")
                        .replace("\"BUY\"", "#")
                        .replace("\"SELL\"", "\"BUY\"")
                        .replace("#", "\"SELL\"")
                        .replace("\"Buy\"", "#")
                        .replace("\"Sell\"", "\"Buy\"")
                        .replace("#", "\"Sell\"")
                        .replace("\"m\":true", "#")
                        .replace("\"m\":false", "\"m\":true")
                        .replace("#", "\"m\":false")
                : turned;
    }
}
