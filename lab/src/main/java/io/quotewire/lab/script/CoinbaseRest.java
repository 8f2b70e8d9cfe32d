package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.stage.Stamp;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Exchange's public REST answers.
 *
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-all-known-trading-pairs">products</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-book">book</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-candles">candles</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-trades">trades</a>
 */
final class CoinbaseRest {
    static final Pattern BOOK = Pattern.compile("/products/[A-Z0-9-]+/book");

    private static final Pattern OF_ONE = Pattern.compile("/products/([^/]+)/(book|trades|candles)");
    private static final int MOST_TRADES = 1_000;
    private static final int MOST_CANDLES = 300;

    private static final Map<Long, Interval> GRANULARITIES = Map.of(
            60L,
            Interval.MINUTE,
            300L,
            Interval.FIVE_MINUTES,
            900L,
            Interval.QUARTER,
            3_600L,
            Interval.HOUR,
            86_400L,
            Interval.DAY);

    private CoinbaseRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(CoinbaseScript.VENUE, floor, Object::toString);
        if (query.path().equals("/time")) {
            return found("{\"iso\":\"" + Stamp.utc(nowUs) + "\",\"epoch\":" + nowUs / 1_000_000 + "}");
        }
        if (query.path().equals("/products")) {
            return found(venue.pairs().map(pair -> product(venue, pair)).collect(Collectors.joining(",", "[", "]")));
        }
        Matcher matcher = OF_ONE.matcher(query.path());
        if (!matcher.matches()) {
            return null;
        }
        Pair pair = venue.named(matcher.group(1));
        if (pair == null) {
            return new Answer(404, 1, "{\"message\":\"NotFound\"}");
        }
        return switch (matcher.group(2)) {
            case "book" -> book(query, venue.book(pair), nowUs);
            case "trades" -> trades(query, venue, pair);
            default -> candles(query, venue, pair, nowUs);
        };
    }

    private static String product(VenueView venue, Pair pair) {
        return """
                {"id":"%1$s","base_currency":"%2$s","quote_currency":"%3$s","quote_increment":"%4$s",\
                "base_increment":"%5$s","display_name":"%2$s/%3$s","min_market_funds":"1","margin_enabled":false,\
                "post_only":false,"limit_only":false,"cancel_only":false,"status":"%6$s","status_message":"",\
                "trading_disabled":%7$b,"fx_stablecoin":false,"max_slippage_percentage":"0.02000000",\
                "auction_mode":false,"high_bid_limit_percentage":""}""".formatted(
                        venue.symbol(pair),
                        pair.listing().instrument().base(),
                        pair.listing().instrument().quote(),
                        pair.tick(),
                        pair.lot(),
                        venue.isHalted(pair) ? "offline" : "online",
                        venue.isHalted(pair));
    }

    /** Level 1 is the best prices, 2 the whole book. */
    private static Answer book(Query query, @Nullable Book book, long nowUs) {
        int most = query.number("level", 1, 3) == 1 ? 1 : Book.WHOLE;
        if (book == null) {
            return new Answer(404, 1, "{\"message\":\"NotFound\"}");
        }
        return found("""
                {"bids":%s,"asks":%s,"sequence":%d,"auction_mode":false,"auction":null,"time":"%s"}""".formatted(
                        Text.pairs(book.bids(most), ",3"),
                        Text.pairs(book.asks(most), ",3"),
                        book.sequence(),
                        Stamp.utc(nowUs)));
    }

    /** The newest first: those older than the trade {@code after}, those newer than {@code before}. */
    private static Answer trades(Query query, VenueView venue, Pair pair) {
        long after = query.number("after", Long.MAX_VALUE, Long.MAX_VALUE);
        long before = query.number("before", -1, Long.MAX_VALUE);
        int most = (int) query.number("limit", MOST_TRADES, MOST_TRADES);
        Stream<Traded> wanted = venue.newestTrades(pair, Integer.MAX_VALUE)
                .filter(trade -> trade.number() < after && trade.number() > before)
                .limit(most);
        return found(wanted.map(CoinbaseRest::trade).collect(Collectors.joining(",", "[", "]")));
    }

    /** The newest first, in numbers; a span without a trade has none. */
    private static Answer candles(Query query, VenueView venue, Pair pair, long nowUs) {
        Interval interval = GRANULARITIES.get(query.number("granularity", 60, Integer.MAX_VALUE));
        if (interval == null) {
            return new Answer(400, 1, "{\"message\":\"Unsupported granularity\"}");
        }
        long toUs = micros(query.value("end"), nowUs) + 1;
        long fromUs = micros(query.value("start"), toUs - MOST_CANDLES * interval.us());
        if ((toUs - fromUs) / interval.us() > MOST_CANDLES) {
            return new Answer(400, 1, "{\"message\":\"granularity too small for the requested time range\"}");
        }
        return found(venue.candles(pair, interval, nowUs).traded(fromUs, toUs, MOST_CANDLES).reversed().stream()
                .map(CoinbaseRest::candle)
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static String candle(Candle candle) {
        return "[%d,%s,%s,%s,%s,%s]"
                .formatted(
                        candle.openUs() / 1_000_000,
                        candle.low(),
                        candle.high(),
                        candle.open(),
                        candle.close(),
                        candle.volume().toPlainString());
    }

    private static long micros(@Nullable String time, long otherwise) {
        try {
            return time == null ? otherwise : Instant.parse(time).toEpochMilli() * 1_000;
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static String trade(Traded traded) {
        return """
                {"trade_id":%d,"side":"%s","size":"%s","price":"%s","time":"%s"}""".formatted(
                        traded.number(),
                        CoinbaseScript.maker(traded.side()),
                        traded.size(),
                        traded.price(),
                        Stamp.utc(traded.tsUs()));
    }

    private static Answer found(String body) {
        return new Answer(200, 1, body);
    }
}
