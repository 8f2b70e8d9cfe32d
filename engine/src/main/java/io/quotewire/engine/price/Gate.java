package io.quotewire.engine.price;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.time.Lag;
import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Update.QuoteData;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a listing's venue may say and what is not believed: going back in sequence or time, crossed or locked quotes,
 * prices and traded sizes that are not above zero, other sizes below it. All of it is counted, and none of it counts as a sign of life.
 *
 * <p>A venue may count anew after a new connection, or once it said nothing new for {@link #RESTART_US}: else one that
 * restarts its numbers would never be heard again.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Gate {
    public static final long RESTART_US = 10_000_000;

    private final Tally tally;
    private long sequence;
    private long sequenceRecvUs;
    private long tickerTsUs;
    private long tickerRecvUs;
    private boolean tickerAhead;
    private @Nullable Decimals figures;
    private long figuresTsUs;
    private @Nullable Quote quoted;

    public Gate(Tally tally) {
        this.tally = tally;
    }

    /** Whether the quote says nothing that was not said before: the same at the same time, or under the same number. */
    public boolean repeats(Quote event) {
        Quote before = quoted;
        quoted = event;
        boolean same = before != null
                && (event.sequence() > 0 || event.tsUs() > 0)
                && event.sequence() == before.sequence()
                && event.tsUs() == before.tsUs()
                && Objects.equals(event.bid(), before.bid())
                && Objects.equals(event.bidSize(), before.bidSize())
                && Objects.equals(event.ask(), before.ask())
                && Objects.equals(event.askSize(), before.askSize());
        if (same) {
            tally.count(Tally.Count.REPEATED_QUOTES);
        }
        return same;
    }

    /** Whether the ticker says nothing that was not said before: the same figures at the same time. */
    public boolean repeats(Ticker ticker) {
        boolean same = figures != null && ticker.tsUs() == figuresTsUs && figures.equals(ticker.figures());
        if (same) {
            tally.count(Tally.Count.REPEATED_TICKERS);
        }
        return same;
    }

    /** Whether the quote's sequence has grown, as far as it has one. */
    public boolean admits(Quote quote) {
        if (quote.sequence() <= 0) {
            return true;
        }
        if (quote.sequence() <= sequence && quote.recvUs() - sequenceRecvUs < RESTART_US) {
            tally.count(Tally.Count.REGRESSED_QUOTES);
            return false;
        }
        sequence = quote.sequence();
        sequenceRecvUs = quote.recvUs();
        return true;
    }

    /**
     * Whether the ticker's time has not gone back, as far as it has one. One far in the future takes part only where those
     * before it were too: what comes behind it in its true time has not gone back.
     */
    public boolean admits(Ticker ticker) {
        if (ticker.tsUs() <= 0) {
            return true;
        }
        boolean ahead = Lag.isAhead(ticker.tsUs(), ticker.recvUs());
        boolean comparable = ahead == tickerAhead;
        boolean back = comparable && ticker.tsUs() < tickerTsUs;
        if (back && ticker.recvUs() - tickerRecvUs < RESTART_US) {
            tally.count(Tally.Count.REGRESSED_TICKERS);
            return false;
        }
        if (comparable || !ahead || tickerTsUs == 0) {
            tickerTsUs = ticker.tsUs();
            tickerRecvUs = ticker.recvUs();
            tickerAhead = ahead;
        }
        figures = ticker.figures();
        figuresTsUs = ticker.tsUs();
        return true;
    }

    /** Whether the ticker's last price and quote are possible; if not, it is not believed in its other figures either. */
    public boolean isSound(TickerWord ticker) {
        Decimal last = ticker.last();
        return (last == null || isPrice(last)) && (ticker.quote() == null || isSound(ticker.quote()));
    }

    private boolean isSound(QuoteData quote) {
        return (quote.bid() == null || isPrice(quote.bid()))
                && (quote.ask() == null || isPrice(quote.ask()))
                && !isCrossed(quote.bid(), quote.ask());
    }

    /** Whether the trade is possible. */
    public boolean isSound(Trade trade) {
        return isPrice(trade.price()) && isPrice(trade.size());
    }

    /** The connection is gone. */
    public void forget() {
        sequence = 0;
        tickerTsUs = 0;
        tickerAhead = false;
        figures = null;
        quoted = null;
    }

    /** The quote, or null if it is not to be shown. */
    @Nullable
    public QuoteData quote(
            @Nullable Decimal bid, @Nullable Decimal bidSize, @Nullable Decimal ask, @Nullable Decimal askSize) {
        if ((bid != null && !isPrice(bid)) || (ask != null && !isPrice(ask))) {
            return null;
        }
        if (!isSize(bidSize) || !isSize(askSize)) {
            return null;
        }
        return isCrossed(bid, ask) ? null : new QuoteData(bid, bidSize, ask, askSize);
    }

    private boolean isCrossed(@Nullable Decimal bid, @Nullable Decimal ask) {
        if (bid == null || ask == null || bid.compareTo(ask) < 0) {
            return false;
        }
        tally.count(Tally.Count.HELD_BACK);
        return true;
    }

    private boolean isPrice(Decimal price) {
        if (price.signum() > 0) {
            return true;
        }
        tally.count(Tally.Count.NOT_POSITIVE);
        return false;
    }

    /** Nothing may stand at a price, but not less than that. */
    private boolean isSize(@Nullable Decimal size) {
        if (size == null || size.signum() >= 0) {
            return true;
        }
        tally.count(Tally.Count.NOT_POSITIVE);
        return false;
    }
}
