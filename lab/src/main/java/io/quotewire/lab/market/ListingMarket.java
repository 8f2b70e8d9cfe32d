package io.quotewire.lab.market;

import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.PairTable.Quoting;
import io.quotewire.lab.market.Tide.Current;
import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Interval;
import io.quotewire.model.Side;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One listing: when something happens to it next, and what. It follows the tide a little late and a little beside.
 *
 * <p>Prices are counted in ticks, sizes in lots.
 *
 * <p><b>Threads:</b> the market's only.
 */
final class ListingMarket {
    private static final long BILLION = 1_000_000_000;
    private static final long SUMMARY_US = 1_000_000;
    private static final long BOOK_US = 100_000;

    /** Past trades that a venue can still be asked for. */
    static final int PAST_TRADES = 500;

    /** A venue is beside the fair value by at most 60 ppm. */
    private static final long FARTHEST_BASIS = 60_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final Pair pair;
    private final Activity activity;
    private final Current current;
    private final Chance chance;
    private final int bustle;
    private final long baseTicks;
    private final long depthLots;
    private final DayFigures day;
    private final BookShape shape;
    private final PairTable.Figures figures;
    private final Deque<Traded> past = new ArrayDeque<>();
    private final PastCandles candles = new PastCandles();

    private long offset;
    private long basis;
    private int hurry = 1;
    private long quoteUs;
    private long tradeUs;
    private long sumUs = NEVER;
    private long summedUs;
    private long bookUs = NEVER;
    private long bookedUs;
    private long booked;
    private long sequence;
    private long number;
    private long bid;
    private long ask;
    private @Nullable Book book;
    private @Nullable Booked lastBooked;
    private @Nullable Quoted quoted;
    private @Nullable Traded traded;
    private @Nullable Summed summed;

    ListingMarket(Quoting quoting, Current current, Chance chance, int bustle, long startUs) {
        this.pair = quoting.pair();
        this.activity = quoting.row().activity();
        this.current = current;
        this.chance = chance;
        this.bustle = bustle;
        Decimal price = quoting.row().price();
        baseTicks = price.toBigDecimal()
                .divideToIntegralValue(pair.tick().toBigDecimal())
                .longValueExact();
        depthLots = lots(price, activity.depth());
        sequence = chance.between(BILLION, 40 * BILLION);
        number = chance.between(BILLION / 100, 4 * BILLION);
        booked = chance.between(BILLION / 1_000, BILLION / 10);
        shape = BookShape.of(pair, chance.between(Long.MIN_VALUE, Long.MAX_VALUE - 1), baseTicks, depthLots);
        figures = quoting.figures();
        long turnover = activity.dayTurnover();
        DayFigures.Range range =
                new DayFigures.Range(ticks(current.opened()), ticks(current.peak()), ticks(current.trough()));
        day = new DayFigures(
                pair, startUs, range, turnover, lots(price, turnover), number, chance.between(1_000, 1_000_000));
        quoteUs = startUs;
        tradeUs = startUs;
        summedUs = startUs - SUMMARY_US;
        bookedUs = startUs - BOOK_US;
    }

    Pair pair() {
        return pair;
    }

    long nextUs() {
        return Math.min(Math.min(quoteUs, tradeUs), Math.min(sumUs, bookUs));
    }

    /** What is due next; {@link #nextUs} must have come. */
    Happening next(long id) {
        long nowUs = nextUs();
        long tsUs = nowUs - nowUs % 1_000;
        if (nowUs == quoteUs) {
            quoteUs = nowUs + waitUs(activity.quoteUs());
            sumAfter(nowUs, PairTable.Figures.WITH_QUOTES);
            bookUs = bookUs == NEVER ? Math.max(nowUs, bookedUs + BOOK_US) : bookUs;
            return quote(id, tsUs);
        }
        if (nowUs == tradeUs) {
            tradeUs = nowUs + waitUs(activity.tradeUs());
            sumAfter(nowUs, PairTable.Figures.WITH_TRADES);
            return trade(id, tsUs);
        }
        if (nowUs == sumUs) {
            summedUs = nowUs;
            sumUs = NEVER;
            summed = new Summed(id, pair.listing(), tsUs, day.told(id), known(quoted), known(traded));
            return summed;
        }
        bookedUs = nowUs;
        bookUs = NEVER;
        Book before = lastBooked == null ? Book.empty(shape, sequence - 1) : lastBooked.after();
        lastBooked = new Booked(id, pair.listing(), tsUs, ++booked, before, known(book));
        return lastBooked;
    }

