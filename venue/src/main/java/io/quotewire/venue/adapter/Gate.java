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
import io.quotewire.venue.frame.Millis;
import io.quotewire.venue.frame.Name;
import io.quotewire.venue.frame.Symbols;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gate spot, WebSocket API v4.
 *
 * <p>A frame has a {@code channel}, an {@code event}, {@code update} for data, and a {@code result}; older ones tell their time
 * in seconds only. Trades are numbered over all markets. {@code spot.order_book_update} tells what changed among the best 100
 * levels, by numbers {@code U} to {@code u}, and now and then all of them ({@code full}); the first state is asked for over
 * REST. A request says when it was made, and about books takes one pair, so that we ask for one at a time.
 *
 * @see <a href="https://www.gate.com/docs/developers/apiv4/ws/en/">documentation</a>
 */
final class Gate implements VenueAdapter {
    private static final Profile PROFILE = new Profile(
            "gate",
            URI.create("wss://api.gateio.ws/ws/v4/"),
            URI.create("https://api.gateio.ws"),
            new RestCall("/api/v4/spot/currency_pairs", 1),
            List.of(Channel.QUOTE, Channel.TICKER, Channel.TRADES, Channel.BOOK),
            new KeepAlive.Protocol(Duration.ofSeconds(15), Duration.ofSeconds(5)),
            Duration.ofSeconds(10),
            1,
            300,
            "none",
            new BookPlan(BookPlan.Start.REST, "sequence", true));

    private static final InstrumentShape INSTRUMENTS = new InstrumentShape(
            "",
            "",
            "id",
            "base",
            "quote",
            "places:precision",
            "places:amount_precision",
            entry -> true,
            entry -> !"untradable".equals(entry.get("trade_status")));

    private static final Channels CHANNELS =
            new Channels("spot.tickers", "spot.book_ticker", "spot.trades", "spot.order_book_update");

    private static final Name UPDATE = Name.of("update");

    private static final Keys ENVELOPE =
            Keys.of("channel event result time time_ms").usually("time time_ms channel event result");
    private static final int CHANNEL = 0;
    private static final int EVENT = 1;
    private static final int RESULT = 2;
    private static final int TIME = 3;
    private static final int TIME_MS = 4;

    private static final Keys FIGURES =
            Keys.of("last highest_bid lowest_ask high_24h low_24h base_volume b B a A t u s currency_pair");

    /** Columns of {@link Figure}: that of the last price, that of the best bid, and so on. */
    private static final int[] COLUMNS = {0, 1, 3, 6, 7, 8, 1, 2, 3, 4};

    private static final int QUOTE_TIME = 10;
    private static final int QUOTE_UPDATE = 11;
    private static final int QUOTE_PAIR = 12;
    private static final int TICKER_PAIR = 13;

    private static final Keys TRADE = Keys.of("id create_time_ms side amount price currency_pair");
    private static final int NUMBER = 0;
    private static final int CREATED = 1;
    private static final int SIDE = 2;
    private static final int AMOUNT = 3;
    private static final int PRICE = 4;

