package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.model.Candle;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Levels;
import io.quotewire.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kraken's public REST answers, refusals among them with status 200. Here Bitcoin is still XBT and Dogecoin XDG.
 *
 * @see <a href="https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs">AssetPairs</a>
 * @see <a href="https://docs.kraken.com/api/docs/rest-api/get-order-book">Depth</a>
 * @see <a href="https://docs.kraken.com/api/docs/rest-api/get-ohlc-data">OHLC</a>
 * @see <a href="https://docs.kraken.com/api/docs/rest-api/get-recent-trades">Trades</a>
 */
final class KrakenRest {
    static final String BOOK = "/0/public/Depth";

    private static final Map<String, String> OLD_NAMES = Map.of("BTC", "XBT", "DOGE", "XDG");
    private static final int MOST_LEVELS = 500;
    private static final int MOST_TRADES = 1_000;
    private static final int MOST_CANDLES = 720;
    private static final long LAST_S = 9_999_999_999L;

    private static final Map<Long, Interval> INTERVALS = Map.of(
            1L,
            Interval.MINUTE,
            5L,
            Interval.FIVE_MINUTES,
            15L,
            Interval.QUARTER,
            60L,
            Interval.HOUR,
            240L,
            Interval.FOUR_HOURS,
            1_440L,
            Interval.DAY);

    private static final long THOUSAND = 1_000;

    private KrakenRest() {}

