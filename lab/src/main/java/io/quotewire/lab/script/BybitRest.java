package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import io.quotewire.model.Side;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bybit's public REST answers, refusals among them with status 200. Only spot is traded here.
 *
 * @see <a href="https://bybit-exchange.github.io/docs/v5/market/instrument">instruments</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/market/orderbook">order book</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/market/kline">klines</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/market/recent-trade">recent trades</a>
 */
final class BybitRest {
    static final String BOOK = "/v5/market/orderbook";

    private static final int MOST_LEVELS = 200;
    private static final int MOST_TRADES = 60;
    private static final int MOST_KLINES = 1_000;
    private static final long LAST_MS = 9_999_999_999_999L;

    private static final Map<String, Interval> INTERVALS = Map.of(
            "1",
            Interval.MINUTE,
            "5",
            Interval.FIVE_MINUTES,
            "15",
            Interval.QUARTER,
            "60",
            Interval.HOUR,
            "240",
            Interval.FOUR_HOURS,
            "D",
            Interval.DAY);

    private BybitRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(BybitScript.VENUE, floor, BybitScript::symbol);
        return switch (query.path()) {
            case "/v5/market/time" ->
                found("{\"timeSecond\":\"%d\",\"timeNano\":\"%d000\"}".formatted(nowUs / 1_000_000, nowUs), nowUs);
            case "/v5/market/instruments-info" -> instruments(query, venue, nowUs);
            case BOOK -> {
                Pair pair = spot(query, venue);
                yield pair == null ? refused(nowUs) : book(query, venue, pair, nowUs);
            }
            case "/v5/market/kline" -> {
                Pair pair = spot(query, venue);
                Interval interval = INTERVALS.get(query.parameters().getOrDefault("interval", ""));
                yield pair == null || interval == null
                        ? refused(nowUs)
                        : klines(query, venue.symbol(pair), venue.candles(pair, interval, nowUs));
            }
            case "/v5/market/recent-trade" -> {
                Pair pair = spot(query, venue);
                yield pair == null ? refused(nowUs) : trades(query, venue, pair, nowUs);
            }
            default -> null;
        };
    }

    private static @Nullable Pair spot(Query query, VenueView venue) {
        return "spot".equals(query.value("category")) ? venue.named(query.value("symbol")) : null;
    }

    private static Answer instruments(Query query, VenueView venue, long nowUs) {
        if (!"spot".equals(query.value("category"))) {
            return refused(nowUs);
        }
        String symbol = query.value("symbol");
        List<Pair> pairs = symbol == null ? venue.pairs().toList() : venue.named(List.of(symbol));
        return found(
                pairs.stream()
                        .map(pair -> instrument(venue, pair))
                        .collect(Collectors.joining(",", "{\"category\":\"spot\",\"list\":[", "]}")),
                nowUs);
    }

    private static String instrument(VenueView venue, Pair pair) {
        return """
                {"symbolId":1,"symbol":"%s","baseCoin":"%s","quoteCoin":"%s","innovation":"0","status":"%s",\
                "marginTrading":"utaOnly","stTag":"0","lotSizeFilter":{"basePrecision":"%s","quotePrecision":"0.0000001",\
                "minOrderQty":"%5$s","maxOrderQty":"230","minOrderAmt":"5","maxOrderAmt":"8000000",\
                "maxLimitOrderQty":"230","maxMarketOrderQty":"120","postOnlyMaxLimitOrderSize":"1150"},\
                "priceFilter":{"tickSize":"%6$s"},"riskParameters":{"priceLimitRatioX":"0.01",\
                "priceLimitRatioY":"0.02"}}""".formatted(
                        venue.symbol(pair),
                        pair.listing().instrument().base(),
                        pair.listing().instrument().quote(),
                        venue.isHalted(pair) ? "Closed" : "Trading",
                        pair.lot(),
                        pair.tick());
    }

    /** As it was told last: the number is that of the stream's message. */
    private static Answer book(Query query, VenueView venue, Pair pair, long nowUs) {
        int most = (int) query.number("limit", 1, MOST_LEVELS);
        return venue.booked(pair)
                .map(booked -> found(
                        """
                        {"s":"%s","b":%s,"a":%s,"ts":%d,"u":%d,"seq":%d,"cts":%4$d}""".formatted(
                                        venue.symbol(pair),
                                        Text.pairs(booked.after().bids(most), ""),
                                        Text.pairs(booked.after().asks(most), ""),
                                        nowUs / 1_000,
                                        booked.count(),
                                        booked.last()),
                        nowUs))
                .findFirst()
                .orElseGet(() -> refused(nowUs));
    }

    /** The newest first. */
    private static Answer klines(Query query, String symbol, CandleList candles) {
        long fromUs = query.number("start", 0, LAST_MS) * 1_000;
        long toUs = query.number("end", LAST_MS, LAST_MS) * 1_000 + 1;
        int most = (int) query.number("limit", 200, MOST_KLINES);
        String head = "{\"category\":\"spot\",\"symbol\":\"" + symbol + "\",\"list\":[";
        return found(
                candles.withMadeUp(fromUs, toUs, most).reversed().stream()
                        .map(BybitRest::kline)
                        .collect(Collectors.joining(",", head, "]}")),
                candles.nowUs());
    }

    private static String kline(Candle candle) {
        return """
                ["%d","%s","%s","%s","%s","%s","%s"]""".formatted(
                        candle.openUs() / 1_000,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        candle.volume().toPlainString(),
                        CandleList.worth(candle).toPlainString());
    }

    private static Answer trades(Query query, VenueView venue, Pair pair, long nowUs) {
        int most = (int) query.number("limit", MOST_TRADES, MOST_TRADES);
        return found(
                venue.newestTrades(pair, most)
                        .map(traded -> trade(venue.symbol(pair), traded))
                        .collect(Collectors.joining(",", "{\"category\":\"spot\",\"list\":[", "]}")),
                nowUs);
    }

    private static String trade(String symbol, Traded traded) {
        return """
                {"execId":"%d","symbol":"%s","price":"%s","size":"%s","side":"%s","time":"%d","isBlockTrade":false,\
                "isRPITrade":false,"seq":"%d"}""".formatted(
                        traded.number(),
                        symbol,
                        traded.price(),
                        traded.size(),
                        traded.side() == Side.BUY ? "Buy" : "Sell",
                        traded.tsUs() / 1_000,
                        traded.sequence());
    }

    private static Answer found(String result, long nowUs) {
        return new Answer(
                200,
                1,
                "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":" + result + ",\"retExtInfo\":{},\"time\":" + nowUs / 1_000
                        + "}");
    }

    private static Answer refused(long nowUs) {
        return new Answer(
                200,
                1,
                "{\"retCode\":10001,\"retMsg\":\"Not supported symbols\",\"result\":{},\"retExtInfo\":{},\"time\":"
                        + nowUs / 1_000 + "}");
    }
}
