package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Side;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bybit v5 spot. Decimals are texts, times and update numbers are numbers.
 *
 * <p>Books are windows of 50, 200 or 1000 levels whose {@code u} counts the messages of the stream; {@code u} 1 is a snapshot
 * after a restart of the venue. The book of one level is told as a snapshot each time. A new subscriber gets a snapshot at
 * once, but of trades the next. The limits, as of 2026-07: 500 attempts to connect in 5 minutes; 10 topics a request, 21,000
 * characters; REST 600 requests in 5 s, and ten minutes' ban beyond them.
 *
 * @see <a href="https://bybit-exchange.github.io/docs/v5/websocket/public/orderbook">order book</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/websocket/public/ticker">ticker</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/websocket/public/trade">trade</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/rate-limit">limits</a>
 */
final class BybitScript implements Script {
    static final String VENUE = "bybit";
    private static final Limits LIMITS = Limits.of(
                    new Rate(500, Duration.ofMinutes(5)), new Rate(600, Duration.ofSeconds(5)))
            .withRequests(Rate.NONE, 21_000, 10)
            .withBan(1, Duration.ofMinutes(10));
    private static final List<Integer> BOOKS = List.of(200, 50, 1_000);
    private static final String BOOK = "orderbook.";
    private static final int PCT_PLACES = 4;

    private final Stage stage = Stages.of(VENUE);

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<StreamKey> streams(Happening happening) {
        String symbol = symbol(happening.listing().instrument());
        return switch (happening) {
            case Quoted ignored -> List.of(new StreamKey(BOOK + 1, symbol));
            case Traded ignored -> List.of(new StreamKey("publicTrade", symbol));
            case Summed ignored -> List.of(new StreamKey("tickers", symbol));
            case Booked ignored ->
                BOOKS.stream().map(depth -> new StreamKey(BOOK + depth, symbol)).toList();
        };
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        return switch (happening) {
            case Quoted quoted -> frame(stream, happening, "snapshot", "", quote(quoted));
            case Traded traded -> frame(stream, happening, "snapshot", "", "[" + trade(traded) + "]");
            case Summed summed ->
                frame(stream, happening, "snapshot", ",\"cs\":" + summed.quote().sequence(), ticker(summed));
            case Booked booked -> booked.count() == 1 ? first(booked, stream) : changes(booked, stream);
        };
    }

    @Override
    public byte @Nullable [] first(Happening latest, StreamKey stream) {
        return switch (latest) {
            case Traded ignored -> null;
            case Booked booked -> first(booked, stream);
            default -> frame(latest, stream);
        };
    }

    private static byte[] first(Booked booked, StreamKey stream) {
        int depth = depth(stream);
        Levels bids = booked.after().bids(depth);
        return frame(
                stream,
                booked,
                "snapshot",
                "",
                book(booked, bids, booked.after().asks(depth)));
    }

    private static byte[] changes(Booked booked, StreamKey stream) {
        int depth = depth(stream);
        String data = book(booked, booked.bids(depth, true), booked.asks(depth, true));
        return frame(stream, booked, "delta", "", data);
    }

    private static byte[] frame(StreamKey stream, Happening happening, String type, String more, String data) {
        boolean book = stream.channel().startsWith(BOOK);
        long ms = happening.tsUs() / 1_000;
        return Text.bytes("{\"topic\":\"" + stream.channel() + "." + stream.symbol() + "\",\"ts\":" + ms
                + ",\"type\":\"" + type + "\"" + more + ",\"data\":" + data + (book ? ",\"cts\":" + ms : "") + "}");
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return BybitRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return uri.startsWith(BybitRest.BOOK + "?");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        return new Answer(
                403,
                1,
                "{\"retCode\":10006,\"retMsg\":\"Too many visits. Exceeded the API Rate Limit.\",\"result\":{},"
                        + "\"retExtInfo\":{},\"time\":" + untilUs / 1_000 + "}");
    }

    static String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote();
    }

    private static int depth(StreamKey stream) {
        return Integer.parseInt(stream.channel().substring(BOOK.length()));
    }

    private static String quote(Quoted quoted) {
        return """
                {"s":"%s","b":[["%s","%s"]],"a":[["%s","%s"]],"u":%d,"seq":%6$d}""".formatted(
                        symbol(quoted.listing().instrument()),
                        quoted.bid(),
                        quoted.bidSize(),
                        quoted.ask(),
                        quoted.askSize(),
                        quoted.sequence());
    }

    private static String book(Booked booked, Levels bids, Levels asks) {
        return "{\"s\":\"" + symbol(booked.listing().instrument()) + "\",\"b\":" + Text.pairs(bids, "") + ",\"a\":"
                + Text.pairs(asks, "") + ",\"u\":" + booked.count() + ",\"seq\":" + booked.last() + "}";
    }

    private static String trade(Traded traded) {
        return """
                {"i":"%d","T":%d,"p":"%s","v":"%s","S":"%s","seq":%d,"s":"%s","BT":false,"RPI":false}""".formatted(
                        traded.number(),
                        traded.tsUs() / 1_000,
                        traded.price(),
                        traded.size(),
                        traded.side() == Side.BUY ? "Buy" : "Sell",
                        traded.sequence(),
                        symbol(traded.listing().instrument()));
    }

    private static String ticker(Summed summed) {
        Decimal change = summed.trade().price().minus(summed.day().open());
        return """
                {"symbol":"%s","lastPrice":"%s","highPrice24h":"%s","lowPrice24h":"%s","prevPrice24h":"%s",\
                "volume24h":"%s","turnover24h":"%s","price24hPcnt":"%s","usdIndexPrice":"%2$s"}""".formatted(
                        symbol(summed.listing().instrument()),
                        summed.trade().price(),
                        summed.day().high(),
                        summed.day().low(),
                        summed.day().open(),
                        summed.day().volume(),
                        summed.day().turnover(),
                        change.dividedBy(summed.day().open(), PCT_PLACES, RoundingMode.HALF_UP));
    }
}
