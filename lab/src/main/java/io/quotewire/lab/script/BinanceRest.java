package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Interval;
import io.quotewire.model.Side;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Binance's public REST answers, with the weights of their documentation. A name that is no symbol is refused with status
 * 400 and code -1121; about one symbol the venue answers with an object, about several with a list.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md">REST</a>
 */
final class BinanceRest {
    static final String BOOK = "/api/v3/depth";

    private static final int MOST_TRADES = 1_000;
    private static final int MOST_LEVELS = 5_000;
    private static final int LIST_WEIGHT = 20;
    private static final int TRADES_WEIGHT = 25;
    private static final int MOST_KLINES = 1_000;
    private static final int KLINES_WEIGHT = 2;
    private static final long LAST_MS = 9_999_999_999_999L;

    /** How many symbols one weight of a day's figures covers, and the weights. */
    private static final int FEW = 20;

    private static final int MANY = 100;
    private static final int FEW_WEIGHT = 2;
    private static final int MANY_WEIGHT = 40;
    private static final int ALL_WEIGHT = 80;
    private static final int QUOTE_WEIGHT = 2;
    private static final int QUOTES_WEIGHT = 4;

    private BinanceRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(BinanceScript.VENUE, floor, BinanceScript::symbol);
        return switch (query.path()) {
            case "/api/v3/ping" -> new Answer(200, 1, "{}");
            case "/api/v3/time" -> new Answer(200, 1, "{\"serverTime\":" + nowUs / 1_000 + "}");
            case "/api/v3/exchangeInfo" -> exchangeInfo(query, venue, nowUs);
            case "/api/v3/ticker/24hr" -> {
                int asked = query.value("symbol") != null
                        ? 1
                        : query.list("symbols").size();
                yield figures(
                        query,
                        venue,
                        dayWeight(asked),
                        pair -> venue.summed(pair).map(BinanceRest::day));
            }
            case "/api/v3/ticker/bookTicker" -> {
                int weight = query.value("symbol") != null ? QUOTE_WEIGHT : QUOTES_WEIGHT;
                yield figures(query, venue, weight, pair -> venue.quoted(pair).map(BinanceRest::quote));
            }
            case "/api/v3/trades", "/api/v3/historicalTrades" -> trades(query, venue);
            case "/api/v3/klines" -> klines(query, venue, nowUs);
            case BOOK -> book(query, venue);
            default -> null;
        };
    }

    private static int dayWeight(int asked) {
        if (asked == 0 || asked > MANY) {
            return ALL_WEIGHT;
        }
        return asked <= FEW ? FEW_WEIGHT : MANY_WEIGHT;
    }

    private static Answer exchangeInfo(Query query, VenueView venue, long nowUs) {
        List<Pair> pairs = wanted(query, venue);
        if (pairs.isEmpty()) {
            return unknown(LIST_WEIGHT);
        }
        String head = """
                {"timezone":"UTC","serverTime":%d,"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE",\
                "intervalNum":1,"limit":6000},{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100},\
                {"rateLimitType":"ORDERS","interval":"DAY","intervalNum":1,"limit":200000},\
                {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":300000}],\
                "exchangeFilters":[],"symbols":[""".formatted(nowUs / 1_000);
        String sets = "false".equals(query.value("showPermissionSets")) ? "" : "[\"SPOT\",\"MARGIN\"]";
        return new Answer(
                200,
                LIST_WEIGHT,
                pairs.stream()
                        .map(pair -> symbol(venue.symbol(pair), pair, venue.isHalted(pair), sets))
                        .collect(Collectors.joining(",", head, "]}")));
    }

    private static String symbol(String symbol, Pair pair, boolean halted, String permissionSets) {
        return """
                {"symbol":"%1$s","status":"%7$s","baseAsset":"%2$s","baseAssetPrecision":8,"quoteAsset":"%3$s",\
                "quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,"quoteCommissionPrecision":8,\
                "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT","TAKE_PROFIT",\
                "TAKE_PROFIT_LIMIT"],"icebergAllowed":true,"ocoAllowed":true,"otoAllowed":true,\
                "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,\
                "amendAllowed":true,"isSpotTradingAllowed":true,"isMarginTradingAllowed":true,"filters":[\
                {"filterType":"PRICE_FILTER","minPrice":"%4$s","maxPrice":"1000000.00000000","tickSize":"%4$s"},\
                {"filterType":"LOT_SIZE","minQty":"%5$s","maxQty":"90000000.00000000","stepSize":"%5$s"},\
                {"filterType":"ICEBERG_PARTS","limit":10},{"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000",\
                "maxQty":"1000000.00000000","stepSize":"0.00000000"},{"filterType":"NOTIONAL",\
                "minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000.00000000",\
                "applyMaxToMarket":false,"avgPriceMins":5},{"filterType":"MAX_NUM_ORDERS","maxNumOrders":200}],\
                "permissions":[],"permissionSets":[%6$s],"defaultSelfTradePreventionMode":"EXPIRE_MAKER",\
                "allowedSelfTradePreventionModes":["EXPIRE_TAKER","EXPIRE_MAKER","EXPIRE_BOTH","DECREMENT"]}""".formatted(
                        symbol,
                        pair.listing().instrument().base(),
                        pair.listing().instrument().quote(),
                        Decimal.of(pair.tick().mantissa(), pair.tick().scale(), pair.pricePlaces()),
                        pair.lot(),
                        permissionSets,
                        halted ? "BREAK" : "TRADING");
    }

    private static Answer figures(Query query, VenueView venue, int weight, Function<Pair, Stream<String>> entry) {
        List<Pair> pairs = wanted(query, venue);
        if (pairs.isEmpty()) {
            return unknown(weight);
        }
        Stream<String> entries = pairs.stream().flatMap(entry);
        String body = query.value("symbol") != null
                ? entries.collect(Collectors.joining())
                : entries.collect(Collectors.joining(",", "[", "]"));
        return new Answer(200, weight, body.isEmpty() ? "{}" : body);
    }

    private static String day(Summed summed) {
        BinanceDay day = BinanceDay.of(summed);
        return """
                {"symbol":"%s","priceChange":"%s","priceChangePercent":"%s","weightedAvgPrice":"%s",\
                "prevClosePrice":"%s","lastPrice":"%s","lastQty":"%s","bidPrice":"%s","bidQty":"%s","askPrice":"%s",\
                "askQty":"%s","openPrice":"%5$s","highPrice":"%s","lowPrice":"%s","volume":"%s","quoteVolume":"%s",\
                "openTime":%d,"closeTime":%d,"firstId":%d,"lastId":%d,"count":%d}""".formatted(
                        symbol(summed),
                        day.change(),
                        day.changePct(),
                        day.mean(),
                        summed.day().open(),
                        summed.trade().price(),
                        summed.trade().size(),
                        summed.quote().bid(),
                        summed.quote().bidSize(),
                        summed.quote().ask(),
                        summed.quote().askSize(),
                        summed.day().high(),
                        summed.day().low(),
                        summed.day().volume(),
                        day.turnover(),
                        day.openMs(),
                        day.closeMs(),
                        summed.day().firstTrade(),
                        summed.trade().number(),
                        summed.day().trades());
    }

    private static String quote(Quoted quoted) {
        return """
                {"symbol":"%s","bidPrice":"%s","bidQty":"%s","askPrice":"%s","askQty":"%s"}""".formatted(symbol(quoted), quoted.bid(), quoted.bidSize(), quoted.ask(), quoted.askSize());
    }

    private static Answer trades(Query query, VenueView venue) {
        String symbol = query.value("symbol");
        if (symbol == null) {
            return refused(
                    TRADES_WEIGHT, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
        }
        List<Pair> pairs = venue.named(List.of(symbol));
        if (pairs.isEmpty()) {
            return unknown(TRADES_WEIGHT);
        }
        int most = (int) query.number("limit", 500, MOST_TRADES);
        long from = query.number("fromId", -1, Long.MAX_VALUE);
        Pair pair = pairs.getFirst();
        Stream<String> trades = (from < 0
                        ? venue.newestTrades(pair, most).toList().reversed().stream()
                        : venue.tradesFrom(pair, from, most))
                .map(BinanceRest::trade);
        return new Answer(200, TRADES_WEIGHT, trades.collect(Collectors.joining(",", "[", "]")));
    }

    private static Answer klines(Query query, VenueView venue, long nowUs) {
        Pair pair = venue.named(query.value("symbol"));
        Interval interval = Interval.of(query.parameters().getOrDefault("interval", ""));
        if (pair == null) {
            return unknown(KLINES_WEIGHT);
        }
        if (interval == null) {
            return refused(KLINES_WEIGHT, -1120, "Invalid interval.");
        }
        long fromUs = query.number("startTime", 0, LAST_MS) * 1_000;
        long toUs = query.number("endTime", LAST_MS, LAST_MS) * 1_000 + 1;
        int most = (int) query.number("limit", 500, MOST_KLINES);
        return new Answer(
                200,
                KLINES_WEIGHT,
                venue.candles(pair, interval, nowUs).withMadeUp(fromUs, toUs, most).stream()
                        .map(BinanceRest::kline)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String kline(Candle candle) {
        return """
                [%d,"%s","%s","%s","%s","%s",%d,"%s",%d,"0.00000000","0.00000000","0"]""".formatted(
                        candle.openUs() / 1_000,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        CandleList.cut(candle.volume(), BinanceDay.PLACES),
                        candle.closeUs() / 1_000 - 1,
                        CandleList.cut(CandleList.worth(candle), BinanceDay.PLACES),
                        candle.trades());
    }

    private static Answer book(Query query, VenueView venue) {
        int most = (int) query.number("limit", 100, MOST_LEVELS);
        int weight = bookWeight(most);
        Pair pair = venue.named(query.value("symbol"));
        Book book = pair == null ? null : venue.book(pair);
        if (book == null) {
            return unknown(weight);
        }
        String bids = Text.pairs(book.bids(most), "");
        String asks = Text.pairs(book.asks(most), "");
        return new Answer(
                200, weight, "{\"lastUpdateId\":" + book.sequence() + ",\"bids\":" + bids + ",\"asks\":" + asks + "}");
    }

    /** Of 2026-07: 5 for up to 100 levels, 25 up to 500, 50 up to 1000, else 250. */
    private static int bookWeight(int levels) {
        if (levels <= 100) {
            return 5;
        }
        return levels <= 500 ? 25 : levels <= 1_000 ? 50 : 250;
    }

    private static String trade(Traded traded) {
        String worth = traded.price()
                .toBigDecimal()
                .multiply(traded.size().toBigDecimal())
                .setScale(BinanceDay.PLACES, RoundingMode.DOWN)
                .toPlainString();
        return """
                {"id":%d,"price":"%s","qty":"%s","quoteQty":"%s","time":%d,"isBuyerMaker":%b,"isBestMatch":true}""".formatted(
                        traded.number(),
                        traded.price(),
                        traded.size(),
                        worth,
                        traded.tsUs() / 1_000,
                        traded.side() == Side.SELL);
    }

    /** The pairs that a request names, all if it names none, none if one of them is unknown. */
    private static List<Pair> wanted(Query query, VenueView venue) {
        String symbol = query.value("symbol");
        List<String> symbols = symbol == null ? query.list("symbols") : List.of(symbol);
        if (symbols.isEmpty()) {
            return venue.pairs().toList();
        }
        List<Pair> pairs = venue.named(symbols);
        return pairs.size() == symbols.size() ? pairs : List.of();
    }

    private static String symbol(Happening happening) {
        return BinanceScript.symbol(happening.listing().instrument());
    }

    private static Answer unknown(int weight) {
        return refused(weight, -1121, "Invalid symbol.");
    }

    private static Answer refused(int weight, int code, String why) {
        return new Answer(400, weight, "{\"code\":" + code + ",\"msg\":\"" + why + "\"}");
    }
}
