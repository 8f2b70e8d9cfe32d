package io.quotewire.engine.price;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Update.QuoteData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps from clients what one listing says of a price that is too far off, until somebody confirms it.
 *
 * <p>A price is <i>suspect</i> when it is more than {@link #PERCENT} percent off the one that its channel was believed within the
 * last {@link #MEMORY_US}; where there is none, off all that the listing's other channels were. It is held, one of each
 * channel, until
 * <ul>
 *   <li>the channel's next word is nearer to it than half of the way that it is off, or another venue, or
 *       another channel of the listing, is believed such a price: then the newest is shown. So a move costs one tick at most;
 *   <li>the channel's next word is back where the price was: then it was an outlier, which is dropped and counted. So it is
 *       when the next word is far off both; but of those no more than {@link #MOST} in a row are held;
 *   <li>nothing that was believed is as young as that any more: who says nothing else for so long means it.
 * </ul>
 * The first price after a start, a loss, a verdict or a long silence is believed, as there is nothing to hold it against.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Quarantine implements Timers.Task {
    public static final int PERCENT = 20;
    public static final long MEMORY_US = 30_000_000;
    public static final int MOST = 2;

    private final TickerMix mix;
    private final List<Part<?>> believed;
    private final Ward ward;
    private final Tally tally;
    private final Timers timers;
    private final Timers.Timer timer;
    private final Release release;
    private final Cell quotes;
    private final Cell tickers;
    private final Cell trades;
    private final List<Cell> cells;

    /** @param release is called with what was held and is believed now, where no event of its own channel says so */
    public Quarantine(TickerMix mix, Ward ward, Timers timers, Tally tally, Release release) {
        this.mix = mix;
        this.ward = ward;
        this.tally = tally;
        this.timers = timers;
        this.timer = timers.create(this);
        this.release = release;
        this.believed = List.of(
                mix.quote().own(),
                mix.last().own(),
                mix.quote().ticker(),
                mix.last().ticker());
        this.quotes = new Cell(Tally.Count.SUSPECT_QUOTES, Tally.Count.OUTLIER_QUOTES);
        this.tickers = new Cell(Tally.Count.SUSPECT_TICKERS, Tally.Count.OUTLIER_TICKERS);
        this.trades = new Cell(Tally.Count.SUSPECT_TRADES, Tally.Count.OUTLIER_TRADES);
        this.cells = List.of(quotes, tickers, trades);
        ward.join(this);
    }

    /** Whether the quote is held, and is not to be shown. */
    public boolean holds(Quote event, QuoteData data, long nowUs) {
        if (quotes.isEmpty() && isNear(data, mix.quote().own(), nowUs)) {
            return quotes.pass();
        }
        return holds(quotes, event, null, claim(mix.quote().own(), Price.of(data), nowUs), nowUs);
    }

    /** Whether the trade is held, and says nothing of the last price. */
    public boolean holds(Trade event, long nowUs) {
        if (trades.isEmpty() && isNear(event.price(), mix.last().own(), nowUs)) {
            return trades.pass();
        }
        return holds(trades, event, claim(mix.last().own(), Price.of(event.price()), nowUs), null, nowUs);
    }

    /** Whether the ticker is held, in all that it says. */
    public boolean holds(TickerWord word, long nowUs) {
        if (tickers.isEmpty()
                && isNear(word.last(), mix.last().ticker(), nowUs)
                && isNear(word.quote(), mix.quote().ticker(), nowUs)) {
            return tickers.pass();
        }
        return holds(
                tickers,
                word.event(),
                word.last() == null ? null : claim(mix.last().ticker(), Price.of(word.last()), nowUs),
                word.quote() == null ? null : claim(mix.quote().ticker(), Price.of(word.quote()), nowUs),
                nowUs);
    }

    /** Whether there is nothing to be asked, as mostly there is not: what all else would find too, without an object. */
    private static boolean isNear(@Nullable Decimal price, Part<Decimal> own, long nowUs) {
        return price == null || (isYoung(own, nowUs) && isWithin(price, own.value()));
    }

    private static boolean isNear(@Nullable QuoteData quote, Part<QuoteData> own, long nowUs) {
        QuoteData before = own.value();
        return quote == null
                || (before != null
                        && isYoung(own, nowUs)
                        && isWithin(quote.bid(), before.bid())
                        && isWithin(quote.ask(), before.ask()));
    }

    private static boolean isWithin(@Nullable Decimal price, @Nullable Decimal before) {
        return price != null && before != null && price.isWithin(PERCENT, before);
    }

    /** Tells all who share the instrument that this listing was believed a price. */
    public void spoke(long nowUs) {
        ward.spoke(nowUs);
    }

    /** The connection is gone: nobody will say whether what is held was true. */
    public void drop() {
        for (Cell cell : cells) {
            cell.drop();
            cell.inARow = 0;
        }
    }

    /** Whether this listing is believed a price that confirms another's suspect one. */
    public boolean confirms(Price suspect, Price old, long nowUs) {
        for (int i = 0; i < believed.size(); i++) {
            Part<?> part = believed.get(i);
            if (isYoung(part, nowUs) && Price.of(part).confirms(suspect, old)) {
                return true;
            }
        }
        return false;
    }

    /** Lets go of what others confirm by now. */
    public void review(long nowUs) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            MarketEvent held = cell.event;
            if (held != null && isConfirmed(cell.last, nowUs) && isConfirmed(cell.quote, nowUs)) {
                letGo(cell, held, nowUs);
            }
        }
    }

    /** Nobody has confirmed what is held, nor has its channel said anything else. */
    @Override
    public void expire(long nowUs) {
        for (Cell cell : cells) {
            MarketEvent held = cell.event;
            if (held == null) {
                continue;
            }
            if (nowUs - held.recvUs() <= MEMORY_US) {
                timers.arm(timer, held.recvUs() + MEMORY_US + 1);
            } else if (isContradicted(cell.last, nowUs) || isContradicted(cell.quote, nowUs)) {
                cell.drop();
            } else {
                letGo(cell, held, nowUs);
            }
        }
    }

    private void letGo(Cell cell, MarketEvent held, long nowUs) {
        cell.clear();
        if (!release.believed(held, nowUs)) {
            tally.count(cell.dropped);
        }
    }

    private boolean holds(Cell cell, MarketEvent event, @Nullable Claim last, @Nullable Claim quote, long nowUs) {
        boolean isBelieved = isBelieved(last, cell.last, nowUs) && isBelieved(quote, cell.quote, nowUs);
        if (cell.event != null) {
            if (repeats(last, cell.last) && repeats(quote, cell.quote)) {
                cell.clear();
            } else {
                cell.drop();
            }
        }
        if (isBelieved || cell.inARow >= MOST) {
            return cell.pass();
        }
        cell.hold(event, last, quote);
        timers.arm(timer, event.recvUs() + MEMORY_US + 1);
        return true;
    }

    private boolean isBelieved(@Nullable Claim claim, @Nullable Claim held, long nowUs) {
        if (claim == null || claim.off == null) {
            return true;
        }
        boolean again = held != null && held.off != null && claim.price.confirms(held.price, held.off);
        return again || ward.confirms(this, claim.price, claim.off, nowUs);
    }

    /** Whether it says what was held, as far as that was suspect. */
    private static boolean repeats(@Nullable Claim claim, @Nullable Claim held) {
        return held == null || held.off == null || (claim != null && claim.price.confirms(held.price, held.off));
    }

    private boolean isConfirmed(@Nullable Claim held, long nowUs) {
        return held == null
                || held.off == null
                || confirms(held.price, held.off, nowUs)
                || ward.confirms(this, held.price, held.off, nowUs);
    }

    private boolean isContradicted(@Nullable Claim held, long nowUs) {
        return held != null && held.off != null && offWhat(held.price, null, nowUs) != null;
    }

    private Claim claim(Part<?> own, Price price, long nowUs) {
        return new Claim(price, offWhat(price, own, nowUs));
    }

    /** The believed price that it is too far off; null where another vouches for it, or there is none to hold it against. */
    private @Nullable Price offWhat(Price price, @Nullable Part<?> own, long nowUs) {
        Price before = own == null ? null : comparable(own, price, nowUs);
        if (before != null) {
            return price.isWithin(PERCENT, before) || confirms(price, before, nowUs) ? null : before;
        }
        for (int i = 0; i < believed.size(); i++) {
            Price known = comparable(believed.get(i), price, nowUs);
            if (known != null && price.isWithin(PERCENT, known)) {
                return null;
            }
            before = before == null ? known : before;
        }
        return before;
    }

    private static @Nullable Price comparable(Part<?> part, Price price, long nowUs) {
        Price known = isYoung(part, nowUs) ? Price.of(part) : null;
        return known != null && price.sharesASide(known) ? known : null;
    }

    private static boolean isYoung(Part<?> part, long nowUs) {
        return part.health() == Part.Health.FRESH && nowUs - part.recvUs() <= MEMORY_US;
    }

    /** Takes what was held and is believed now, though no event of its own channel says so. */
    public interface Release {
        /** Whether it is shown; not where a verdict stands against its channel by now. */
        boolean believed(MarketEvent event, long nowUs);
    }

    /** @param off what the price is too far off; null where it is not suspect */
    private record Claim(Price price, @Nullable Price off) {}

    /** One channel: what is held of it, and why. */
    private final class Cell {
        private final Tally.Count held;
        private final Tally.Count dropped;
        private @Nullable MarketEvent event;
        private @Nullable Claim last;
        private @Nullable Claim quote;
        private int inARow;

        Cell(Tally.Count held, Tally.Count dropped) {
            this.held = held;
            this.dropped = dropped;
        }

        boolean isEmpty() {
            return event == null;
        }

        /** Holds nothing, and no more of those before counts. */
        boolean pass() {
            inARow = 0;
            return false;
        }

        void hold(MarketEvent suspect, @Nullable Claim itsLast, @Nullable Claim itsQuote) {
            event = suspect;
            last = itsLast;
            quote = itsQuote;
            inARow++;
            ward.waits(1);
            tally.count(held);
        }

        void clear() {
            event = null;
            last = null;
            quote = null;
            ward.waits(-1);
        }

        void drop() {
            if (event != null) {
                clear();
                tally.count(dropped);
            }
        }
    }
}
