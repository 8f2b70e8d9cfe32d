package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.count.Tally.Count;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.BookReport;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.FeedControl;
import io.quotewire.model.Inbox;
import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.UpdateSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The single writer for the instruments that {@code Sharding} gives it.
 *
 * <p><b>Threads:</b> {@link #offer} and the figures from any. All else, and every field but the mailbox and the counters,
 * belongs to the one thread that calls {@link #doWork}.
 */
final class Shard implements Duty {
    /** Keeps one cycle short, so that the thread's other duties get their turn in a burst. */
    static final int DRAIN_LIMIT = 256;

    private static final long REPORT_US = 1_000_000;

    /** Of each listing: its quote and ticker, and what is made of them. */
    private static final long MOST_REMEMBERED = 4;

    private final Inbox<MarketEvent> mailbox;
    private final int reserved;
    private final LongAdder dropped = new LongAdder();
    private final Tally tally = new Tally();
    private final Timers timers = new Timers();
    private final Market market;
    private long nowUs;
    private long reportedUs = -REPORT_US;
    private volatile Map<String, List<BookReport>> books = Map.of();

    /**
     * Makes the shard of some instruments.
     *
     * @param owned which they are
     * @param legs takes what all other shards must know of a pair
     */
    Shard(
            EngineConfig config,
            Epoch epoch,
            UpdateSink updates,
            FeedControl control,
            Runnable waker,
            Predicate<Instrument> owned,
            Consumer<MarketEvent.Leg> legs) {
        this.reserved = config.listings();
        this.mailbox = new Inbox<>(config.mailbox() + reserved, waker);
        UpdateSink counted = update -> {
            tally.count(kindOf(update));
            updates.on(update);
        };
        Chains chains = new Chains(epoch, counted, MOST_REMEMBERED * config.listings());
        this.market = new Market(
                new Scope(config, chains, control, timers, tally, owned, (leg, atUs) -> tell(leg, atUs, legs)));
    }

    private void tell(MarketEvent.Leg leg, long atUs, Consumer<MarketEvent.Leg> others) {
        market.on(leg, atUs);
        others.accept(leg);
    }

    /**
     * False when the mailbox is full. One queue serves all, so that a loss keeps its place among its listing's events; the
     * last of its room is for losses and ends alone, enough for one of each listing (less a place for each feed that offers
     * at the same moment as another).
     */
    boolean offer(MarketEvent event) {
        boolean taken = (mailbox.room() > reserved || mayUseReserve(event)) && mailbox.offer(event);
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    /**
     * Applies what waits, then lets time pass. Where the limit was reached more may wait, and then no time passes but that
     * of the events: a timer must not overtake an event that came before it.
     */
    @Override
    public int doWork(long toUs) {
        int drained = mailbox.drain(this::apply, DRAIN_LIMIT);
        int done = drained < DRAIN_LIMIT ? drained + advance(toUs) : drained;
        if (nowUs - reportedUs >= REPORT_US) {
            reportedUs = nowUs;
            books = market.books();
            market.tellLegsAgain(nowUs);
        }
        return done;
    }

    /** How the books of a venue fare, a second old at most while the shard is turned. Any thread. */
    List<BookReport> books(String venue) {
        return books.getOrDefault(venue, List.of());
    }

    /** The venues of which it follows books. Any thread. */
    Set<String> venuesWithBooks() {
        return books.keySet();
    }

    /** As {@link Venue#muteSinceUs} says. Any thread. */
    long muteSinceUs(String venue) {
        return market.muteSinceUs(venue);
    }

    Tally tally() {
        return tally;
    }

    long dropped() {
        return dropped.sum();
    }

    int depth() {
        return mailbox.size();
    }

    private void apply(MarketEvent event) {
        advance(event.recvUs());
        tally.count(kindOf(event));
        switch (event) {
            case MarketEvent.Rate rate -> market.on(rate, nowUs);
            case MarketEvent.Leg leg -> market.on(leg, nowUs);
            case MarketEvent.Convert wanted -> market.on(wanted, nowUs);
            case MarketEvent.Remembered before -> market.on(before, nowUs);
            case FeedClosed closed
            when closed.listing().venue().equals(Topic.BEST) -> market.endConversion(closed, nowUs);
            default -> applyToListing(event);
        }
    }

    private void applyToListing(MarketEvent event) {
        ListingState state = market.of(event.listing());
        if (state == null) {
            tally.count(Count.UNLISTED);
        } else {
            state.on(event, nowUs);
        }
    }

    /** Fires each timer at its own time, then stands at {@code toUs}, or where it stood if that is later. */
    private int advance(long toUs) {
        long untilUs = Math.max(nowUs, toUs);
        int fired = 0;
        for (long dueUs = timers.nextDueUs(); dueUs <= untilUs; dueUs = timers.nextDueUs()) {
            nowUs = Math.max(nowUs, dueUs);
            timers.fireNext(nowUs);
            fired++;
        }
        nowUs = untilUs;
        return fired;
    }

    private static boolean mayUseReserve(MarketEvent event) {
        return event instanceof FeedLost || event instanceof FeedClosed;
    }

    private static Count kindOf(MarketEvent event) {
        return switch (event) {
            case Ticker ignored -> Count.TICKERS;
            case Quote ignored -> Count.QUOTES;
            case Trade ignored -> Count.TRADES;
            case TradesLost ignored -> Count.TRADES_LOST;
            case FeedLost ignored -> Count.FEED_LOST;
            case FeedClosed ignored -> Count.FEED_CLOSED;
            case MarketEvent.BookEvent ignored -> Count.BOOKS;
            case MarketEvent.BookClosed ignored -> Count.BOOKS;
            case MarketEvent.Acknowledged ignored -> Count.ACKNOWLEDGED;
            case MarketEvent.Trading ignored -> Count.TRADING;
            case MarketEvent.Candles ignored -> Count.CANDLES;
            case MarketEvent.Rate ignored -> Count.RATES;
            case MarketEvent.Convert ignored -> Count.CONVERTS;
            case MarketEvent.Leg ignored -> Count.LEGS;
            case MarketEvent.Remembered ignored -> Count.REMEMBERED;
        };
    }

    private static Count kindOf(Update update) {
        return switch (update) {
            case Update.Value ignored -> Count.VALUE_UPDATES;
            case Update.Trades ignored -> Count.TRADE_UPDATES;
            case Update.StatusChange ignored -> Count.STATUS_UPDATES;
            case Update.Gap ignored -> Count.GAP_UPDATES;
            case Update.Book ignored -> Count.BOOK_UPDATES;
            case Update.ClosedCandle ignored -> Count.CANDLE_UPDATES;
            case Update.OpenCandle ignored -> Count.CANDLE_VIEWS;
        };
    }
}
