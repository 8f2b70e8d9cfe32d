package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Extent;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.venue.frame.Deal;
import io.quotewire.venue.frame.Depth;
import io.quotewire.venue.frame.Figures;
import io.quotewire.venue.frame.Frame;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Keys;
import io.quotewire.venue.frame.Name;
import io.quotewire.venue.frame.Symbols;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the messages of Coinbase Advanced Trade tell. */
final class CoinbaseAdvancedEvents {
    private static final Channels CHANNELS = new Channels("ticker", "", "market_trades", "l2_data");
    private static final Name SUBSCRIPTIONS = Name.of("subscriptions");
    static final Name HEARTBEATS = Name.of("heartbeats");
    private static final Name SNAPSHOT = Name.of("snapshot");
    private static final Name UPDATE = Name.of("update");
    private static final Name BID = Name.of("bid");
    private static final Name OFFER = Name.of("offer");

    private static final Keys EVENT = Keys.of("type tickers trades product_id updates subscriptions");
    private static final int TYPE = 0;
    private static final int TICKERS = 1;
    private static final int TRADES = 2;
    private static final int PRODUCT = 3;
    private static final int UPDATES = 4;
    private static final int SUBSCRIPTION = 5;

    /** The figures in the order of {@link Figure}'s columns; there is no opening price, but it keeps the others in place. */
    private static final Keys TICKER = Keys.of("price best_bid best_bid_quantity best_ask best_ask_quantity open_24_h"
            + " high_24_h low_24_h volume_24_h product_id");

    private static final int TICKER_PRODUCT = Figure.COLUMNS;

    private static final Keys TRADE = Keys.of("trade_id price size side time product_id");
    private static final int NUMBER = 0;
    private static final int PRICE = 1;
    private static final int SIZE = 2;
    private static final int SIDE = 3;
    private static final int TIME = 4;

    private static final Keys LEVEL =
            Keys.of("side price_level new_quantity").usually("side event_time price_level new_quantity");
    private static final int LEVEL_SIDE = 0;
    private static final int LEVEL_PRICE = 1;

    private static final Keys SUBSCRIBED = Keys.of("ticker market_trades level2");
    private static final List<Channel> SUBSCRIBED_CHANNELS = List.of(Channel.TICKER, Channel.TRADES, Channel.BOOK);

    private CoinbaseAdvancedEvents() {}

    /** Reads the events of a message. */
    static void read(Frame frame, long name, long tsUs, Symbols symbols, FrameSink sink) {
        Channel channel = CHANNELS.named(frame, name);
        boolean known = (channel != null && channel != Channel.QUOTE) || frame.is(name, SUBSCRIPTIONS);
        if (!known) {
            frame.skip();
            if (!frame.is(name, HEARTBEATS)) {
                sink.unknown("channel");
            }
            return;
        }
        for (frame.array(); frame.item(); ) {
            event(frame, tsUs, symbols, sink);
        }
    }

    /** Each event has the one member that its channel is about. */
    private static void event(Frame frame, long tsUs, Symbols symbols, FrameSink sink) {
        Depth depth = frame.depth();
        int[] trades = null;
        long type = 0;
        int members = 0;
        frame.nextSymbol();
        frame.object();
        for (int key = frame.key(EVENT); key != Frame.END; key = frame.key(EVENT)) {
            switch (key) {
                case TYPE -> type = frame.text();
                case TICKERS -> tickers(frame, tsUs, symbols, sink);
                case TRADES -> trades = items(frame);
                case UPDATES -> levels(frame, depth);
                case PRODUCT -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> subscribed(frame, sink);
            }
            members |= key == Frame.OTHER ? 0 : 1 << key;
        }
        boolean snapshot = type != 0 && frame.is(type, SNAPSHOT);
        boolean update = type != 0 && frame.is(type, UPDATE);
        if (trades != null && (snapshot || update)) {
            trades(frame, trades, snapshot, symbols, sink);
        } else if ((members & 1 << UPDATES) != 0 && (snapshot || update)) {
            book(frame, depth, snapshot, tsUs, symbols, sink);
        } else if ((members & (1 << TICKERS | 1 << SUBSCRIPTION)) == 0) {
            throw frame.malformed("a snapshot or an update of tickers, trades or levels");
        }
    }

