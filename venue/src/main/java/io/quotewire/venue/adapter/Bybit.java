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
import io.quotewire.venue.frame.Envelope;
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
 * Bybit spot, public WebSocket API v5.
 *
 * <p>A {@code topic} ends in the symbol. All but books come as {@code snapshot} only. A book begins with one and goes on in
 * {@code delta}s whose {@code u} counts up by one; a new snapshot may come at any time, and {@code u} of 1 is one, too: Bybit
 * has started over. A trade has a name, {@code i}, and no number that is said to be consecutive. We take the book of 1000
 * levels: it is the one whose {@code u} the REST answer has, with fewer levels. It advises to ping every 20 s.
 *
 * @see <a href="https://bybit-exchange.github.io/docs/v5/ws/connect">connect</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/websocket/public/orderbook">orderbook</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/market/orderbook">orderbook over REST</a>
 */
final class Bybit implements VenueAdapter {
    private static final Duration PING_EVERY = Duration.ofSeconds(20);
    private static final Profile PROFILE = new Profile(
            "bybit",
            URI.create("wss://stream.bybit.com/v5/public/spot"),
            URI.create("https://api.bybit.com"),
            new RestCall("/v5/market/instruments-info?category=spot", 1),
            List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Text("{\"op\":\"ping\"}", "", PING_EVERY, Duration.ofSeconds(5), PING_EVERY),
            Duration.ofSeconds(10),
            10,
            300,
            "none",
            new BookPlan(BookPlan.Start.STREAM, "sequence", true));

    private static final InstrumentShape INSTRUMENTS = new InstrumentShape(
            "result.list",
            "",
            "symbol",
            "baseCoin",
            "quoteCoin",
            "priceFilter.tickSize",
            "lotSizeFilter.basePrecision",
            entry -> !entry.containsKey("contractType"),
            entry -> "Trading".equals(entry.get("status")));

    private static final int DEPTH = 1_000;
    private static final int REST_DEPTH = 200;
    private static final Channels CHANNELS = BybitReplies.CHANNELS;

    /** The book that we do not ask for, but understand. */
    private static final Channels SHALLOW = new Channels("tickers", "orderbook.1", "publicTrade", "orderbook.200");

    private static final Name SNAPSHOT = Name.of("snapshot");
    private static final Name DELTA = Name.of("delta");

    private static final Keys ENVELOPE =
            Keys.of("topic type ts data op success ret_msg req_id").usually("topic ts type data cts");

    private static final int TOPIC = 0;
    private static final int TYPE = 1;
    private static final int TS = 2;
    private static final int DATA = 3;

    /** The figures in the order of {@link Figure}'s columns; spot says nothing of the best bid and offer here. */
    private static final Keys TICKER = Keys.of(
                    "lastPrice bid1Price bid1Size ask1Price ask1Size prevPrice24h highPrice24h lowPrice24h volume24h symbol")
            .usually(
                    "symbol lastPrice highPrice24h lowPrice24h prevPrice24h volume24h turnover24h price24hPcnt usdIndexPrice");

    private static final Keys BOOK = Keys.of("s b a u").usually("s b a u seq");
    private static final int SYMBOL = 0;
    private static final int BIDS = 1;
    private static final int ASKS = 2;

    private static final Keys TRADE = Keys.of("i T p v S s").usually("i T p v S seq s BT RPI");
    private static final int NAME = 0;
    private static final int TIME = 1;
    private static final int PRICE = 2;
    private static final int SIZE = 3;
    private static final int SIDE = 4;

