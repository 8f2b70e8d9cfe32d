package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.Profile;
import io.quotewire.venue.Profile.KeepAlive;
import io.quotewire.venue.Request;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleSpan;
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
import org.jspecify.annotations.Nullable;

/**
 * Kraken spot, public WebSocket API v2.
 *
 * <p>A frame names its channel and type and lists {@code data}, each item with its own symbol. Values are JSON numbers, and
 * are kept with the digits as sent. The ticker comes with each change of the best price, and so carries the quote too; it
 * tells by how much the price has changed in a day instead of the opening price. A book is a window of the best levels, with
 * a checksum in each message. An answer to a request names one symbol; a refusal names no channel, but its request.
 *
 * @see <a href="https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/ticker">ticker</a>
 * @see <a href="https://docs.kraken.com/exchange/guides/websockets/book-checksum-v2">book</a>
 */
final class Kraken implements VenueAdapter {
    /** Kraken offers windows of 10, 25, 100, 500 and 1000; we serve 400 levels. */
    private static final int LEVELS = 500;

    private static final Profile PROFILE = new Profile(
            "kraken",
            URI.create("wss://ws.kraken.com/v2"),
            URI.create("https://api.kraken.com"),
            new RestCall(KrakenPairs.PATH, 1),
            List.of(Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Text("{\"method\":\"ping\"}", "", Duration.ofSeconds(10), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            100,
            300,
            "sequence",
            new BookPlan(BookPlan.Start.STREAM, "checksum"));

    private static final Channels CHANNELS = KrakenReplies.CHANNELS;
    private static final Name STATUS = Name.of("status");
    private static final Name HEARTBEAT = Name.of("heartbeat");
    private static final Name SNAPSHOT = Name.of("snapshot");
    private static final Name UPDATE = Name.of("update");

    private static final Keys ENVELOPE =
            Keys.of("channel type data method error Error").usually("channel type data");
    private static final int CHANNEL = 0;
    private static final int TYPE = 1;
    private static final int DATA = 2;

    /** The figures in the order of {@link Figure}'s columns; there is no {@code open}, but it keeps the others in place. */
    private static final Keys TICKER =
            Keys.of("last bid bid_qty ask ask_qty open high low volume change timestamp symbol");

    private static final int CHANGE = Figure.COLUMNS;
    private static final int TICKER_TIME = CHANGE + 1;
    private static final int TICKER_SYMBOL = TICKER_TIME + 1;

    private static final Keys TRADE = Keys.of("trade_id price qty side timestamp symbol");
    private static final int TRADE_ID = 0;
    private static final int PRICE = 1;
    private static final int QTY = 2;
    private static final int SIDE = 3;
    private static final int TRADE_TIME = 4;

    private static final Keys BOOK =
            Keys.of("symbol bids asks checksum timestamp").usually("symbol bids asks checksum");
    private static final int BOOK_SYMBOL = 0;
    private static final int BIDS = 1;
    private static final int ASKS = 2;
    private static final int CHECKSUM = 3;

    private static final Keys LEVEL = Keys.of("price qty").usually("price qty");
    private static final int LEVEL_PRICE = 0;

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + "/" + instrument.quote();
    }

    @Override
    public String message(Request request) {
        String symbols = request.symbols().stream().map("\"%s\""::formatted).collect(Collectors.joining(","));
        String options = switch (request.channel()) {
            case TICKER -> ",\"event_trigger\":\"bbo\"";
            case BOOK -> ",\"depth\":" + LEVELS;
            case TRADES -> request.subscribe() ? ",\"snapshot\":false" : "";
            case QUOTE -> "";
        };
        return "{\"method\":\"%s\",\"params\":{\"channel\":\"%s\",\"symbol\":[%s]%s},\"req_id\":%d}"
                .formatted(
                        request.subscribe() ? "subscribe" : "unsubscribe",
                        CHANNELS.name(request.channel()),
                        symbols,
                        options,
                        request.id());
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return KrakenPairs.read(this, body);
    }

    @Override
    public RestCall tradesCall(String symbol, long first, long last) {
        return KrakenPairs.tradesCall(symbol);
    }

    @Override
    public void tradesAnswer(Frame frame, Listing listing, FrameSink sink) {
        KrakenPairs.trades(frame, listing, sink);
    }

    @Override
    public CandleShape candles() {
        return KrakenCandles.SHAPE;
    }

    @Override
    public @Nullable RestCall candlesCall(String symbol, CandleSpan span) {
        return VenueAdapter.super.candlesCall(KrakenPairs.pair(symbol), span);
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        int waiting = -1;
        boolean told = false;
        long channel = 0;
        long type = 0;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            if (key > DATA) {
                frame.rewind(start);
                KrakenReplies.answer(frame, sink);
                return;
            } else if (key == CHANNEL) {
                channel = frame.text();
            } else if (key == TYPE) {
                type = frame.text();
            } else if (key == DATA && channel != 0 && type != 0 && !told) {
                data(frame, channel, type, symbols, sink);
                told = true;
            } else {
                waiting = key == DATA ? frame.mark() : waiting;
                frame.skip();
            }
        }
        if (!told
                && waiting >= 0
                && channel != 0
                && type != 0) { // Its place is Kraken's choice, and has changed before.
            int behind = frame.mark();
            frame.rewind(waiting);
            data(frame, channel, type, symbols, sink);
            frame.rewind(behind);
        } else if (!told && (channel == 0 || !frame.is(channel, HEARTBEAT))) {
            throw frame.malformed("a channel, a type and data, or an answer");
        }
    }