    static @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        Query query = Query.of(uri);
        VenueView venue = new VenueView(KrakenScript.VENUE, floor, KrakenRest::name);
        return switch (query.path()) {
            case "/0/public/Time" ->
                found("{\"unixtime\":" + nowUs / 1_000_000 + ",\"rfc1123\":\""
                        + Instant.ofEpochSecond(nowUs / 1_000_000) + "\"}");
            case "/0/public/AssetPairs" -> pairs(query, venue);
            case BOOK ->
                ofOne(
                        query,
                        venue,
                        pair -> book(venue.book(pair), (int) query.number("count", 100, MOST_LEVELS), nowUs));
            case "/0/public/OHLC" -> {
                Interval interval = INTERVALS.get(query.number("interval", 1, Integer.MAX_VALUE));
                yield interval == null
                        ? new Answer(200, 1, "{\"error\":[\"EGeneral:Invalid arguments\"]}")
                        : ofOne(query, venue, pair -> candles(query, venue.candles(pair, interval, nowUs)));
            }
            case "/0/public/Trades" -> ofOne(query, venue, pair -> trades(query, venue, pair));
            default -> null;
        };
    }

    private static Answer pairs(Query query, VenueView venue) {
        Stream<Pair> pairs = venue.pairs();
        String wanted = query.value("pair");
        if (wanted != null) {
            List<Pair> named = venue.named(List.of(wanted.split(",", -1)));
            if (named.isEmpty()) {
                return unknown();
            }
            pairs = named.stream();
        }
        return found(pairs.map(pair -> "\"" + venue.symbol(pair) + "\":" + pair(venue, pair))
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String pair(VenueView venue, Pair pair) {
        String base = old(pair.listing().instrument());
        return """
                {"altname":"%1$s","wsname":"%2$s/%3$s","aclass_base":"currency","base":"%4$s","aclass_quote":"currency",\
                "quote":"%3$s","lot":"unit","cost_decimals":5,"pair_decimals":%5$d,"lot_decimals":%6$d,"lot_multiplier":1,\
                "leverage_buy":[2,3],"leverage_sell":[2,3],"fees":[[0,0.4],[10000,0.35]],"fees_maker":[[0,0.25],[10000,0.2]],\
                "fee_volume_currency":"ZUSD","margin_call":80,"margin_stop":40,"ordermin":"0.0001","costmin":"0.5",\
                "tick_size":"%7$s","status":"%8$s"}""".formatted(
                        venue.symbol(pair),
                        base,
                        pair.listing().instrument().quote(),
                        base.length() == 3 ? "X" + base : base,
                        pair.pricePlaces(),
                        pair.sizePlaces(),
                        pair.tick(),
                        venue.isHalted(pair) ? "cancel_only" : "online");
    }

    private static Answer ofOne(Query query, VenueView venue, Function<Pair, String> entry) {
        Pair pair = venue.named(query.value("pair"));
        return pair == null ? unknown() : found("{\"" + venue.symbol(pair) + "\":" + entry.apply(pair) + "}");
    }

    private static String book(@Nullable Book book, int most, long nowUs) {
        String rest = "," + nowUs / 1_000_000;
        Levels bids = book == null ? Levels.EMPTY : book.bids(most);
        Levels asks = book == null ? Levels.EMPTY : book.asks(most);
        return "{\"asks\":" + Text.pairs(asks, rest) + ",\"bids\":" + Text.pairs(bids, rest) + "}";
    }

    /** Those after {@code since}, a time in nanoseconds; without it the newest. What follows the list goes beside it. */
    private static String trades(Query query, VenueView venue, Pair pair) {
        int most = (int) query.number("count", MOST_TRADES, MOST_TRADES);
        long sinceUs = query.number("since", 0, Long.MAX_VALUE) / THOUSAND;
        List<Traded> newest =
                venue.newestTrades(pair, Integer.MAX_VALUE).toList().reversed();
        List<Traded> wanted =
                newest.stream().filter(trade -> trade.tsUs() > sinceUs).toList();
        List<Traded> some = sinceUs == 0
                ? wanted.subList(Math.max(0, wanted.size() - most), wanted.size())
                : wanted.subList(0, Math.min(most, wanted.size()));
        long lastUs = some.isEmpty() ? sinceUs : some.getLast().tsUs();
        return some.stream().map(KrakenRest::trade).collect(Collectors.joining(",", "[", "]")) + ",\"last\":\"" + lastUs
                + "000\"";
    }

    /** Those after {@code since}, a time in seconds, and never more than the latest; the last one has not ended. */
    private static String candles(Query query, CandleList candles) {
        long sinceUs = query.number("since", 0, LAST_S) * 1_000_000;
        List<Candle> listed = candles.withMadeUp(0, Long.MAX_VALUE, MOST_CANDLES).stream()
                .filter(candle -> candle.openUs() > sinceUs || !candles.hasEnded(candle))
                .toList();
        long lastUs =
                candles.interval().openUs(candles.nowUs()) - candles.interval().us();
        return listed.stream().map(KrakenRest::candle).collect(Collectors.joining(",", "[", "]")) + ",\"last\":"
                + lastUs / 1_000_000;
    }

    private static String candle(Candle candle) {
        BigDecimal worth = CandleList.worth(candle);
        return """
                [%d,"%s","%s","%s","%s","%s","%s",%d]""".formatted(
                        candle.openUs() / 1_000_000,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        worth.signum() == 0
                                ? "0.0"
                                : worth.divide(candle.volume(), candle.open().places(), RoundingMode.HALF_UP),
                        CandleList.cut(candle.volume(), 8),
                        candle.trades());
    }

    private static String trade(Traded traded) {
        return """
                ["%s","%s",%d.%06d,"%s","l","",%d]""".formatted(
                        traded.price(),
                        traded.size(),
                        traded.tsUs() / 1_000_000,
                        traded.tsUs() % 1_000_000,
                        traded.side() == Side.BUY ? "b" : "s",
                        traded.number());
    }

    private static String name(Instrument instrument) {
        return old(instrument) + instrument.quote();
    }

    private static String old(Instrument instrument) {
        return OLD_NAMES.getOrDefault(instrument.base(), instrument.base());
    }

    private static Answer found(String result) {
        return new Answer(200, 1, "{\"error\":[],\"result\":" + result + "}");
    }

    private static Answer unknown() {
        return new Answer(200, 1, "{\"error\":[\"EQuery:Unknown asset pair\"]}");
    }
}
