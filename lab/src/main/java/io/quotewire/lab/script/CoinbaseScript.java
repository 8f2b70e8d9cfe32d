package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.Stages;
import io.quotewire.lab.stage.Stamp;
import io.quotewire.lab.stage.StreamKey;
import io.quotewire.model.Levels;
import io.quotewire.model.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Exchange. Decimals are texts, ids and sequences numbers; a match has the side of the maker, a ticker that of the
 * taker.
 *
 * <p>The ticker is told with each match. A new subscriber is told the latest ticker, the last match, and the whole book. The
 * limits, as of 2026-07: 8 attempts to connect a second and address, 20 at once; 100 messages a second; something subscribed
 * to within 5 s; REST 10 requests a second and address, 15 at once.
 *
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/channels">channels</a>
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/rate-limits">limits</a>
 */
final class CoinbaseScript implements Script {
    static final String VENUE = "coinbase";
    private static final Limits LIMITS = Limits.of(
                    new Rate(20, Duration.ofMillis(2_500)), new Rate(15, Duration.ofMillis(1_500)))
            .withMessages(new Rate(100, Duration.ofSeconds(1)), false)
            .withStreams(0, Duration.ofSeconds(5), Duration.ZERO);

    private final Stage stage = Stages.of(VENUE);

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<StreamKey> streams(Happening happening) {
        String product = happening.listing().instrument().toString();
        return switch (happening) {
            case Quoted ignored -> List.of();
            case Traded ignored -> List.of(new StreamKey("matches", product));
            case Summed ignored -> List.of(new StreamKey("ticker", product));
            case Booked ignored -> List.of(new StreamKey("level2_batch", product));
        };
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        return Text.bytes(
                switch (happening) {
                    case Quoted quoted ->
                        throw new IllegalArgumentException("Coinbase has no stream of quotes: " + quoted);
                    case Traded traded -> match("match", traded);
                    case Summed summed -> ticker(summed);
                    case Booked booked -> changes(stream.symbol(), booked);
                });
    }

    @Override
    public byte[] first(Happening latest, StreamKey stream) {
        return switch (latest) {
            case Traded traded -> Text.bytes(match("last_match", traded));
            case Booked booked -> Text.bytes(snapshot(stream.symbol(), booked));
            default -> frame(latest, stream);
        };
    }

    @Override
    public byte @Nullable [] beat(StreamKey stream, Floor floor, long nowUs) {
        if (!stream.channel().equals("heartbeat")) {
            return null;
        }
        VenueView venue = new VenueView(VENUE, floor, Object::toString);
        return venue.named(List.of(stream.symbol())).stream()
                .flatMap(pair -> venue.newestTrades(pair, 1))
                .map(traded -> Text.bytes(
                        """
                        {"type":"heartbeat","last_trade_id":%d,"product_id":"%s","sequence":%d,"time":"%s"}""".formatted(traded.number(), stream.symbol(), traded.sequence(), Stamp.utc(nowUs))))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return CoinbaseRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return CoinbaseRest.BOOK.matcher(uri).lookingAt();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        return new Answer(429, 1, "{\"message\":\"Public rate limit exceeded\"}");
    }

    private static String match(String type, Traded traded) {
        return """
                {"type":"%s","trade_id":%d,"maker_order_id":"%s","taker_order_id":"%s","side":"%s","size":"%s",\
                "price":"%s","product_id":"%s","sequence":%d,"time":"%s"}""".formatted(
                        type,
                        traded.number(),
                        order(traded.number(), 1),
                        order(traded.number(), 2),
                        maker(traded.side()),
                        traded.size(),
                        traded.price(),
                        traded.listing().instrument(),
                        traded.sequence(),
                        Stamp.utc(traded.tsUs()));
    }

    private static String ticker(Summed summed) {
        return """
                {"type":"ticker","sequence":%d,"product_id":"%s","price":"%s","open_24h":"%s","volume_24h":"%s",\
                "low_24h":"%s","high_24h":"%s","volume_30d":"%5$s","best_bid":"%8$s","best_bid_size":"%9$s",\
                "best_ask":"%10$s","best_ask_size":"%11$s","side":"%12$s","time":"%13$s","trade_id":%14$d,\
                "last_size":"%15$s"}""".formatted(
                        summed.trade().sequence(),
                        summed.listing().instrument(),
                        summed.trade().price(),
                        summed.day().open(),
                        summed.day().volume(),
                        summed.day().low(),
                        summed.day().high(),
                        summed.quote().bid(),
                        summed.quote().bidSize(),
                        summed.quote().ask(),
                        summed.quote().askSize(),
                        summed.trade().side().text(),
                        Stamp.utc(summed.tsUs()),
                        summed.trade().number(),
                        summed.trade().size());
    }

    private static String snapshot(String product, Booked booked) {
        return """
                {"type":"snapshot","product_id":"%s","asks":%s,"bids":%s,"time":"%s"}""".formatted(
                        product,
                        Text.pairs(booked.after().asks(Book.WHOLE), ""),
                        Text.pairs(booked.after().bids(Book.WHOLE), ""),
                        Stamp.utc(booked.tsUs()));
    }

    private static String changes(String product, Booked booked) {
        List<String> changes = new ArrayList<>();
        add(changes, "buy", booked.bids(Book.WHOLE, true));
        add(changes, "sell", booked.asks(Book.WHOLE, true));
        return "{\"type\":\"l2update\",\"product_id\":\"" + product + "\",\"changes\":[" + String.join(",", changes)
                + "],\"time\":\"" + Stamp.utc(booked.tsUs()) + "\"}";
    }

    private static void add(List<String> changes, String side, Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            changes.add("[\"" + side + "\",\"" + levels.price(i) + "\",\"" + levels.size(i) + "\"]");
        }
    }

    static String maker(Side taker) {
        return taker == Side.BUY ? "sell" : "buy";
    }

    private static String order(long trade, int side) {
        return "%08x-0000-4000-8000-%012x".formatted(trade & 0xFFFF_FFFFL, 2 * trade + side);
    }
}