    private static final Keys BOOK = Keys.of("t s U u b a full").usually("t e E s U u b a");
    private static final int BOOK_TIME = 0;
    private static final int BOOK_PAIR = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int BIDS = 4;
    private static final int ASKS = 5;
    private static final Keys STATE = Keys.of("id bids asks");

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + "_" + instrument.quote();
    }

    @Override
    public String message(Request request) {
        long time = request.atUs() / 1_000_000;
        String channel = CHANNELS.name(request.channel());
        String event = request.subscribe() ? "subscribe" : "unsubscribe";
        String pairs =
                String.join("\",\"", request.symbols()) + (request.channel() == Channel.BOOK ? "\",\"100ms" : "");
        return "{\"time\":%d,\"id\":%d,\"channel\":\"%s\",\"event\":\"%s\",\"payload\":[\"%s\"]}"
                .formatted(time, request.id(), channel, event, pairs);
    }

    @Override
    public InstrumentList instruments(byte[] body) {
        return INSTRUMENTS.read(this, body);
    }

    @Override
    public RestCall bookCall(String symbol) {
        return new RestCall("/api/v4/spot/order_book?currency_pair=" + symbol + "&limit=100&with_id=true", 1);
    }

    @Override
    public void bookAnswer(Frame frame, Listing listing, FrameSink sink) {
        Depth depth = frame.depth();
        depth.snapshot(Extent.part(100));
        depth.readState(frame, STATE);
        depth.tell(frame, listing, 0, sink);
    }

    @Override
    public CandleShape candles() {
        return GateCandles.SHAPE;
    }

    @Override
    public void decode(Frame frame, Symbols symbols, FrameSink sink) {
        int start = frame.mark();
        int result = -1;
        long channel = 0;
        long event = 0;
        long sentUs = 0;
        frame.object();
        for (int key = frame.key(ENVELOPE); key != Frame.END; key = frame.key(ENVELOPE)) {
            switch (key) {
                case CHANNEL -> channel = frame.text();
                case EVENT -> event = frame.text();
                case RESULT -> result = Envelope.once(frame, result);
                case TIME -> sentUs = Math.max(sentUs, frame.millis(frame.millis(frame.integer())));
                case TIME_MS -> sentUs = Math.max(sentUs, frame.millis(frame.integer()));
                default -> frame.skip();
            }
        }
        int behind = frame.mark();
        if (event == 0 || !frame.is(event, UPDATE)) {
            frame.rewind(start);
            GateReplies.read(frame, sink);
        } else if (channel == 0 || result < 0 || sentUs == 0) {
            throw frame.malformed("a channel, a time and one result");
        } else {
            frame.rewind(result);
            update(frame, CHANNELS.named(frame, channel), sentUs, symbols, sink);
            frame.rewind(behind);
        }
    }

    private static void update(Frame frame, @Nullable Channel channel, long sentUs, Symbols symbols, FrameSink sink) {
        if (channel == null) {
            sink.unknown("channel");
            return;
        }
        frame.object();
        switch (channel) {
            case TICKER, QUOTE -> figures(frame, channel == Channel.TICKER, sentUs, symbols, sink);
            case TRADES -> trade(frame, symbols, sink);
            case BOOK -> book(frame, symbols, sink);
        }
    }

    private static void figures(Frame frame, boolean ticker, long sentUs, Symbols symbols, FrameSink sink) {
        Figures figures = frame.figures();
        long time = 0;
        long update = 0;
        for (int key = frame.key(FIGURES); key != Frame.END; key = frame.key(FIGURES)) {
            switch (key) {
                case QUOTE_TIME -> time = frame.integer();
                case QUOTE_UPDATE -> update = frame.integer();
                case QUOTE_PAIR, TICKER_PAIR -> frame.symbol();
                case Frame.OTHER -> frame.skip();
                default -> figures.read(frame, COLUMNS[key]);
            }
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null && ticker) {
            sink.event(figures.ticker(frame, listing, sentUs));
        } else if (listing != null) {
            figures.require(frame, Figure.BID, Figure.ASK_SIZE);
            sink.event(figures.quote(frame, listing, frame.millis(time), update));
        }
    }

    private static void trade(Frame frame, Symbols symbols, FrameSink sink) {
        Deal deal = frame.deal();
        long createdUs = 0;
        for (int key = frame.key(TRADE); key != Frame.END; key = frame.key(TRADE)) {
            switch (key) {
                case NUMBER -> deal.id(frame.integer());
                case CREATED -> createdUs = Millis.readDecimal(frame);
                case SIDE -> deal.readSide(frame);
                case AMOUNT -> deal.readSize(frame);
                case PRICE -> deal.readPrice(frame);
                case Frame.OTHER -> frame.skip();
                default -> frame.symbol();
            }
        }
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            deal.tell(frame, listing, createdUs, sink);
        }
    }

    private static void book(Frame frame, Symbols symbols, FrameSink sink) {
        Depth depth = frame.depth();
        long time = 0;
        long first = 0;
        long last = 0;
        for (int key = frame.key(BOOK); key != Frame.END; key = frame.key(BOOK)) {
            switch (key) {
                case BOOK_TIME -> time = frame.integer();
                case BOOK_PAIR -> frame.symbol();
                case FIRST -> first = frame.integer();
                case LAST -> last = frame.integer();
                case BIDS -> depth.readBids(frame);
                case ASKS -> depth.readAsks(frame);
                case Frame.OTHER -> frame.skip();
                default -> depth.snapshot(frame.flag() ? Extent.part(100) : null);
            }
        }
        depth.numbers(first, last);
        depth.require(frame);
        Listing listing = symbols.find(frame, sink);
        if (listing != null) {
            depth.tell(frame, listing, frame.millis(time), sink);
        }
    }
}
