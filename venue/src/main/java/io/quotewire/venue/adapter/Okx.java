package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
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
 * {@code count} numbers. On subscribing it repeats the last trade. OKX closes a connection silent for 30 s; a text {@code
 * ping} is answered {@code pong}. An {@code error} event names a refused channel and instrument in its text.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-tickers-channel">tickers</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel">bbo-tbt</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-trades-channel">trades</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments">instruments</a>
 */
final class Okx implements VenueAdapter {
    private static final Profile PROFILE = new Profile(
            "okx",
            URI.create("wss://ws.okx.com:8443/ws/v5/public"),
            URI.create("https://www.okx.com"),
            "/api/v5/public/instruments?instType=SPOT",
            List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES),
            new KeepAlive.Text("ping", "pong", Duration.ofSeconds(20), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            new Pace("subscriptions_per_hour", Duration.ofMillis(350), 480, Duration.ofHours(1)),
            new Pace("connects_per_5_min", Duration.ofSeconds(1), 60, Duration.ofMinutes(5)),
            100,
            300,
            "sequence",
            new BookPlan(BookPlan.Start.STREAM, "sequence"));

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

    private static final Channels CHANNELS = new Channels("tickers", "bbo-tbt", "trades");

    private static final Keys ENVELOPE = Keys.of("arg data event code msg id");
    private static final int ARG = 0;
    private static final int DATA = 1;
    private static final int EVENT = 2;
    private static final int CODE = 3;
    private static final int MSG = 4;
    private static final int ID = 5;

    private static final Keys ARGUMENT = Keys.of("channel instId").usually("channel instId");
    private static final int CHANNEL = 0;

    /** The figures in the order of {@link Figure}'s columns. */
    private static final Keys TICKER = Keys.of("last bidPx bidSz askPx askSz open24h high24h low24h vol24h ts instId")
            .usually(
                    "instType instId last lastSz askPx askSz bidPx bidSz open24h high24h low24h sodUtc0 sodUtc8 volCcy24h vol24h ts");

    private static final int TICKER_TS = Figure.COLUMNS;
    private static final int TICKER_INST = TICKER_TS + 1;

    private static final Keys QUOTE = Keys.of("bids asks ts seqId").usually("asks");
    private static final int BIDS = 0;
    private static final int ASKS = 1;
    private static final int QUOTE_TS = 2;

    private static final Keys TRADE = Keys.of("instId tradeId px sz side ts count");
    private static final int TRADE_INST = 0;
    private static final int TRADE_ID = 1;
    private static final int PX = 2;
    private static final int SZ = 3;
    private static final int SIDE = 4;
    private static final int TRADE_TS = 5;

