package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.Profile;
import io.quotewire.venue.Profile.KeepAlive;
import io.quotewire.venue.Request;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.frame.Deal;
import io.quotewire.venue.frame.Depth;
import io.quotewire.venue.frame.Figures;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.Name;
import io.quotewire.venue.frame.Symbols;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Coinbase Exchange, the market data feed that needs no account.
 *
 * <p>A message is one flat object with a {@code type}. Values are texts; trade numbers are numbers, one by one per product.
 * The side of a trade is the maker's, and the taker's is the other one. The ticker comes with each trade, and so does its
 * quote: there is no channel of the best price alone. A book begins whole, with tens of thousands of levels, and its changes
 * bear no number: a loss cannot be seen. {@code last_match}, on subscribing, repeats the last trade.
 *
 * <p>An answer lists all that is subscribed, channels by other names than in the request: {@code level2_batch} is {@code
 * level2_50} there. A refusal names neither request nor channel, a product perhaps; nothing of its request is done. With each
 * ticker we ask for heartbeats, one a second, so that a quiet market is told from a dead connection.
 *
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/channels">channels</a>
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/rate-limits">limits</a>
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-trades">trades</a>
 */
final class Coinbase implements VenueAdapter {
    private static final Profile PROFILE = new Profile(
            "coinbase",
            URI.create("wss://ws-feed.exchange.coinbase.com"),
            URI.create("https://api.exchange.coinbase.com"),
            new RestCall("/products", 1),
            List.of(Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Protocol(Duration.ofSeconds(10), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            50,
            300,
            "sequence",
            new BookPlan(BookPlan.Start.STREAM, "none"));

    /** Most trades that one answer may have. */
    private static final int PAGE = 1_000;

    private static final List<String> HALTS = List.of("trading_disabled", "cancel_only", "post_only");
    private static final InstrumentShape PRODUCTS = new InstrumentShape(
            "",
            "",
            "id",
            "base_currency",
            "quote_currency",
            "quote_increment",
            "base_increment",
            entry -> true,
            entry -> "online".equals(entry.get("status"))
                    && HALTS.stream().noneMatch(halt -> "true".equals(entry.get(halt))));

    private static final Channels CHANNELS = new Channels("ticker", "", "matches", "level2_batch");

    private static final Keys TYPE = Keys.of("type").usually("type");
    private static final Name TICK = Name.of("ticker");
    private static final Name MATCH = Name.of("match");
    private static final Name LAST_MATCH = Name.of("last_match");
    private static final Name SNAPSHOT = Name.of("snapshot");
    private static final Name UPDATE = Name.of("l2update");
    private static final Name HEARTBEAT = Name.of("heartbeat");
    private static final Name SUBSCRIPTIONS = Name.of("subscriptions");
    private static final Name ERROR = Name.of("error");

    /** The figures in the order of {@link Figure}'s columns. */
    private static final Keys TICKER =
            Keys.of("price best_bid best_bid_size best_ask best_ask_size open_24h high_24h low_24h"
                    + " volume_24h time product_id");

    private static final int TICKER_TIME = Figure.COLUMNS;
    private static final int TICKER_PRODUCT = TICKER_TIME + 1;

    private static final Keys TRADE = Keys.of("trade_id price size side time product_id");
    private static final int NUMBER = 0;
    private static final int PRICE = 1;
    private static final int SIZE = 2;
    private static final int SIDE = 3;
    private static final int TRADE_TIME = 4;

    private static final Keys BOOK = Keys.of("product_id bids asks changes time");
    private static final int BIDS = 1;
    private static final int ASKS = 2;
    private static final int CHANGES = 3;
    private static final int BOOK_TIME = 4;
    private static final int SIDES = (1 << BIDS) | (1 << ASKS);
    private static final Name BUY = Name.of("buy");
    private static final Name SELL = Name.of("sell");

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + "-" + instrument.quote();
    }

    @Override
    public String message(Request request) {
        String products = request.symbols().stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
        String channel = "{\"name\":\"%s\",\"product_ids\":[" + products + "]}";
        String channels = channel.formatted(CHANNELS.name(request.channel()));
        if (request.channel() == Channel.TICKER) {
            channels += "," + channel.formatted(HEARTBEAT);
        }
        return "{\"type\":\"%s\",\"channels\":[%s]}"
                .formatted(request.subscribe() ? "subscribe" : "unsubscribe", channels);
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return PRODUCTS.read(this, body);
    }

    /** Trades are listed from the newest to the oldest, and end before the one named. */
    @Override
    public RestCall tradesCall(String symbol, long first, long last) {
        long end = Math.min(last + 1, first + PAGE);
        return new RestCall("/products/" + symbol + "/trades?limit=" + PAGE + "&after=" + end, 1);
    }

    @Override
    public void tradesAnswer(Frame frame, Listing listing, FrameSink sink) {
        for (frame.array(); frame.item(); ) {
            Deal deal = frame.deal();
            deal.late(true);
            deal.tell(frame, listing, read(frame, deal), sink);
        }
    }

    @Override
    public CandleShape candles() {
        return CoinbaseCandles.SHAPE;
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        long type = 0;
        frame.object();
        while (type == 0) {
            switch (frame.key(TYPE)) {
                case Frame.END -> throw frame.malformed("a type");
                case Frame.OTHER -> frame.skip();
                default -> type = frame.text();
            }
        }
        frame.rewind(start);
        if (frame.is(type, UPDATE) || frame.is(type, SNAPSHOT)) {
            book(frame, frame.is(type, SNAPSHOT), symbols, sink);
        } else if (frame.is(type, TICK)) {
            ticker(frame, symbols, sink);
        } else if (frame.is(type, MATCH) || frame.is(type, LAST_MATCH)) {
            trade(frame, symbols, sink);
        } else if (frame.is(type, SUBSCRIPTIONS) || frame.is(type, ERROR)) {
            CoinbaseReplies.read(frame, frame.is(type, ERROR), PROFILE.channels(), sink);
        } else {
            frame.skip();
            if (!frame.is(type, HEARTBEAT)) {
                sink.unknown("channel");
            }
        }
    }

    private static void ticker(Frame frame, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        long tsUs = 0;
        frame.object();
        for (int key = frame.key(TICKER); key != Frame.END; key = frame.key(TICKER)) {
            switch (key) {
                case TICKER_TIME -> tsUs = frame.instant();
                case TICKER_PRODUCT -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.read(frame, key);
            }
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            sink.event(figures.ticker(frame, listing, tsUs));
        }
    }

    private static void trade(Frame frame, Symbols symbols, FrameSink sink) {
        Deal deal = frame.deal();
        long tsUs = read(frame, deal);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            deal.tell(frame, listing, tsUs, sink);
        }
    }