    private static final Keys ANSWER = Keys.of("retCode result");
    private static final int CODE = 0;
    private static final int RESULT = 1;

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote();
    }

    @Override
    public String message(Request request) {
        String topic = "\"" + CHANNELS.name(request.channel()) + ".%s\"";
        String topics = request.symbols().stream().map(topic::formatted).collect(Collectors.joining(","));
        String op = request.subscribe() ? "subscribe" : "unsubscribe";
        return "{\"req_id\":\"%d\",\"op\":\"%s\",\"args\":[%s]}".formatted(request.id(), op, topics);
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return INSTRUMENTS.read(this, body);
    }

    @Override
    public RestCall bookCall(String symbol) {
        return new RestCall("/v5/market/orderbook?category=spot&symbol=" + symbol + "&limit=" + REST_DEPTH, 1);
    }

    @Override
    public void bookAnswer(Frame frame, Listing listing, FrameSink sink) {
        Depth depth = frame.depth();
        long code = 0;
        frame.object();
        for (int key = frame.key(ANSWER); key != Frame.END; key = frame.key(ANSWER)) {
            switch (key) {
                case CODE -> code = frame.integer();
                case RESULT -> depth = book(frame, true, REST_DEPTH);
                default -> frame.skip();
            }
        }
        if (code != 0 || !frame.symbolText().equals(symbol(listing.instrument()))) {
            throw frame.malformed("the book of " + listing);
        }
        depth.snapshot(depth.longest() < REST_DEPTH ? Extent.WHOLE : Extent.PART);
        depth.tell(frame, listing, 0, sink);
    }

    @Override
    public CandleShape candles() {
        return BybitCandles.SHAPE;
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        int data = -1;
        long topic = 0;
        long type = 0;
        long ts = 0;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            switch (key) {
                case TOPIC -> topic = frame.beforeSymbol(frame.text(), '.');
                case TYPE -> type = frame.text();
                case TS -> ts = frame.millis(frame.integer());
                case DATA -> data = Envelope.once(frame, data);
                case Frame.OTHER -> frame.skip();
                default -> {
                    frame.rewind(start);
                    BybitReplies.read(frame, sink);
                    return;
                }
            }
        }
        if (topic == 0 || type == 0 || ts == 0 || data < 0) {
            throw frame.malformed("one topic, type, ts and data, or an answer");
        }
        int behind = frame.mark();
        frame.rewind(data);
        data(frame, topic, type, ts, symbols, sink);
        frame.rewind(behind);
    }

    private static void data(Frame frame, long topic, long type, long tsUs, Symbols symbols, FrameSink sink) {
        boolean snapshot = frame.is(type, SNAPSHOT);
        if (!snapshot && !frame.is(type, DELTA)) {
            throw frame.malformed("a snapshot or a delta");
        }
        Channel deep = CHANNELS.named(frame, topic);
        Channel channel = deep == null ? SHALLOW.named(frame, topic) : deep;
        boolean ours = channel != null && (snapshot || channel == Channel.BOOK);
        Listing listing = ours ? symbols.find(frame, sink) : null;
        if (channel == null || listing == null) {
            if (!ours) { // Futures tell what changed in a ticker; spot never does.
                sink.unknown(channel == null ? "channel" : "event");
            }
            frame.skip();
            return;
        }
        switch (channel) {
            case TICKER -> ticker(frame, listing, tsUs, sink);
            case TRADES -> trades(frame, listing, sink);
            case QUOTE -> sink.event(book(frame, true, 1).quote(frame, listing, tsUs));
            case BOOK -> book(frame, snapshot, deep == null ? 200 : DEPTH).tell(frame, listing, tsUs, sink);
        }
    }

    private static void ticker(Frame frame, Listing listing, long tsUs, FrameSink sink) {
        Figures figures = frame.figures();
        frame.object();
        for (int key = frame.key(TICKER); key != Frame.END; key = frame.key(TICKER)) {
            switch (key) {
                case Figure.COLUMNS -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.read(frame, key);
            }
        }
        sink.event(figures.ticker(frame, listing, tsUs));
    }

    /** Reads the state of a book with so many levels a side, or what has changed in it. */
    private static Depth book(Frame frame, boolean snapshot, int window) {
        Depth depth = frame.depth();
        long update = 0;
        frame.object();
        for (int key = frame.key(BOOK); key != Frame.END; key = frame.key(BOOK)) {
            switch (key) {
                case SYMBOL -> frame.symbol();
                case BIDS -> depth.readBids(frame);
                case ASKS -> depth.readAsks(frame);
                case Frame.OTHER -> frame.skip();
                default -> update = frame.integer();
            }
        }
        boolean state = snapshot || update == 1; // Bybit has started over.
        depth.numbers(update, update);
        depth.snapshot(state ? Extent.window(window) : null);
        depth.require(frame);
        return depth;
    }

    private static void trades(Frame frame, Listing listing, FrameSink sink) {
        for (frame.array(); frame.item(); ) {
            Deal deal = frame.deal();
            long time = 0;
            frame.object();
            for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
                switch (key) {
                    case NAME -> deal.readId(frame);
                    case TIME -> time = frame.integer();
                    case PRICE -> deal.readPrice(frame);
                    case SIZE -> deal.readSize(frame);
                    case SIDE -> deal.readSide(frame);
                    case Frame.OTHER -> frame.skip();
                    default -> frame.symbol();
                }
            }
            deal.tell(frame, listing, frame.millis(time), sink);
        }
    }
}
