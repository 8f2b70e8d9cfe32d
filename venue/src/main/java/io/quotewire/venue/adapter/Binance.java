package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.Side;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.Profile;
import io.quotewire.venue.Profile.KeepAlive;
import io.quotewire.venue.Profile.Pace;
import io.quotewire.venue.Request;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.Deal;
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

/**
 * Binance spot, market data streams. Binance US speaks the same.
 *
 * <p>We connect to {@code /stream}, where each event comes in a wrapper that names its stream; events without the wrapper
 * are understood too, by their type {@code e}, which only the best price has not. Decimals are texts, ids and times are
 * numbers. {@code @bookTicker} is numbered by the book's update id {@code u} and bears no time. {@code @trade} counts its
 * trades by {@code t}; where the buyer was the maker, {@code m}, a seller took. A side without orders is printed as zeros.
 *
 * <p>Binance pings each 20 s and wants the pong within a minute. An answer to a request names its id only. A {@code
 * serverShutdown} event announces that the connection will be closed.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md">streams</a>
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md">exchangeInfo</a>
 */
final class Binance implements VenueAdapter {
    private static final Profile PROFILE = new Profile(
            "binance",
            URI.create("wss://data-stream.binance.vision/stream"),
            URI.create("https://data-api.binance.vision"),
            "/api/v3/exchangeInfo?permissions=SPOT&showPermissionSets=false",
            List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES),
            new KeepAlive.Protocol(Duration.ofSeconds(15), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            new Pace("control_messages_per_5_s", Duration.ofMillis(350), 14, Duration.ofSeconds(5)),
            new Pace("connects_per_5_min", Duration.ofSeconds(2), 60, Duration.ofMinutes(5)),
            100,
            200,
            "sequence",
            new BookPlan(BookPlan.Start.REST, "sequence"));

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

    private static final Channels STREAMS = new Channels("ticker", "bookTicker", "trade");
    private static final Channels TYPES = new Channels("24hrTicker", "bookTicker", "trade");
    private static final Name SHUTDOWN = Name.of("serverShutdown");

    /** What only an answer or a wrapper has, and {@code e} and {@code u} of a bare event. */
    private static final Keys ENVELOPE =
            Keys.of("stream data result error code e u").usually("stream data");

    private static final int STREAM = 0;
    private static final int DATA = 1;
    private static final int RESULT = 2;
    private static final int TYPE = 5;
    private static final int UPDATE = 6;

    private static final Keys ANSWER = Keys.of("id error code msg");
    private static final int ANSWER_ID = 0;
    private static final int ANSWER_ERROR = 1;
    private static final int ANSWER_CODE = 2;
    private static final int ANSWER_MSG = 3;

    /** The figures in the order of {@link Figure}'s columns. */
    private static final Keys TICKER = Keys.of("c b B a A o h l v E s");

    private static final int TICKER_TIME = Figure.COLUMNS;
    private static final int TICKER_SYMBOL = TICKER_TIME + 1;

    /** {@code c} is not in it, but keeps the columns in their places. */
    private static final Keys QUOTE = Keys.of("c b B a A u s").usually("u s b B a A");

    private static final int QUOTE_UPDATE = 5;
    private static final int QUOTE_SYMBOL = 6;

