package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.Profile;
import io.quotewire.venue.Profile.KeepAlive;
import io.quotewire.venue.Request;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.frame.Deal;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.Symbols;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Coinbase Advanced Trade, the channels that need no account.
 *
 * <p>A message names its channel and time, lists events, and bears a number that counts all messages of the connection, also
 * those that mean nothing to us. Values are texts, trade numbers too. The side of a trade is the maker's: in the recording of
 * August 2026 it is so in 59 of 60 trades that lie off the middle of the best prices. Trades are listed from the newest to
 * the oldest; on subscribing come the last hundred, of which only the newest is news. Channels that are silent for a minute
 * are closed unless the heartbeats are subscribed too, so we begin with them.
 *
 * <p>Products in USDC that are an alias of those in USD cannot be had here: their data come under the other name.
 *
 * @see <a href="https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels">channels</a>
 * @see <a href="https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-rate-limits">limits</a>
 */
final class CoinbaseAdvanced implements VenueAdapter {
    private static final String PRODUCTS_PATH = "/api/v3/brokerage/market/products";

    private static final Profile PROFILE = new Profile(
            "coinbase-advanced",
            URI.create("wss://advanced-trade-ws.coinbase.com"),
            URI.create("https://api.coinbase.com"),
            new RestCall(PRODUCTS_PATH + "?product_type=SPOT", 1),
            List.of(Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Protocol(Duration.ofSeconds(10), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            50,
            300,
            "sequence",
            new BookPlan(BookPlan.Start.STREAM, "sequence"));

    private static final List<String> HALTS =
            List.of("is_disabled", "trading_disabled", "cancel_only", "post_only", "view_only");
    private static final InstrumentShape PRODUCTS = new InstrumentShape(
            "products",
            "",
            "product_id",
            "base_currency_id",
            "quote_currency_id",
            "price_increment",
            "base_increment",
            entry -> "SPOT".equals(entry.get("product_type"))
                    && entry.getOrDefault("alias", "").isEmpty(),
            entry -> "online".equals(entry.get("status"))
                    && HALTS.stream().noneMatch(halt -> "true".equals(entry.get(halt))));

    private static final Channels ASKED = new Channels("ticker", "", "market_trades", "level2");

    private static final Keys ENVELOPE = Keys.of("channel timestamp sequence_num events type message")
            .usually("channel timestamp sequence_num events");

    private static final int CHANNEL = 0;
    private static final int TIMESTAMP = 1;
    private static final int SEQUENCE = 2;
    private static final int EVENTS = 3;
    private static final int ERROR_TYPE = 4;
    private static final int ERROR_TEXT = 5;

    private static final Keys ANSWER = Keys.of("trades");

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + "-" + instrument.quote();
    }

    @Override
    public String greeting() {
        return "{\"type\":\"subscribe\",\"channel\":\"%s\"}".formatted(CoinbaseAdvancedEvents.HEARTBEATS);
    }

    @Override
    public String message(Request request) {
        String products = request.symbols().stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
        String type = request.subscribe() ? "subscribe" : "unsubscribe";
        return "{\"type\":\"%s\",\"product_ids\":[%s],\"channel\":\"%s\"}"
                .formatted(type, products, ASKED.name(request.channel()));
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return PRODUCTS.read(this, body);
    }

    /** They come by time, not by number: the latest. */
    @Override
    public RestCall tradesCall(String symbol, long first, long last) {
        return new RestCall(PRODUCTS_PATH + "/" + symbol + "/ticker?limit=1000", 1);
    }

    @Override
    public void tradesAnswer(Frame frame, Listing listing, FrameSink sink) {
        boolean found = false;
        frame.object();
        for (int key = frame.key(ANSWER); key != Frame.END; key = frame.key(ANSWER)) {
            if (key == Frame.OTHER) {
                frame.skip();
                continue;
            }
            found = true;
            for (frame.array(); frame.item(); ) {
                Deal deal = frame.deal();
                deal.late(true);
                deal.tell(frame, listing, CoinbaseAdvancedEvents.read(frame, deal), sink);
            }
        }
        if (!found) {
            throw frame.malformed("trades");
        }
    }

    @Override
    public CandleShape candles() {
        return CoinbaseAdvancedCandles.SHAPE;
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        int waiting = -1;
        boolean told = false;
        long channel = 0;
        long tsUs = -1;
        long number = -1;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            if (key >= ERROR_TYPE) {
                frame.rewind(start);
                error(frame, sink);
                return;
            } else if (key == CHANNEL) {
                channel = frame.text();
            } else if (key == TIMESTAMP) {
                tsUs = frame.instant();
            } else if (key == SEQUENCE) {
                number = frame.integer();
            } else if (key == EVENTS && channel != 0 && tsUs >= 0 && !told) {
                CoinbaseAdvancedEvents.read(frame, channel, tsUs, symbols, sink);
                told = true;
            } else {
                waiting = key == EVENTS ? frame.mark() : waiting;
                frame.skip();
            }
        }
        if (channel == 0 || tsUs < 0 || number < 0 || told == waiting >= 0) {
            throw frame.malformed("a channel, a timestamp, a sequence_num and events, or an error");
        }
        sink.numbered(number);
        if (!told) {
            int behind = frame.mark();
            frame.rewind(waiting);
            CoinbaseAdvancedEvents.read(frame, channel, tsUs, symbols, sink);
            frame.rewind(behind);
        }
    }

    /** {@code {"type":"error","message":"authentication failure"}}: it names neither request nor channel. */
    private static void error(Frame frame, FrameSink sink) {
        String type = "";
        String message = "";
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            switch (key) {
                case ERROR_TYPE -> type = frame.string();
                case ERROR_TEXT -> message = frame.scalar();
                default -> frame.skip();
            }
        }
        if (type.equals("error")) {
            sink.refused(message, 0, null, null);
        } else {
            sink.unknown("event");
        }
    }
}
