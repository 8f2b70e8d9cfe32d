package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.stage.Stamp;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Advanced Trade's public REST answers.
 *
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/list-public-products">products</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-book">book</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles">candles</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-market-trades">trades</a>
 */
final class CoinbaseAdvancedRest {
    private static final String MARKET = "/api/v3/brokerage/market/";
    static final String BOOK = MARKET + "product_book";

    private static final Pattern OF_ONE = Pattern.compile(MARKET + "products/([^/]+)/(ticker|candles)");
    private static final int MOST_TRADES = 1_000;
    private static final int MOST_CANDLES = 350;
    private static final long LAST_S = 9_999_999_999L;

    private static final Map<String, Interval> GRANULARITIES = Map.of(
            "ONE_MINUTE",
            Interval.MINUTE,
            "FIVE_MINUTE",
            Interval.FIVE_MINUTES,
            "FIFTEEN_MINUTE",
            Interval.QUARTER,
            "ONE_HOUR",
            Interval.HOUR,
            "FOUR_HOUR",
            Interval.FOUR_HOURS,
            "ONE_DAY",
            Interval.DAY);

    private CoinbaseAdvancedRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(CoinbaseAdvancedScript.VENUE, floor, Object::toString);
        return switch (query.path()) {
            case "/api/v3/brokerage/time" ->
                found("{\"iso\":\"%s\",\"epochSeconds\":\"%d\",\"epochMillis\":\"%d\"}"
                        .formatted(Stamp.utc(nowUs), nowUs / 1_000_000, nowUs / 1_000));
            case MARKET + "products" ->
                found(venue.pairs()
                        .map(pair -> product(venue, pair))
                        .collect(Collectors.joining(
                                ",",
                                "{\"products\":[",
                                "],\"num_products\":" + venue.pairs().count() + "}")));
            case BOOK -> {
                Pair pair = venue.named(query.value("product_id"));
                yield pair == null ? unknown() : book(query, venue, pair, nowUs);
            }
            default -> {
                Matcher matcher = OF_ONE.matcher(query.path());
                yield matcher.matches() ? ofOne(query, venue, matcher.group(1), matcher.group(2), nowUs) : null;
            }
        };
    }

    private static String product(VenueView venue, Pair pair) {
        String last = venue.summed(pair)
                .map(Summed::trade)
                .map(trade -> trade.price().toString())
                .findFirst()
                .orElse("");
        return """
                {"product_id":"%1$s","price":"%2$s","base_increment":"%3$s","quote_increment":"%4$s",\
                "quote_min_size":"1","base_min_size":"%3$s","base_name":"%5$s","quote_name":"%6$s","watched":false,\
                "is_disabled":%7$b,"new":false,"status":"%8$s","cancel_only":false,"limit_only":false,"post_only":false,\
                "trading_disabled":%7$b,"auction_mode":false,"product_type":"SPOT","quote_currency_id":"%6$s",\
                "base_currency_id":"%5$s","fcm_trading_session_details":null,"mid_market_price":"","alias":"",\
                "alias_to":[],"base_display_symbol":"%5$s","quote_display_symbol":"%6$s","view_only":false,\
                "price_increment":"%4$s","display_name":"%1$s","product_venue":"CBE"}""".formatted(
                        venue.symbol(pair),
                        last,
                        pair.lot(),
                        pair.tick(),
                        pair.listing().instrument().base(),
                        pair.listing().instrument().quote(),
                        venue.isHalted(pair),
                        venue.isHalted(pair) ? "offline" : "online");
    }

    private static Answer book(Query query, VenueView venue, Pair pair, long nowUs) {
        int most = (int) query.number("limit", Book.WHOLE, Book.WHOLE);
        Book book = venue.book(pair);
        String format = "{\"price\":\"%s\",\"size\":\"%s\"}";
        return found("""
                {"pricebook":{"product_id":"%s","bids":[%s],"asks":[%s],"time":"%s"}}""".formatted(
                        venue.symbol(pair),
                        book == null ? "" : Text.each(book.bids(most), format),
                        book == null ? "" : Text.each(book.asks(most), format),
                        Stamp.utc(nowUs)));
    }

    private static Answer ofOne(Query query, VenueView venue, String symbol, String what, long nowUs) {
        Pair pair = venue.named(symbol);
        if (pair == null) {
            return unknown();
        }
        return what.equals("ticker") ? trades(query, venue, pair) : candles(query, venue, pair, nowUs);
    }

    /** The newest first; a span without a trade has none. */
    private static Answer candles(Query query, VenueView venue, Pair pair, long nowUs) {
        Interval interval = GRANULARITIES.get(query.parameters().getOrDefault("granularity", ""));
        if (interval == null) {
            return new Answer(400, 1, "{\"error\":\"INVALID_ARGUMENT\",\"error_details\":\"unsupported granularity\"}");
        }
        long fromUs = query.number("start", 0, LAST_S) * 1_000_000;
        long toUs = query.number("end", LAST_S, LAST_S) * 1_000_000 + 1;
        int most = (int) query.number("limit", MOST_CANDLES, MOST_CANDLES);
        return found(venue.candles(pair, interval, nowUs).traded(fromUs, toUs, most).reversed().stream()
                .map(CoinbaseAdvancedRest::candle)
                .collect(Collectors.joining(",", "{\"candles\":[", "]}")));
    }

    private static String candle(Candle candle) {
        return """
                {"start":"%d","low":"%s","high":"%s","open":"%s","close":"%s","volume":"%s"}""".formatted(
                        candle.openUs() / 1_000_000,
                        candle.low(),
                        candle.high(),
                        candle.open(),
                        candle.close(),
                        candle.volume().toPlainString());
    }

    private static Answer trades(Query query, VenueView venue, Pair pair) {
        int most = (int) query.number("limit", 100, MOST_TRADES);
        String trades = venue.newestTrades(pair, most)
                .map(CoinbaseAdvancedScript::trade)
                .collect(Collectors.joining(","));
        String best = venue.quoted(pair)
                .map(quote -> ",\"best_bid\":\"" + quote.bid() + "\",\"best_ask\":\"" + quote.ask() + "\"")
                .collect(Collectors.joining());
        return found("{\"trades\":[" + trades + "]" + best + "}");
    }

    private static Answer found(String body) {
        return new Answer(200, 1, body);
    }

    private static Answer unknown() {
        return new Answer(
                404,
                1,
                "{\"error\":\"NOT_FOUND\",\"error_details\":\"valid product_id is required\",\"message\":\"valid"
                        + " product_id is required\"}");
    }
}
