package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.Stamp;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kraken spot, WebSocket v2. Prices and sizes are numbers of JSON with all their digits.
 *
 * <p>The ticker is told with each change of the best prices, as with the trigger {@code bbo}. Books are windows of the depth
 * that was asked for: a level that falls out of it goes without a word. Ticker and book begin with a snapshot, trades with the
 * next one, as without {@code snapshot}. The limits, as of 2026-07: about 150 attempts to connect in 10 minutes and address;
 * REST about one request a second.
 *
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/ticker">ticker</a>
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/book">book</a>
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/trade">trade</a>
 * @see <a href="https://docs.kraken.com/api/docs/guides/global-intro">limits</a>
 */
final class KrakenScript implements Script {
    static final String VENUE = "kraken";
    private static final Limits LIMITS =
            Limits.of(new Rate(150, Duration.ofMinutes(10)), new Rate(15, Duration.ofSeconds(15)));
    private static final List<String> BOOKS = List.of("book", "book-25", "book-100", "book-500", "book-1000");
    private static final int USUAL_DEPTH = 10;
    private static final String LEVEL = "{\"price\":%s,\"qty\":%s}";
    private static final int PCT_PLACES = 2;

    private final Stage stage = Stages.of(VENUE);

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<StreamKey> streams(Happening happening) {
        String symbol = symbol(happening.listing().instrument());
        return switch (happening) {
            case Quoted ignored -> List.of();
            case Traded ignored -> List.of(new StreamKey("trade", symbol));
            case Summed ignored -> List.of(new StreamKey("ticker", symbol));
            case Booked ignored ->
                BOOKS.stream().map(book -> new StreamKey(book, symbol)).toList();
        };
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        return switch (happening) {
            case Quoted quoted -> throw new IllegalArgumentException("Kraken has no stream of quotes: " + quoted);
            case Traded traded -> frame("trade", "update", trade(stream.symbol(), traded));
            case Summed summed -> frame("ticker", "update", ticker(stream.symbol(), summed));
            case Booked booked -> {
                int depth = depth(stream);
                yield frame(
                        "book", "update", book(stream, booked, booked.bids(depth, false), booked.asks(depth, false)));
            }
        };
    }

    @Override
    public byte @Nullable [] first(Happening latest, StreamKey stream) {
        return switch (latest) {
            case Summed summed -> frame("ticker", "snapshot", ticker(stream.symbol(), summed));
            case Booked booked -> {
                int depth = depth(stream);
                yield frame(
                        "book",
                        "snapshot",
                        book(
                                stream,
                                booked,
                                booked.after().bids(depth),
                                booked.after().asks(depth)));
            }
            default -> null;
        };
    }

    private static byte[] frame(String channel, String type, String data) {
        return Text.bytes("{\"channel\":\"" + channel + "\",\"type\":\"" + type + "\",\"data\":[" + data + "]}");
    }

    @Override
    public byte @Nullable [] beat(StreamKey stream, Floor floor, long nowUs) {
        return stream.channel().equals("heartbeat") ? Text.bytes("{\"channel\":\"heartbeat\"}") : null;
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return KrakenRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return uri.startsWith(KrakenRest.BOOK + "?");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        return new Answer(429, 1, "{\"error\":[\"EGeneral:Too many requests\"]}");
    }

    static String symbol(Instrument instrument) {
        return instrument.base() + "/" + instrument.quote();
    }

    private static int depth(StreamKey stream) {
        int dash = stream.channel().indexOf('-');
        return dash < 0 ? USUAL_DEPTH : Integer.parseInt(stream.channel().substring(dash + 1));
    }

    private static String ticker(String symbol, Summed summed) {
        Decimal change = summed.trade().price().minus(summed.day().open());
        return """
                {"symbol":"%s","bid":%s,"bid_qty":%s,"ask":%s,"ask_qty":%s,"last":%s,"volume":%s,"vwap":%s,"low":%s,\
                "high":%s,"change":%s,"change_pct":%s,"timestamp":"%s"}""".formatted(
                symbol,
                summed.quote().bid(),
                summed.quote().bidSize(),
                summed.quote().ask(),
                summed.quote().askSize(),
                summed.trade().price(),
                summed.day().volume(),
                summed.day()
                        .turnover()
                        .dividedBy(summed.day().volume(), summed.trade().price().places(), RoundingMode.HALF_UP),
                summed.day().low(),
                summed.day().high(),
                change,
                change.shifted(2).dividedBy(summed.day().open(), PCT_PLACES, RoundingMode.HALF_UP),
                Stamp.utc(summed.tsUs()));
    }

    private static String trade(String symbol, Traded traded) {
        return """
                {"symbol":"%s","side":"%s","price":%s,"qty":%s,"ord_type":"limit","trade_id":%d,"timestamp":"%s"}""".formatted(
                symbol, traded.side().text(), traded.price(), traded.size(), traded.number(), Stamp.utc(traded.tsUs()));
    }

    private static String book(StreamKey stream, Booked booked, Levels bids, Levels asks) {
        return """
                {"symbol":"%s","bids":[%s],"asks":[%s],"checksum":%d,"timestamp":"%s"}""".formatted(
                        stream.symbol(),
                        Text.each(bids, LEVEL),
                        Text.each(asks, LEVEL),
                        Crc.of(booked.after().bids(USUAL_DEPTH), booked.after().asks(USUAL_DEPTH)),
                        Stamp.utc(booked.tsUs()));
    }
}
