package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.Side;
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
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binance spot, market data streams. Binance US speaks the same.
 *
 * <p>We connect to {@code /stream}, where each event comes in a wrapper that names its stream; events without the wrapper
 * are understood too, by their type {@code e}, which only the best price has not. Decimals are texts, ids and times are
 * numbers. {@code @bookTicker} is numbered by the book's update id {@code u} and bears no time. {@code @trade} counts its
 * trades by {@code t}; where the buyer was the maker, {@code m}, a seller took. A side without orders is printed as zeros.
 * {@code @depth@100ms} tells changes {@code U} to {@code u} of a book; its state is asked for over REST.
 * An answer to a request names its id only. A {@code serverShutdown} event announces that the connection will be closed.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md">streams</a>
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md">exchangeInfo, depth, trades</a>
 */
final class Binance implements VenueAdapter {
    private static final Profile PROFILE = new Profile(
            "binance",
            URI.create("wss://data-stream.binance.vision/stream"),
            URI.create("https://data-api.binance.vision"),
            new RestCall("/api/v3/exchangeInfo?permissions=SPOT&showPermissionSets=false", 20),
            List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Protocol(Duration.ofSeconds(15), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            100,
            200,
            "sequence",
            new BookPlan(BookPlan.Start.REST, "sequence", true),
            Duration.ofHours(24));

    private static final InstrumentShape INSTRUMENTS = new InstrumentShape(
            "symbols",
            "filterType",
            "symbol",
            "baseAsset",
            "quoteAsset",
            "PRICE_FILTER.tickSize",
            "LOT_SIZE.stepSize",
            entry -> "true".equals(entry.get("isSpotTradingAllowed")),
            entry -> "TRADING".equals(entry.get("status")));

    private static final Channels STREAMS = new Channels("ticker", "bookTicker", "trade", "depth@100ms");
    private static final Channels TYPES = new Channels("24hrTicker", "bookTicker", "trade", "depthUpdate");
    private static final Name SHUTDOWN = Name.of("serverShutdown");
    private static final Keys ENVELOPE =
            Keys.of("stream data e u result id error code msg").usually("stream data");
    private static final int STREAM = 0;
    private static final int DATA = 1;
    private static final int TYPE = 2;
    private static final int UPDATE = 3;
    private static final int RESULT = 4;
    private static final int ID = 5;
    private static final int ERROR = 6;
    private static final int CODE = 7;
    private static final int MSG = 8;

    private static final Keys TICKER = Keys.of("c b B a A o h l v E s"); // As Figures.readMembers wants them.
    private static final Keys QUOTE = Keys.of("c b B a A o h l v E s u").usually("u s b B a A");
    private static final Keys DEPTH = Keys.of("b a u U E s");
    private static final Keys STATE = Keys.of("bids asks lastUpdateId");
    private static final int BIDS = 0;
    private static final int ASKS = 1;
    private static final int LAST = 2;
    private static final int FIRST = 3;
    private static final int EVENT_TIME = 4;
    private static final int LEVELS = 1_000;
    private static final Keys TRADE = Keys.of("t p q T m s");
    private static final Keys PAST_TRADE = Keys.of("id price qty time isBuyerMaker");
    private static final int NUMBER = 0;
    private static final int PRICE = 1;
    private static final int SIZE = 2;
    private static final int TIME = 3;
    private static final int BUYER_MADE = 4;

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
        String stream = "\"%s@" + STREAMS.name(request.channel()) + "\"";
        String streams = request.symbols().stream()
                .map(symbol -> stream.formatted(symbol.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(","));
        return "{\"method\":\"%sSUBSCRIBE\",\"params\":[%s],\"id\":%d}"
                .formatted(request.subscribe() ? "" : "UN", streams, request.id());
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return INSTRUMENTS.read(this, body);
    }

    @Override
    public RestCall bookCall(String symbol) {
        return new RestCall("/api/v3/depth?symbol=%s&limit=%d".formatted(symbol, LEVELS), 50);
    }

    @Override
    public void bookAnswer(Frame frame, Listing listing, FrameSink sink) {
        Depth depth = frame.depth();
        depth.snapshot(Extent.PART);
        read(frame, depth, STATE);
        depth.snapshot(depth.longest() < LEVELS ? Extent.WHOLE : Extent.PART);
        depth.tell(frame, listing, 0, sink);
    }

    /** The address for market data only has no {@code historicalTrades}: what is missing must be among the last thousand. */
    @Override
    public RestCall tradesCall(String symbol, long first, long last) {
        return new RestCall("/api/v3/trades?symbol=%s&limit=1000".formatted(symbol), 25);
    }

    @Override
    public void tradesAnswer(Frame frame, Listing listing, FrameSink sink) {
        for (frame.array(); frame.item(); ) {
            Deal deal = frame.deal();
            deal.tell(frame, listing, frame.millis(read(frame, deal, PAST_TRADE)), sink);
        }
    }

    @Override
    public CandleShape candles() {
        return BinanceCandles.SHAPE;
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        Envelope envelope = frame.envelope(ENVELOPE);
        if (envelope.find(STREAM)) {
            long stream = frame.text();
            Channel channel = STREAMS.behind(frame, stream, '@');
            boolean shutdown = channel == null && frame.endsIn(stream, '!', SHUTDOWN);
            envelope.go(DATA, "data");
            event(frame, channel, shutdown, symbols, sink);
        } else if (envelope.find(TYPE) || envelope.find(UPDATE)) {
            long type = envelope.find(TYPE) ? frame.text() : 0;
            Channel channel = type == 0 ? Channel.QUOTE : TYPES.named(frame, type);
            frame.rewind(start);
            event(frame, channel, channel == null && frame.is(type, SHUTDOWN), symbols, sink);
        } else {
            answer(frame, envelope, sink);
        }
        envelope.leave();
    }

    private static void event(
            Frame frame, @Nullable Channel channel, boolean shutdown, Symbols symbols, FrameSink sink) {
        if (channel == null) {
            frame.skip();
            if (shutdown) {
                sink.notice("serverShutdown", true);
            } else {
                sink.unknown("channel");
            }
            return;
        }
        switch (channel) {
            case TICKER -> ticker(frame, symbols, sink);
            case QUOTE -> quote(frame, symbols, sink);
            case TRADES -> trade(frame, symbols, sink);
            case BOOK -> book(frame, symbols, sink);
        }
    }

    private static void ticker(Frame frame, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        frame.object();
        figures.readMembers(frame, TICKER);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            sink.event(figures.ticker(frame, listing, frame.millis(figures.time())));
        }
    }

