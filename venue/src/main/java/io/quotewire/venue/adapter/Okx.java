package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
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
import io.quotewire.venue.frame.Depth;
import io.quotewire.venue.frame.Envelope;
import io.quotewire.venue.frame.Figures;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.frame.Name;
import io.quotewire.venue.frame.Symbols;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * OKX spot, public WebSocket API v5.
 *
 * <p>A frame names channel and instrument in {@code arg} and lists {@code data}. Values are texts, also the numbers; an
 * empty one stands for none. {@code trades} may merge trades of one order at one price: {@code tradeId} is then the last of
 * {@code count} numbers. On subscribing it repeats the last trade. {@code books} begins with the best 400 levels a side; each
 * message names the number of the one before it, which holds also where the numbers start over. OKX closes a connection
 * silent for 30 s; a text {@code ping} is answered {@code pong}. An {@code error} event names what it refuses in its text.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data">Order Book Trading, Market Data</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments">Get instruments</a>
 */
final class Okx implements VenueAdapter {
    private static final Profile PROFILE = new Profile(
            "okx",
            URI.create("wss://ws.okx.com:8443/ws/v5/public"),
            URI.create("https://www.okx.com"),
            new RestCall("/api/v5/public/instruments?instType=SPOT", 1),
            List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Text("ping", "pong", Duration.ofSeconds(20), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            100,
            300,
            "sequence",
            new BookPlan(BookPlan.Start.STREAM, "sequence", true));

    private static final InstrumentShape INSTRUMENTS = new InstrumentShape(
            "data",
            "",
            "instId",
            "baseCcy",
            "quoteCcy",
            "tickSz",
            "lotSz",
            entry -> "SPOT".equals(entry.get("instType")),
            entry -> "live".equals(entry.get("state")));

    private static final Channels CHANNELS = new Channels("tickers", "bbo-tbt", "trades", "books");

    private static final Keys ENVELOPE = Keys.of("arg data event code msg id action");
    private static final int ARG = 0;
    private static final int DATA = 1;
    private static final int EVENT = 2;
    private static final int CODE = 3;
    private static final int MSG = 4;
    private static final int ID = 5;
    private static final int ACTION = 6;
    private static final Name SNAPSHOT = Name.of("snapshot");
    private static final Name UPDATE = Name.of("update");
    private static final Keys ARGUMENT = Keys.of("channel instId").usually("channel instId");
    private static final int CHANNEL = 0;

    /** As {@link Figures#readMembers} wants them. */
    private static final Keys TICKER = Keys.of("last bidPx bidSz askPx askSz open24h high24h low24h vol24h ts instId")
            .usually(
                    "instType instId last lastSz askPx askSz bidPx bidSz open24h high24h low24h sodUtc0 sodUtc8 volCcy24h vol24h ts");

    private static final Keys BOOK =
            Keys.of("bids asks ts seqId prevSeqId checksum").usually("asks");
    private static final int BIDS = 0;
    private static final int ASKS = 1;
    private static final int TS = 2;
    private static final int SEQ = 3;
    private static final int PREVIOUS = 4;
    private static final int SUM = 5;

    private static final int LEVELS = 400;
    private static final int CHECKED = 25; // Levels a side that the checksum covers.

    private static final Keys TRADE = Keys.of("px sz ts side tradeId count instId");
    private static final int PX = 0;
    private static final int SZ = 1;
    private static final int SIDE = 3;
    private static final int TRADE_ID = 4;
    private static final int COUNT = 5;

    /** How an error names what it refuses: {@code channel:tickers,instId:NMR-USDT doesn't exist}. */
    private static final Pattern REFUSED = Pattern.compile("channel:([a-z0-9-]+),instId:([A-Z0-9-]+)");

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
        String argument = "{\"channel\":\"" + CHANNELS.name(request.channel()) + "\",\"instId\":\"%s\"}";
        String arguments = request.symbols().stream().map(argument::formatted).collect(Collectors.joining(","));
        return "{\"id\":\"%d\",\"op\":\"%s\",\"args\":[%s]}"
                .formatted(request.id(), request.subscribe() ? "subscribe" : "unsubscribe", arguments);
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return INSTRUMENTS.read(this, body);
    }

    @Override
    public RestCall bookCall(String symbol) {
        return new RestCall("/api/v5/market/books?instId=%s&sz=%d".formatted(symbol, LEVELS), 1);
    }

    @Override
    public void bookAnswer(Frame frame, Listing listing, FrameSink sink) {
        answer(frame, Channel.BOOK, listing, sink);
    }

    @Override
    public RestCall tradesCall(String symbol, long first, long last) {
        String path = "/api/v5/market/history-trades?instId=%s&type=1&after=%d&limit=100".formatted(symbol, last + 1);
        return new RestCall(path, 1);
    }

    @Override
    public void tradesAnswer(Frame frame, Listing listing, FrameSink sink) {
        answer(frame, Channel.TRADES, listing, sink);
    }