    /** Reads a trade and gives its time. */
    private static long read(Frame frame, Deal deal) {
        long tsUs = 0;
        frame.object();
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
            switch (key) {
                case NUMBER -> deal.number(frame.integer());
                case PRICE -> deal.readPrice(frame);
                case SIZE -> deal.readSize(frame);
                case SIDE -> deal.readMakersSide(frame);
                case TRADE_TIME -> tsUs = frame.instant();
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        return tsUs;
    }

    private static void book(Frame frame, boolean snapshot, Symbols symbols, FrameSink sink) {
        Depth depth = frame.depth();
        long tsUs = 0;
        int read = 0;
        frame.object();
        for (int key = frame.key(BOOK); key != Frame.END; key = frame.key(BOOK)) {
            switch (key) {
                case BIDS -> depth.readBids(frame);
                case ASKS -> depth.readAsks(frame);
                case CHANGES -> changes(frame, depth);
                case BOOK_TIME -> tsUs = frame.instant();
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
            read |= key == Frame.OTHER ? 0 : 1 << key;
        }
        if ((read & (SIDES | 1 << CHANGES)) != (snapshot ? SIDES : 1 << CHANGES)) {
            throw frame.malformed("bids and asks, or changes");
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            if (snapshot) {
                depth.snapshot(Extent.WHOLE);
            }
            depth.tell(frame, listing, tsUs, sink);
        }
    }

    /** {@code [["buy","63507.67","0.00000000"],…]}. */
    private static void changes(Frame frame, Depth depth) {
        for (frame.array(); frame.item(); ) {
            long side = 0;
            frame.array();
            for (int column = 0; frame.item(); column++) {
                switch (column) {
                    case 0 -> side = frame.text();
                    case 1 -> depth.readPrice(frame);
                    case 2 -> depth.readSize(frame);
                    default -> frame.skip();
                }
            }
            boolean buy = side != 0 && frame.is(side, BUY);
            if (!buy && (side == 0 || !frame.is(side, SELL))) {
                throw frame.malformed("buy or sell");
            }
            depth.add(frame, buy);
        }
    }
}