    private static final Keys TRADE = Keys.of("t p q T m s");
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
        String method = request.subscribe() ? "SUBSCRIBE" : "UNSUBSCRIBE";
        return "{\"method\":\"%s\",\"params\":[%s],\"id\":%d}".formatted(method, streams, request.id());
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return INSTRUMENTS.read(this, body);
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        int waiting = -1;
        boolean named = false;
        boolean told = false;
        long stream = 0;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            if (key >= RESULT) {
                frame.rewind(start);
                bare(frame, key, symbols, sink);
                return;
            } else if (key == STREAM && !named) {
                stream = frame.text();
                named = true;
            } else if (key == DATA && named && !told) {
                data(frame, stream, symbols, sink);
                told = true;
            } else {
                waiting = key == DATA ? frame.mark() : waiting;
                frame.skip();
            }
        }
        if (!named || told == waiting >= 0) {
            throw frame.malformed("one stream and one data, an event or an answer");
        }
        if (!told) { // Data came before stream: JSON allows it, though Binance has never been seen to do it.
            int behind = frame.mark();
            frame.rewind(waiting);
            data(frame, stream, symbols, sink);
            frame.rewind(behind);
        }
    }

    private static void data(Frame frame, long stream, Symbols symbols, FrameSink sink) {
        Channel channel = STREAMS.behind(frame, stream, '@');
        if (channel == null) {
            frame.skip();
            other(frame.endsIn(stream, '!', SHUTDOWN), sink);
        } else {
            event(frame, channel, symbols, sink);
        }
    }

    /** A frame without a wrapper: an answer, or an event that is to be known by its type. */
    private static void bare(Frame frame, int key, Symbols symbols, FrameSink sink) {
        if (key != TYPE && key != UPDATE) {
            answer(frame, sink);
            return;
        }
        int start = frame.mark();
        long type = 0;
        frame.object();
        for (int next = frame.key(ENVELOPE); next != Frame.END; next = frame.key(ENVELOPE)) {
            if (next == TYPE) {
                type = frame.text();
            } else {
                frame.skip();
            }
        }
        Channel channel = type == 0 ? Channel.QUOTE : TYPES.named(frame, type);
        if (channel == null) {
            other(frame.is(type, SHUTDOWN), sink);
        } else {
            frame.rewind(start);
            event(frame, channel, symbols, sink);
        }
    }

    private static void other(boolean shutdown, FrameSink sink) {
        if (shutdown) {
            sink.notice("serverShutdown", true);
        } else {
            sink.unknown("channel");
        }
    }

    private static void event(Frame frame, Channel channel, Symbols symbols, FrameSink sink) {
        frame.object();
        switch (channel) {
            case TICKER -> ticker(frame, symbols, sink);
            case QUOTE -> quote(frame, symbols, sink);
            case TRADES -> trade(frame, symbols, sink);
            case BOOK -> frame.skip();
        }
    }

    private static void ticker(Frame frame, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        long time = 0;
        for (int key = frame.key(TICKER); key != Frame.END; key = frame.key(TICKER)) {
            switch (key) {
                case TICKER_TIME -> time = frame.integer();
                case TICKER_SYMBOL -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.read(frame, key);
            }
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            sink.event(figures.ticker(frame, listing, frame.millis(time)));
        }
    }

    private static void quote(Frame frame, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        long update = 0;
        for (int key = frame.key(QUOTE); key != Frame.END; key = frame.key(QUOTE)) {
            switch (key) {
                case QUOTE_UPDATE -> update = frame.integer();
                case QUOTE_SYMBOL -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.read(frame, key);
            }
        }
        figures.require(frame, Figure.BID, Figure.ASK_SIZE);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            sink.event(figures.quote(frame, listing, 0, update));
        }
    }

    private static void trade(Frame frame, Symbols symbols, FrameSink sink) {
        Deal deal = frame.deal();
        long time = 0;
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
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
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            deal.tell(frame, listing, frame.millis(time), sink);
        }
    }

    /** {@code {"result":null,"id":1}}, or a refusal whose code and text may lie in an object {@code error}. */
    private static void answer(Frame frame, FrameSink sink) {
        boolean refused = false;
        String code = "";
        String message = "";
        long requestId = 0;
        frame.object();
        for (int depth = 1; depth > 0; ) {
            switch (frame.key(ANSWER)) {
                case Frame.END -> depth--;
                case ANSWER_ID -> requestId = frame.looseInteger();
                case ANSWER_CODE -> code = frame.scalar();
                case ANSWER_MSG -> message = frame.scalar();
                case ANSWER_ERROR -> {
                    refused = true;
                    frame.object();
                    depth++;
                }
                default -> frame.skip();
            }
        }
        if (refused || !code.isEmpty()) {
            sink.refused(code + " " + message, requestId, null, null);
        } else {
            sink.acknowledged(requestId);
        }
    }
}