    private static final String CLOSING_SOON = "64008"; // A notice of a service upgrade.

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
        String op = request.subscribe() ? "subscribe" : "unsubscribe";
        return "{\"id\":\"%d\",\"op\":\"%s\",\"args\":[%s]}".formatted(request.id(), op, arguments);
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return INSTRUMENTS.read(this, body);
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        int waiting = -1;
        boolean argued = false;
        boolean told = false;
        Channel channel = null;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            if (key == EVENT) {
                frame.rewind(start);
                event(frame, sink);
                return;
            } else if (key == ARG && !argued) {
                channel = argument(frame);
                argued = true;
            } else if (key == DATA && argued && !told) {
                data(frame, channel, symbols, sink);
                told = true;
            } else {
                waiting = key == DATA ? frame.mark() : waiting;
                frame.skip();
            }
        }
        if (!argued || told == waiting >= 0) {
            throw frame.malformed("one arg and one data, or an event");
        }
        if (!told) { // Data came before arg: JSON allows it, though OKX has never been seen to do it.
            int behind = frame.mark();
            frame.rewind(waiting);
            data(frame, channel, symbols, sink);
            frame.rewind(behind);
        }
    }

    private static void data(Frame frame, @Nullable Channel channel, Symbols symbols, FrameSink sink) {
        if (channel == null) {
            sink.unknown("channel");
            frame.skip();
            return;
        }
        Listing listing = symbols.find(frame, sink);
        for (frame.array(); frame.item(); ) {
            if (listing == null) {
                frame.skip();
            } else {
                frame.object();
                switch (channel) {
                    case TICKER -> ticker(frame, listing, sink);
                    case QUOTE -> quote(frame, listing, sink);
                    case TRADES -> trade(frame, listing, sink);
                    case BOOK -> frame.skip();
                }
            }
        }
    }

    private static void ticker(Frame frame, Listing listing, FrameSink sink) {
        Figures figures = frame.figures();
        long ts = 0;
        for (int key = frame.key(TICKER); key != Frame.END; key = frame.key(TICKER)) {
            switch (key) {
                case TICKER_TS -> ts = frame.quotedInteger();
                case TICKER_INST -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.read(frame, key);
            }
        }
        sink.event(figures.ticker(frame, listing, frame.millis(ts)));
    }

    private static void quote(Frame frame, Listing listing, FrameSink sink) {
        Figures figures = frame.figures();
        long ts = 0;
        long sequence = 0;
        int bids = -1;
        int asks = -1;
        for (int key = frame.key(QUOTE); key != Frame.END; key = frame.key(QUOTE)) {
            switch (key) {
                case BIDS -> bids = best(frame, figures, Figure.BID);
                case ASKS -> asks = best(frame, figures, Figure.ASK);
                case QUOTE_TS -> ts = frame.quotedInteger();
                case Frame.OTHER -> frame.skip();
                default -> sequence = frame.integer();
            }
        }
        if (bids < 0 || asks < 0) {
            throw frame.malformed("bids and asks");
        }
        sink.event(figures.quote(frame, listing, frame.millis(ts), sequence));
    }

    /** The one level of a side: price, size, and two figures of no use here. Gives the number of levels. */
    private static int best(Frame frame, Figures figures, Figure price) {
        int levels = 0;
        for (frame.array(); frame.item(); levels++) {
            frame.array();
            for (int i = 0; frame.item(); i++) {
                if (levels == 0 && i < 2) {
                    figures.read(frame, price.column() + i);
                } else {
                    frame.skip();
                }
            }
        }
        return levels;
    }

    private static void trade(Frame frame, Listing listing, FrameSink sink) {
        Deal deal = frame.deal();
        long ts = 0;
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
            switch (key) {
                case TRADE_INST -> frame.symbol();
                case TRADE_ID -> deal.number(frame.quotedInteger());
                case PX -> deal.readPrice(frame);
                case SZ -> deal.readSize(frame);
                case SIDE -> deal.readSide(frame);
                case TRADE_TS -> ts = frame.quotedInteger();
                case Frame.OTHER -> frame.skip();
                default -> deal.merged(frame.quotedInteger());
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

    private static void event(Frame frame, FrameSink sink) {
        String event = "";
        String code = "";
        String message = "";
        long requestId = 0;
        Channel channel = null;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            switch (key) {
                case ARG -> channel = argument(frame);
                case EVENT -> event = frame.string();
                case CODE -> code = frame.string();
                case MSG -> message = frame.string();
                case ID -> requestId = frame.looseInteger();
                default -> frame.skip();
            }
        }
        switch (event) {
            case "subscribe", "unsubscribe" -> {
                if (channel != null) {
                    sink.acknowledged(channel, frame.symbolText(), event.equals("subscribe"));
                }
            }
            case "error" -> {
                Matcher named = REFUSED.matcher(message);
                boolean found = named.find();
                channel = found ? CHANNELS.named(named.group(1)) : null;
                sink.refused(code + " " + message, requestId, channel, found ? named.group(2) : null);
            }
            case "notice" -> sink.notice(code + " " + message, code.equals(CLOSING_SOON));
            default -> sink.unknown("event");
        }
    }
}
