package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gate's public REST answers.
 *
 * @see <a href="https://www.gate.com/docs/developers/apiv4/en/#list-all-currency-pairs-supported">currency pairs</a>
 * @see <a href="https://www.gate.com/docs/developers/apiv4/en/#retrieve-order-book">order book</a>
 * @see <a href="https://www.gate.com/docs/developers/apiv4/en/#market-k-line-chart">candlesticks</a>
 * @see <a href="https://www.gate.com/docs/developers/apiv4/en/#retrieve-market-trades">trades</a>
 */
final class GateRest {
    private static final String SPOT = "/api/v4/spot/";
    static final String BOOK = SPOT + "order_book";

    private static final int MOST_LEVELS = 1_000;
    private static final int MOST_TRADES = 1_000;
    private static final int MOST_CANDLES = 1_000;
    private static final long LAST_S = 9_999_999_999L;

    private GateRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(GateScript.VENUE, floor, GateScript::symbol);
        return switch (query.path()) {
            case SPOT + "time" -> found("{\"server_time\":" + nowUs / 1_000 + "}");
            case SPOT + "currency_pairs" ->
                found(venue.pairs().map(pair -> pair(venue, pair)).collect(Collectors.joining(",", "[", "]")));
            case BOOK -> ofOne(query, venue, pair -> book(query, venue.book(pair), nowUs));
            case SPOT + "trades" -> ofOne(query, venue, pair -> trades(query, venue, pair));
            case SPOT + "candlesticks" -> {
                Interval interval = Interval.of(query.parameters().getOrDefault("interval", "30m"));
                yield interval == null
                        ? refused("INVALID_PARAM_VALUE", "Invalid interval")
                        : ofOne(query, venue, pair -> candles(query, venue.candles(pair, interval, nowUs)));
            }
            default -> null;
        };
    }

    /** The oldest first. */
    private static String candles(Query query, CandleList candles) {
        long fromUs = query.number("from", 0, LAST_S) * 1_000_000;
        long toUs = query.number("to", LAST_S, LAST_S) * 1_000_000 + 1;
        int most = fromUs > 0 ? MOST_CANDLES : (int) query.number("limit", 100, MOST_CANDLES);
        return candles.withMadeUp(fromUs, toUs, most).stream()
                .map(candle -> candle(candle, candles.hasEnded(candle)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String candle(Candle candle, boolean ended) {
        return """
                ["%d","%s","%s","%s","%s","%s","%s","%b"]""".formatted(
                        candle.openUs() / 1_000_000,
                        CandleList.worth(candle).toPlainString(),
                        candle.close(),
                        candle.high(),
                        candle.low(),
                        candle.open(),
                        candle.volume().toPlainString(),
                        ended);
    }

    private static Answer ofOne(Query query, VenueView venue, Function<Pair, String> body) {
        String symbol = query.value("currency_pair");
        if (symbol == null) {
            return refused("MISSING_REQUIRED_PARAM", "Missing required parameter: currency_pair");
        }
        Pair pair = venue.named(symbol);
        return pair == null ? refused("INVALID_CURRENCY_PAIR", "Invalid currency pair") : found(body.apply(pair));
    }

    private static String pair(VenueView venue, Pair pair) {
        return """
                {"id":"%s","base":"%s","base_name":"%2$s","quote":"%s","quote_name":"%3$s","fee":"0.2",\
                "min_base_amount":"0.000001","min_quote_amount":"3","amount_precision":%d,"precision":%d,\
                "trade_status":"%s","sell_start":0,"buy_start":0,"type":"normal"}""".formatted(
                        venue.symbol(pair),
                        pair.listing().instrument().base(),
                        pair.listing().instrument().quote(),
                        pair.lot().places(),
                        pair.tick().places(),
                        venue.isHalted(pair) ? "untradable" : "tradable");
    }

    private static String book(Query query, @Nullable Book book, long nowUs) {
        int most = (int) query.number("limit", 10, MOST_LEVELS);
        String id = "true".equals(query.value("with_id")) && book != null ? "\"id\":" + book.sequence() + "," : "";
        return "{" + id + "\"current\":" + nowUs / 1_000 + ",\"update\":" + nowUs / 1_000 + ",\"asks\":"
                + (book == null ? "[]" : Text.pairs(book.asks(most), "")) + ",\"bids\":"
                + (book == null ? "[]" : Text.pairs(book.bids(most), "")) + "}";
    }

    /** The newest first: those before {@code last_id}, or with {@code reverse} those behind it. */
    private static String trades(Query query, VenueView venue, Pair pair) {
        int most = (int) query.number("limit", 100, MOST_TRADES);
        long last = query.number("last_id", -1, Long.MAX_VALUE);
        Stream<Traded> wanted = "true".equals(query.value("reverse")) && last >= 0
                ? venue.tradesFrom(pair, last + 1, most).toList().reversed().stream()
                : venue.newestTrades(pair, Integer.MAX_VALUE)
                        .filter(trade -> last < 0 || trade.number() < last)
                        .limit(most);
        return wanted.map(traded -> trade(venue.symbol(pair), traded)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String trade(String symbol, Traded traded) {
        return """
                {"id":"%d","create_time":"%d","create_time_ms":"%d.000000","order_id":"","currency_pair":"%s",\
                "side":"%s","role":"","amount":"%s","price":"%s","fee":"","fee_currency":"","point_fee":"",\
                "gt_fee":"","sequence_id":"%1$d"}""".formatted(
                        traded.number(),
                        traded.tsUs() / 1_000_000,
                        traded.tsUs() / 1_000,
                        symbol,
                        traded.side().text(),
                        traded.size(),
                        traded.price());
    }

    private static Answer found(String body) {
        return new Answer(200, 1, body);
    }

    private static Answer refused(String label, String why) {
        return new Answer(400, 1, "{\"label\":\"" + label + "\",\"message\":\"" + why + "\"}");
    }
}