    private static void data(Frame frame, long name, long type, Symbols symbols, FrameSink sink) {
        Channel channel = CHANNELS.named(frame, name);
        boolean snapshot = frame.is(type, SNAPSHOT);
        if (!snapshot && !frame.is(type, UPDATE)) {
            throw frame.malformed("a snapshot or an update");
        }
        boolean status = frame.is(name, STATUS);
        if (!status && (channel == null || channel == Channel.QUOTE)) {
            sink.unknown("channel");
            frame.skip();
            return;
        }
        for (frame.array(); frame.item(); ) {
            frame.nextSymbol();
            frame.object();
            if (status || channel == null) {
                KrakenReplies.system(frame, sink);
            } else {
                switch (channel) {
                    case TICKER, QUOTE -> ticker(frame, symbols, sink);
                    case TRADES -> trade(frame, snapshot, symbols, sink);
                    case BOOK -> book(frame, snapshot, symbols, sink);
                }
            }
        }
    }

    private static void ticker(Frame frame, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        long tsUs = 0;
        for (int key = frame.key(TICKER); key != Frame.END; key = frame.key(TICKER)) {
            switch (key) {
                case CHANGE -> figures.readChange(frame);
                case TICKER_TIME -> tsUs = frame.instant();
                case TICKER_SYMBOL -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.readLoose(frame, key);
            }
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            sink.event(figures.ticker(frame, listing, tsUs));
        }
    }

    /** We ask for no snapshot of trades; if one comes all the same, it is of the past. */
    private static void trade(Frame frame, boolean snapshot, Symbols symbols, FrameSink sink) {
        Deal deal = frame.deal();
        deal.late(snapshot);
        long tsUs = 0;
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
            switch (key) {
                case TRADE_ID -> deal.number(frame.integer());
                case PRICE -> deal.readLoosePrice(frame);
                case QTY -> deal.readLooseSize(frame);
                case SIDE -> deal.readSide(frame);
                case TRADE_TIME -> tsUs = frame.instant();
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            deal.tell(frame, listing, tsUs, sink);
        }
    }

    private static void book(Frame frame, boolean snapshot, Symbols symbols, FrameSink sink) {
        Depth depth = frame.depth();
        long checksum = -1;
        long tsUs = 0;
        int sides = 0;
        for (int key = frame.key(BOOK); key != Frame.END; key = frame.key(BOOK)) {
            switch (key) {
                case BOOK_SYMBOL -> frame.symbol();
                case BIDS, ASKS -> {
                    levels(frame, depth, key == BIDS);
                    sides |= key;
                }
                case CHECKSUM -> checksum = frame.integer();
                case Frame.OTHER -> frame.skip();
                default -> tsUs = frame.instant();
            }
        }
        if (checksum < 0 || sides != (BIDS | ASKS)) {
            throw frame.malformed("bids, asks and a checksum");
        }
        Listing listing = symbols.find(frame, sink);
        if (listing == null) {
            return;
        }
        ListingInfo info = symbols.info(listing);
        depth.checksum(KrakenTopTen.of(checksum, info));
        if (snapshot) {
            depth.snapshot(Extent.window(LEVELS));
        }
        depth.tell(frame, listing, tsUs, sink);
    }

    private static void levels(Frame frame, Depth depth, boolean bids) {
        for (frame.array(); frame.item(); ) {
            frame.object();
            for (int key = frame.key(LEVEL); key != Frame.END; key = frame.key(LEVEL)) {
                switch (key) {
                    case LEVEL_PRICE -> depth.readLoosePrice(frame);
                    case Frame.OTHER -> frame.skip();
                    default -> depth.readLooseSize(frame);
                }
            }
            depth.add(frame, bids);
        }
    }
}
