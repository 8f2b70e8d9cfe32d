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
import io.quotewire.model.Decimal;
import io.quotewire.model.Levels;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Advanced Trade. All values are texts but the number of the message, which the stage puts in for each connection.
 *
 * <p>The ticker is told with each match. Every stream begins with a snapshot. The limits are those that the house publishes
 * for its other feed.
 *
 * @see <a href="https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels">channels</a>
 * @see <a href="https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-rate-limits">limits</a>
 */
final class CoinbaseAdvancedScript implements Script {
    static final String VENUE = "coinbase-advanced";
    private static final Limits LIMITS = Limits.of(
                    new Rate(20, Duration.ofMillis(2_500)), new Rate(15, Duration.ofMillis(1_500)))
            .withMessages(new Rate(100, Duration.ofSeconds(1)), false)
            .withStreams(0, Duration.ofSeconds(5), Duration.ZERO);
    private static final int PCT_PLACES = 14;

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
            case Traded ignored -> List.of(new StreamKey("market_trades", product));
            case Summed ignored -> List.of(new StreamKey("ticker", product));
            case Booked ignored -> List.of(new StreamKey("level2", product));
        };
    }

    @Override
    public byte[] frame(Happening happening, StreamKey stream) {
        return told(happening, stream, "update");
    }

    @Override
    public byte[] first(Happening latest, StreamKey stream) {
        return told(latest, stream, "snapshot");
    }

    private static byte[] told(Happening happening, StreamKey stream, String type) {
        boolean whole = type.equals("snapshot");
        String channel = stream.channel().equals("level2") ? "l2_data" : stream.channel();
        String event = switch (happening) {
            case Quoted quoted -> throw new IllegalArgumentException("Coinbase has no stream of quotes: " + quoted);
            case Traded traded -> "\"trades\":[" + trade(traded) + "]";
            case Summed summed -> "\"tickers\":[" + ticker(summed) + "]";
            case Booked booked ->
                "\"product_id\":\"" + stream.symbol() + "\",\"updates\":[" + levels(booked, whole) + "]";
        };
        return Text.bytes(head(channel, happening.tsUs()) + "{\"type\":\"" + type + "\"," + event + "}]}");
    }

    @Override
    public byte @Nullable [] beat(StreamKey stream, Floor floor, long nowUs) {
        if (!stream.channel().equals("heartbeats")) {
            return null;
        }
        String at = Stamp.utc(nowUs).replace('T', ' ').replace("Z", " +0000 UTC");
        return Text.bytes(head("heartbeats", nowUs) + "{\"current_time\":\"" + at + "\",\"heartbeat_counter\":"
                + nowUs / 1_000_000 % 1_000_000 + "}]}");
    }

    private static String head(String channel, long atUs) {
        return "{\"channel\":\"" + channel + "\",\"timestamp\":\"" + Stamp.utc(atUs)
                + "\",\"sequence_num\":0,\"events\":[";
    }

    @Override
    public @Nullable Answer answer(String uri, Floor floor, long nowUs) {
        return CoinbaseAdvancedRest.answer(uri, floor, nowUs);
    }

    @Override
    public boolean isBook(String uri) {
        return uri.startsWith(CoinbaseAdvancedRest.BOOK + "?");
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Answer tooMany(boolean banned, long untilUs) {
        return new Answer(429, 1, "{\"message\":\"Public rate limit exceeded\"}");
    }

    /** The side is the maker's. */
    static String trade(Traded traded) {
        return """
                {"product_id":"%s","trade_id":"%d","price":"%s","size":"%s","time":"%s","side":"%s"}""".formatted(
                        traded.listing().instrument(),
                        traded.number(),
                        traded.price(),
                        traded.size(),
                        Stamp.utc(traded.tsUs()),
                        CoinbaseScript.maker(traded.side()).toUpperCase(Locale.ROOT));
    }

    private static String ticker(Summed summed) {
        Decimal change = summed.trade().price().minus(summed.day().open());
        return """
                {"type":"ticker","product_id":"%s","price":"%s","volume_24_h":"%s","low_24_h":"%s","high_24_h":"%s",\
                "low_52_w":"%4$s","high_52_w":"%5$s","price_percent_chg_24_h":"%6$s","best_bid":"%7$s","best_ask":"%8$s",\
                "best_bid_quantity":"%9$s","best_ask_quantity":"%10$s"}""".formatted(
                        summed.listing().instrument(),
                        summed.trade().price(),
                        summed.day().volume(),
                        summed.day().low(),
                        summed.day().high(),
                        change.shifted(2).dividedBy(summed.day().open(), PCT_PLACES, RoundingMode.HALF_UP),
                        summed.quote().bid(),
                        summed.quote().ask(),
                        summed.quote().bidSize(),
                        summed.quote().askSize());
    }

    private static String levels(Booked booked, boolean whole) {
        List<String> levels = new ArrayList<>();
        String time = Stamp.utc(booked.tsUs());
        Book after = booked.after();
        add(levels, "bid", time, whole ? after.bids(Book.WHOLE) : booked.bids(Book.WHOLE, true));
        add(levels, "offer", time, whole ? after.asks(Book.WHOLE) : booked.asks(Book.WHOLE, true));
        return String.join(",", levels);
    }

    private static void add(List<String> target, String side, String time, Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            target.add("{\"side\":\"" + side + "\",\"event_time\":\"" + time + "\",\"price_level\":\"" + levels.price(i)
                    + "\",\"new_quantity\":\"" + levels.size(i) + "\"}");
        }
    }
}