    /** Follows the tide by one of its steps. */
    void follow(long nowUs) {
        basis = Math.clamp(basis + chance.bell(FARTHEST_BASIS / 20), -FARTHEST_BASIS, FARTHEST_BASIS);
        offset += (current.offset() + basis - offset) / 3;
        int before = hurry;
        hurry = current.hurry();
        if (hurry > before) {
            quoteUs = nowUs + Math.max(0, quoteUs - nowUs) / hurry;
            tradeUs = nowUs + Math.max(0, tradeUs - nowUs) / hurry;
        }
    }

    void shift(long byUs) {
        quoteUs += byUs;
        tradeUs += byUs;
        summedUs += byUs;
        sumUs = sumUs == NEVER ? NEVER : sumUs + byUs;
        bookedUs += byUs;
        bookUs = bookUs == NEVER ? NEVER : bookUs + byUs;
    }

    List<Happening> latest() {
        List<Happening> latest = new ArrayList<>();
        for (Happening happening : new @Nullable Happening[] {quoted, traded, summed, lastBooked}) {
            if (happening != null) {
                latest.add(happening);
            }
        }
        return latest;
    }

    private Quoted quote(long id, long tsUs) {
        long centre = ticks(offset);
        long spread = chance.onceIn(4) ? chance.between(2, 4) : 1;
        bid = Math.max(1, centre - spread / 2);
        ask = bid + spread;
        sequence++;
        long bidLots = Mark.on(chance.skewed(depthLots), id);
        long askLots = 1 + chance.skewed(depthLots);
        book = Book.of(shape, sequence, new Book.Best(bid, bidLots), new Book.Best(ask, askLots));
        Decimal bidSize = Mark.size(bidLots);
        Decimal askSize = Mark.size(askLots);
        quoted = new Quoted(id, pair.listing(), tsUs, sequence, pair.price(bid), bidSize, pair.price(ask), askSize);
        return quoted;
    }

    /** As it stands, not only as it was last told; null before the start. */
    @Nullable
    Book book() {
        return book;
    }

    /** The newest {@value #PAST_TRADES}, the oldest first. */
    List<Traded> pastTrades() {
        return List.copyOf(past);
    }

    /** The newest {@value PastCandles#MOST} of that length with trades, the oldest first; the last one may not have ended. */
    List<Candle> candles(Interval interval) {
        return candles.of(interval);
    }

    private Traded trade(long id, long tsUs) {
        Side side = chance.onceIn(2) ? Side.BUY : Side.SELL;
        long ticks = side == Side.BUY ? ask : bid;
        long lots = Mark.on(chance.skewed(depthLots / 8), id);
        number++;
        day.traded(ticks, lots, number, tsUs);
        Traded now = new Traded(id, pair.listing(), tsUs, number, sequence, side, pair.price(ticks), Mark.size(lots));
        traded = now;
        candles.traded(now);
        past.addLast(now);
        if (past.size() > PAST_TRADES) {
            past.removeFirst();
        }
        return now;
    }

    /** The price that lies so many billionths above the base. */
    private long ticks(long billionths) {
        return baseTicks * (BILLION + billionths) / BILLION;
    }

    private long waitUs(long calmUs) {
        return chance.waitUs(Math.max(1, calmUs * 100 / bustle / hurry));
    }

    private static long lots(Decimal price, long notional) {
        return BigDecimal.valueOf(notional)
                .movePointRight(Mark.PLACES)
                .divideToIntegralValue(price.toBigDecimal())
                .longValueExact();
    }

    private static <T> T known(@Nullable T happening) {
        if (happening == null) {
            throw new IllegalStateException("figures and books are told only after a quote and a trade");
        }
        return happening;
    }

    /** @param by what has just happened */
    private void sumAfter(long nowUs, PairTable.Figures by) {
        if (figures == by) {
            sumUs = nowUs;
        } else if (figures == PairTable.Figures.EACH_SECOND && sumUs == NEVER) {
            sumUs = Math.max(nowUs, summedUs + SUMMARY_US);
        }
    }
}