    private static void tickers(Frame frame, long tsUs, Symbols symbols, FrameSink sink) {
        for (frame.array(); frame.item(); ) {
            Figures figures = frame.figures();
            frame.nextSymbol();
            frame.object();
            for (int key = frame.key(TICKER); key != Frame.END; key = frame.key(TICKER)) {
                switch (key) {
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
    }

    /** Where the items of an array begin; it is passed over. */
    private static int[] items(Frame frame) {
        IntStream.Builder marks = IntStream.builder();
        for (frame.array(); frame.item(); frame.skip()) {
            marks.add(frame.mark());
        }
        return marks.build().toArray();
    }

    /** From the last to the first, which is the newest. */
    private static void trades(Frame frame, int[] marks, boolean snapshot, Symbols symbols, FrameSink sink) {
        int behind = frame.mark();
        for (int i = marks.length - 1; i >= 0; i--) {
            frame.rewind(marks[i]);
            frame.nextSymbol();
            Deal deal = frame.deal();
            deal.late(snapshot && i > 0);
            long tsUs = read(frame, deal);
            Listing listing = symbols.find(frame, sink);
            if (listing != null) {
                deal.tell(frame, listing, tsUs, sink);
            }
        }
        frame.rewind(behind);
    }

    /** Reads a trade and gives its time. */
    static long read(Frame frame, Deal deal) {
        long tsUs = 0;
        frame.object();
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
            switch (key) {
                case NUMBER -> deal.number(frame.quotedInteger());
                case PRICE -> deal.readPrice(frame);
                case SIZE -> deal.readSize(frame);
                case SIDE -> deal.readMakersSide(frame);
                case TIME -> tsUs = frame.instant();
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        return tsUs;
    }

    private static void levels(Frame frame, Depth depth) {
        for (frame.array(); frame.item(); ) {
            long side = 0;
            frame.object();
            for (int key = frame.key(LEVEL); key != Frame.END; key = frame.key(LEVEL)) {
                switch (key) {
                    case LEVEL_SIDE -> side = frame.text();
                    case LEVEL_PRICE -> depth.readPrice(frame);
                    case Frame.OTHER -> frame.skip();
                    default -> depth.readSize(frame);
                }
            }
            boolean bid = side != 0 && frame.is(side, BID);
            if (!bid && (side == 0 || !frame.is(side, OFFER))) {
                throw frame.malformed("bid or offer");
            }
            depth.add(frame, bid);
        }
    }

    private static void book(Frame frame, Depth depth, boolean snapshot, long tsUs, Symbols symbols, FrameSink sink) {
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            if (snapshot) {
                depth.snapshot(Extent.WHOLE);
            }
            depth.tell(frame, listing, tsUs, sink);
        }
    }

    /** {@code {"ticker":["BTC-USD"],"level2":["BTC-USD"]}}: all that is subscribed by now. */
    private static void subscribed(Frame frame, FrameSink sink) {
        Map<Channel, List<String>> products = new EnumMap<>(Channel.class);
        frame.object();
        for (int key = frame.key(SUBSCRIBED); key != Frame.END; key = frame.key(SUBSCRIBED)) {
            if (key == Frame.OTHER) {
                frame.skip();
                continue;
            }
            List<String> names = new ArrayList<>();
            for (frame.array(); frame.item(); ) {
                names.add(frame.string(frame.text()));
            }
            products.put(SUBSCRIBED_CHANNELS.get(key), names);
        }
        products.forEach((channel, names) -> names.forEach(name -> sink.acknowledged(channel, name, true)));
    }
}