    private static void answer(Frame frame, Channel channel, Listing listing, FrameSink sink) {
        Envelope envelope = frame.envelope(ENVELOPE);
        String code = envelope.string(CODE);
        if (!code.equals("0")) {
            throw new MalformedFrame("refused: " + code + " " + envelope.string(MSG));
        }
        envelope.go(DATA, "data");
        rows(frame, channel, true, listing, sink);
        envelope.leave();
    }

    @Override
    public CandleShape candles() {
        return OkxCandles.SHAPE;
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        Envelope envelope = frame.envelope(ENVELOPE);
        Channel channel = envelope.find(ARG) ? argument(frame) : null;
        boolean snapshot = channel == Channel.BOOK && envelope.find(DATA) && envelope.either(ACTION, SNAPSHOT, UPDATE);
        if (!envelope.find(DATA)) {
            event(frame, envelope, channel, sink);
        } else if (channel != null) {
            rows(frame, channel, snapshot, symbols.find(frame, sink), sink);
        } else {
            envelope.go(ARG, "arg");
            sink.unknown("channel");
        }
        envelope.leave();
    }

    private static void rows(
            Frame frame, Channel channel, boolean snapshot, @Nullable Listing listing, FrameSink sink) {
        for (frame.array(); frame.item(); ) {
            if (listing == null) {
                frame.skip();
            } else {
                frame.object();
                switch (channel) {
                    case TICKER -> ticker(frame, listing, sink);
                    case QUOTE -> quote(frame, listing, sink);
                    case TRADES -> trade(frame, listing, sink);
                    case BOOK -> book(frame, listing, snapshot, sink);
                }
            }
        }
    }

    private static void ticker(Frame frame, Listing listing, FrameSink sink) {
        Figures figures = frame.figures();
        figures.readMembers(frame, TICKER);
        sink.event(figures.ticker(frame, listing, frame.millis(figures.time())));
    }

    private static void quote(Frame frame, Listing listing, FrameSink sink) {
        Figures figures = frame.figures();
        figures.readSides(frame, BOOK);
        sink.event(figures.quote(frame, listing, frame.millis(figures.time()), figures.sequence()));
    }

    private static void book(Frame frame, Listing listing, boolean snapshot, FrameSink sink) {
        Depth depth = frame.depth();
        long ts = 0;
        long last = 0;
        long first = 0;
        for (int key = frame.key(BOOK); key != Frame.END; key = frame.key(BOOK)) {
            switch (key) {
                case BIDS -> depth.readBids(frame);
                case ASKS -> depth.readAsks(frame);
                case TS -> ts = frame.quotedInteger();
                case SEQ -> last = frame.integer();
                case PREVIOUS -> first = 1 + (snapshot ? frame.signedInteger() : frame.integer());
                case SUM -> depth.checksum(Crc.inTurn(CHECKED, frame.signedInteger()));
                default -> frame.skip();
            }
        }
        depth.requireSides(frame);
        if (snapshot) {
            depth.snapshot(Extent.window(LEVELS));
        }
        depth.numbers(snapshot ? 0 : first, last);
        depth.tell(frame, listing, frame.millis(ts), sink);
    }

    private static void trade(Frame frame, Listing listing, FrameSink sink) {
        Deal deal = frame.deal();
        long ts = 0;
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
            switch (key) {
                case TRADE_ID -> deal.number(frame.quotedInteger());
                case PX -> deal.readPrice(frame);
                case SZ -> deal.readSize(frame);
                case SIDE -> deal.readSide(frame);
                case TS -> ts = frame.quotedInteger();
                case COUNT -> deal.merged(frame.quotedInteger());
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        deal.tell(frame, listing, frame.millis(ts), sink);
    }

    /** Reads the channel, null if it is none of ours, and the symbol, if one is named. */
    private static @Nullable Channel argument(Frame frame) {
        Channel channel = null;
        frame.object();
        for (int key = frame.key(ARGUMENT); key != Frame.END; key = frame.key(ARGUMENT)) {
            switch (key) {
                case CHANNEL -> channel = CHANNELS.named(frame, frame.text());
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        return channel;
    }

    private static void event(Frame frame, Envelope envelope, @Nullable Channel named, FrameSink sink) {
        envelope.go(EVENT, "data or an event");
        String event = frame.string();
        String text = envelope.string(CODE) + " " + envelope.string(MSG);
        long requestId = envelope.find(ID) ? frame.looseInteger() : 0;
        switch (event) {
            case "subscribe", "unsubscribe" -> {
                if (named != null) {
                    sink.acknowledged(named, frame.symbolText(), event.equals("subscribe"));
                }
            }
            case "error" -> {
                Matcher refused = REFUSED.matcher(text);
                boolean found = refused.find();
                Channel channel = found ? CHANNELS.named(refused.group(1)) : null;
                sink.refused(text, requestId, channel, found ? refused.group(2) : null);
            }
            case "notice" -> sink.notice(text, text.startsWith("64008")); // An upgrade of the service.
            default -> sink.unknown("event");
        }
    }
}
