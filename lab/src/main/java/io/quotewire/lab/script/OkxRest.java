package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * OKX's public REST answers. What an endpoint cannot do is told with status 200 and a code in the body; a parameter that is
 * missing, with 400. Only spot is traded here: lists of other types are empty.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments">instruments</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-ticker">ticker, tickers, trades</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-candlesticks-history">candles</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#error-code-rest-api-public">codes</a>
 */
final class OkxRest {
    static final String BOOK = "/api/v5/market/books";

    private static final String SPOT = "SPOT";
    private static final int MOST_LEVELS = 400;
    private static final int MOST_TRADES = 500;
    private static final int MOST_PAST = 100;
    private static final int MOST_CANDLES = 300;
    private static final long LAST_MS = 9_999_999_999_999L;

    private static final Map<String, Interval> BARS = Map.of(
            "1s",
            Interval.SECOND,
            "1m",
            Interval.MINUTE,
            "5m",
            Interval.FIVE_MINUTES,
            "15m",
            Interval.QUARTER,
            "1H",
            Interval.HOUR,
            "4H",
            Interval.FOUR_HOURS,
            "1Dutc",
            Interval.DAY);

    private OkxRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(OkxScript.VENUE, floor, Object::toString);
        return switch (query.path()) {
            case "/api/v5/public/time" -> found(Stream.of("{\"ts\":\"" + nowUs / 1_000 + "\"}"));
            case "/api/v5/public/instruments" ->
                ofType(query, venue, pair -> Stream.of(instrument(pair, venue.isHalted(pair))));
            case "/api/v5/market/tickers" ->
                ofType(query, venue, pair -> venue.summed(pair).map(OkxScript::ticker));
            case "/api/v5/market/ticker" ->
                ofOne(query, venue, pair -> venue.summed(pair).map(OkxScript::ticker));
            case "/api/v5/market/trades" -> {
                int most = (int) query.number("limit", MOST_TRADES, MOST_TRADES);
                yield ofOne(query, venue, pair -> venue.newestTrades(pair, most).map(OkxScript::listedTrade));
            }
            case "/api/v5/market/history-trades" ->
                ofOne(query, venue, pair -> past(query, venue, pair).map(OkxScript::listedTrade));
            case "/api/v5/market/history-candles" -> {
                Interval interval = BARS.get(query.parameters().getOrDefault("bar", "1m"));
                yield interval == null
                        ? refused(400, "51000", "Parameter bar error")
                        : ofOne(query, venue, pair -> candles(query, venue.candles(pair, interval, nowUs)));
            }
            case BOOK -> {
                int most = (int) query.number("sz", 1, MOST_LEVELS);
                yield ofOne(query, venue, pair -> book(venue.book(pair), most, nowUs));
            }
            default -> null;
        };
    }

    /** Of pages by number, which type 1 asks for: those before {@code after}, or those behind {@code before}. */
    private static Stream<Traded> past(Query query, VenueView venue, Pair pair) {
        long before = query.number("after", Long.MAX_VALUE, Long.MAX_VALUE);
        long behind = query.number("before", -1, Long.MAX_VALUE);
        int most = (int) query.number("limit", MOST_PAST, MOST_PAST);
        return venue.newestTrades(pair, Integer.MAX_VALUE)
                .filter(trade -> trade.number() < before && trade.number() > behind)
                .limit(most);
    }

    /** The newest first: those that begin before {@code after}, and behind {@code before}. */
    private static Stream<String> candles(Query query, CandleList candles) {
        long toUs = query.number("after", LAST_MS, LAST_MS) * 1_000;
        long fromUs = query.number("before", -1, LAST_MS) * 1_000 + 1;
        int most = (int) query.number("limit", 100, MOST_CANDLES);
        return candles.withMadeUp(fromUs, toUs, most).reversed().stream()
                .map(candle -> candle(candle, candles.hasEnded(candle)));
    }

    private static String candle(Candle candle, boolean ended) {
        return """
                ["%d","%s","%s","%s","%s","%s","%s","%7$s","%8$d"]""".formatted(
                        candle.openUs() / 1_000,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        candle.volume().toPlainString(),
                        CandleList.worth(candle).toPlainString(),
                        ended ? 1 : 0);
    }

    private static Stream<String> book(@Nullable Book book, int most, long nowUs) {
        return book == null
                ? Stream.of()
                : Stream.of("""
                        {"asks":%s,"bids":%s,"ts":"%d","seqId":%d}""".formatted(
                                OkxScript.levels(book.asks(most)),
                                OkxScript.levels(book.bids(most)),
                                nowUs / 1_000,
                                book.sequence()));
    }

    private static Answer ofType(Query query, VenueView venue, Function<Pair, Stream<String>> entries) {
        String type = query.value("instType");
        if (type == null) {
            return missing("instType");
        }
        if (!type.equals(SPOT)) {
            return found(Stream.of());
        }
        String symbol = query.value("instId");
        List<Pair> pairs = symbol == null ? venue.pairs().toList() : venue.named(List.of(symbol));
        return pairs.isEmpty() ? unknown() : found(pairs.stream().flatMap(entries));
    }

    private static Answer ofOne(Query query, VenueView venue, Function<Pair, Stream<String>> entries) {
        String symbol = query.value("instId");
        if (symbol == null) {
            return missing("instId");
        }
        List<Pair> pairs = venue.named(List.of(symbol));
        return pairs.isEmpty() ? unknown() : found(pairs.stream().flatMap(entries));
    }

    private static String instrument(Pair pair, boolean halted) {
        return """
                {"alias":"","auctionEndTime":"","baseCcy":"%s","category":"1","ctMult":"","ctType":"","ctVal":"",\
                "ctValCcy":"","contTdSwTime":"","expTime":"","futureSettlement":false,"instFamily":"","instId":"%s",\
                "instType":"SPOT","lever":"10","listTime":"1548133413000","lotSz":"%s","maxIcebergSz":"9999999999",\
                "maxLmtAmt":"20000000","maxLmtSz":"9999999999","maxMktAmt":"1000000","maxMktSz":"1000000",\
                "maxStopSz":"1000000","maxTriggerSz":"9999999999","maxTwapSz":"9999999999","minSz":"0.00001",\
                "openType":"","optType":"","quoteCcy":"%s","ruleType":"normal","settleCcy":"","state":"%s","stk":"",\
                "tickSz":"%s","uly":""}""".formatted(
                        pair.listing().instrument().base(),
                        pair.listing().instrument(),
                        pair.lot(),
                        pair.listing().instrument().quote(),
                        halted ? "suspend" : "live",
                        pair.tick());
    }

    private static Answer found(Stream<String> entries) {
        return new Answer(
                200, 1, entries.collect(Collectors.joining(",", "{\"code\":\"0\",\"msg\":\"\",\"data\":[", "]}")));
    }

    private static Answer unknown() {
        return refused(200, "51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
    }

    private static Answer missing(String parameter) {
        return refused(400, "50014", "Parameter " + parameter + " can not be empty.");
    }

    private static Answer refused(int status, String code, String why) {
        return new Answer(status, 1, "{\"code\":\"" + code + "\",\"msg\":\"" + why + "\",\"data\":[]}");
    }
}