    private static void quote(Frame frame, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        frame.object();
        figures.readMembers(frame, QUOTE);
        figures.require(frame, Figure.BID, Figure.ASK_SIZE);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            sink.event(figures.quote(frame, listing, 0, figures.sequence()));
        }
    }

    private static void trade(Frame frame, Symbols symbols, FrameSink sink) {
        Deal deal = frame.deal();
        long time = read(frame, deal, TRADE);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            deal.tell(frame, listing, frame.millis(time), sink);
        }
    }

    private static long read(Frame frame, Deal deal, Keys keys) {
        long time = 0;
        frame.object();
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            switch (key) {
                case NUMBER -> deal.number(frame.integer());
                case PRICE -> deal.readPrice(frame);
                case SIZE -> deal.readSize(frame);
                case TIME -> time = frame.integer();
                case BUYER_MADE -> deal.side(frame.flag() ? Side.SELL : Side.BUY);
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        return time;
    }

    private static void book(Frame frame, Symbols symbols, FrameSink sink) {
        Depth depth = frame.depth();
        long time = read(frame, depth, DEPTH);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            depth.tell(frame, listing, frame.millis(time), sink);
        }
    }

    private static long read(Frame frame, Depth depth, Keys keys) {
        long time = 0;
        frame.object();
        for (int key = frame.key(keys); key != Frame.END; key = frame.key(keys)) {
            switch (key) {
                case BIDS -> depth.readBids(frame);
                case ASKS -> depth.readAsks(frame);
                case LAST -> depth.last(frame.integer());
                case FIRST -> depth.first(frame.integer());
                case EVENT_TIME -> time = frame.integer();
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        depth.requireSides(frame);
        depth.requireNumbers(frame);
        return time;
    }

    /** {@code {"result":null,"id":1}}, or a refusal whose code and text may lie in an object {@code error}. */
    private static void answer(Frame frame, Envelope envelope, FrameSink sink) {
        long requestId = envelope.find(ID) ? frame.looseInteger() : 0;
        if (!envelope.find(ERROR) && !envelope.find(CODE)) {
            envelope.go(RESULT, "a stream and its data, an event or an answer");
            sink.acknowledged(requestId);
            return;
        }
        String code = envelope.find(CODE) ? frame.scalar() : "";
        String message = envelope.find(MSG) ? frame.scalar() : "";
        if (envelope.find(ERROR)) {
            frame.object();
            for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
                switch (key) {
                    case CODE -> code = frame.scalar();
                    case MSG -> message = frame.scalar();
                    default -> frame.skip();
                }
            }
        }
        sink.refused(code + " " + message, requestId, null, null);
    }
}
