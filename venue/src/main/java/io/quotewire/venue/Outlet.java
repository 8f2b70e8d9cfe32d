package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.EventSink;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.BookClosed;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.MarketEvent.Trading;
import io.quotewire.venue.trade.TradeHole;
import io.quotewire.venue.trade.TradeIds;
import io.quotewire.venue.trade.TradeSync;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The feed's one way to the engine: no trade twice, no hole unannounced, and nothing refused that is not told as lost.
 *
 * <p>When a shard is full, the listing is lost: a {@code FeedLost} is owed, and is offered again until it is taken;
 * nothing of the listing passes before it. The next event that the shard takes is the recovery, and for trades the hole
 * is then seen in their numbers.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Outlet {
    /** No venue's clock is further ahead: one trade from the future must not make all that follow it repetitions. */
    private static final long MOST_AHEAD_US = 3_600_000_000L;

    private final EventSink sink;
    private final Counters counters;
    private final Map<Listing, Flow> flows = new HashMap<>();
    private final ArrayDeque<TradeHole> holes = new ArrayDeque<>();
    private boolean owing;

    Outlet(EventSink sink, Counters counters) {
        this.sink = sink;
        this.counters = counters;
    }

    /** What is remembered of a listing, also while it is not followed: the trade numbers must outlive that. */
    static final class Flow {
        /** Channels that have sent data on the present connection. */
        final Set<Channel> heard = EnumSet.noneOf(Channel.class);

        private final TradeSync trades = new TradeSync();
        private @Nullable TradeIds ids;
        private boolean lost;
        private boolean bookRefused;
        private @Nullable MarketEvent owed;

        /** Told last of whether it trades, and not taken yet. */
        private @Nullable Trading trading;

        /** Whether the engine has lost the listing for want of room, and its book with it; true once. */
        boolean takeBookRefused() {
            boolean refused = bookRefused;
            bookRefused = false;
            return refused;
        }
    }

    /** Passes on what is said of a book; false if there was no room, and the listing is lost. */
    boolean book(BookEvent event) {
        Flow flow = flow(event.listing());
        if (settled(flow) && sink.offer(event)) {
            flow.lost = false;
            counters.add(FeedMetric.EVENTS, 1);
            return true;
        }
        refused(flow, event);
        return false;
    }

    /** Passes on what is no news of a price: it ends no loss, and if there is no room it is not missed. */
    void aside(MarketEvent event) {
        if (settled(flow(event.listing()))) {
            sink.offer(event);
        }
    }

    Flow flow(Listing listing) {
        return flows.computeIfAbsent(listing, key -> new Flow());
    }

    /** Passes on a ticker or a quote. */
    void event(Flow flow, MarketEvent event) {
        if (settled(flow) && sink.offer(event)) {
            flow.lost = false;
            counters.add(FeedMetric.EVENTS, 1);
        } else {
            refused(flow, event);
        }
    }

    /** Passes on a trade, and before it the news of any that are missing. */
    void trade(Flow flow, Trade trade, long merged) {
        boolean known = flow.ids != null && flow.ids.contains(trade.id());
        long missing = known ? TradeSync.DUPLICATE : flow.trades.missing(trade.number(), merged, trade.tsUs());
        if (missing == TradeSync.DUPLICATE) {
            counters.add(FeedMetric.DUPLICATES, 1);
            return;
        }
        if (missing != 0 && !announced(flow, trade, merged, missing)) {
            refused(flow, trade);
            return;
        }
        if (settled(flow) && sink.offer(trade)) {
            accepted(flow, trade);
        } else {
            refused(flow, trade);
        }
    }

    /** Whether a trade has been passed on, or is the very next one as far as the venue's numbers tell. */
    boolean follows(Trade trade, long merged) {
        Flow flow = flow(trade.listing());
        if (trade.number() == 0) {
            return flow.ids == null || flow.ids.contains(trade.id());
        }
        long missing = flow.trades.missing(trade.number(), merged, trade.tsUs());
        return missing == 0 || missing == TradeSync.DUPLICATE;
    }

    /** Nobody knows whether what comes next of a listing's trades follows what was passed on, unless their numbers tell. */
    void doubt(Listing listing) {
        flow(listing).trades.interrupted();
    }

    /** Passes on a trade that was missing; false if there was no room, and it stays missing. */
    boolean late(Trade trade) {
        boolean taken = settled(flow(trade.listing())) && sink.offer(trade);
        counters.add(taken ? FeedMetric.EVENTS : FeedMetric.REFUSED_EVENTS, 1);
        return taken;
    }

    /** Passes on a venue's candles; false if there was no room, and they have not been told. */
    boolean candles(MarketEvent.Candles candles) {
        boolean taken = settled(flow(candles.listing())) && sink.offer(candles);
        counters.add(FeedMetric.EVENTS, taken ? 1 : 0);
        return taken;
    }

    /** Hands over the holes seen since this was last asked, those whose trades can be looked for. */
    void takeHoles(Consumer<TradeHole> taker) {
        for (TradeHole hole = holes.poll(); hole != null; hole = holes.poll()) {
            taker.accept(hole);
        }
    }

    /** The feed has lost the listing. Said once until data flows again. */
    void lost(Listing listing, long nowUs, String reason) {
        Flow flow = flow(listing);
        flow.heard.clear();
        flow.trades.interrupted();
        lose(flow, new FeedLost(listing, nowUs, reason));
    }

    /** The feed has left the listing, because nobody wants it. */
    void closed(Listing listing, long nowUs, String why) {
        Flow flow = flow(listing);
        flow.heard.clear();
        flow.trades.interrupted();
        flow.lost = false;
        flow.owed = new FeedClosed(listing, nowUs, why);
        settled(flow);
    }

    /**
     * The feed has left the listing's book alone, because nobody wants it. Nothing keeps it true any more, so the engine must
     * know before anything else of the listing; a loss that is owed says as much.
     */
    void bookClosed(Listing listing, long nowUs, String why) {
        Flow flow = flow(listing);
        if (flow.owed == null) {
            flow.owed = new BookClosed(listing, nowUs, why);
        }
        settled(flow);
    }

    /** Whether the listing trades. It is told but once, so it waits until there is room; only the newest word counts. */
    void trading(Trading event) {
        Flow flow = flow(event.listing());
        flow.trading = event;
        settled(flow);
    }

    /** Offers again what is owed. */
    void settle() {
        if (owing) {
            owing = false;
            flows.values().forEach(this::settled);
        }
    }

    private void accepted(Flow flow, Trade trade) {
        flow.trades.accepted(trade.number(), Math.min(trade.tsUs(), trade.recvUs() + MOST_AHEAD_US));
        flow.lost = false;
        counters.add(FeedMetric.EVENTS, 1);
        if (trade.number() == 0) {
            flow.ids = flow.ids == null ? new TradeIds() : flow.ids;
            flow.ids.add(trade.id());
        }
    }

    private boolean announced(Flow flow, Trade trade, long merged, long missing) {
        TradesLost loss = new TradesLost(trade.listing(), trade.recvUs(), trade.simulated(), missing);
        if (!settled(flow) || !sink.offer(loss)) {
            return false;
        }
        flow.trades.announced(trade.number(), merged);
        counters.add(FeedMetric.GAPS, 1);
        counters.add(FeedMetric.MISSING_TRADES, Math.max(0, missing));
        if (missing > 0) {
            seen(trade.listing(), trade.number() - merged, missing);
        }
        return true;
    }

    private void seen(Listing listing, long last, long missing) {
        if (missing <= TradeHole.MOST && holes.size() < LateTrades.MOST_HOLES) {
            holes.add(new TradeHole(listing, last - missing + 1, last));
        } else {
            counters.add(FeedMetric.LATE_MISSED, missing);
        }
    }

    private void refused(Flow flow, MarketEvent event) {
        flow.bookRefused = true;
        counters.add(FeedMetric.REFUSED_EVENTS, 1);
        lose(flow, new FeedLost(event.listing(), event.recvUs(), "the engine is full"));
    }

    private void lose(Flow flow, FeedLost loss) {
        if (!flow.lost) {
            flow.lost = true;
            flow.owed = loss;
            settled(flow);
        }
    }

    /** Whether nothing is owed, any more. */
    private boolean settled(Flow flow) {
        MarketEvent owed = flow.owed;
        if (owed != null && sink.offer(owed)) {
            flow.owed = null;
        }
        Trading trading = flow.trading;
        if (flow.owed == null && trading != null && sink.offer(trading)) {
            flow.trading = null;
        }
        boolean settled = flow.owed == null && flow.trading == null;
        owing |= !settled;
        return settled;
    }
}
