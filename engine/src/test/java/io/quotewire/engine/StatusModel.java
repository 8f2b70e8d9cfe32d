package io.quotewire.engine;

import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the three topics of one listing should say of themselves: no timers and no parts, only when each channel last said
 * something and when the feed was lost or closed. Silence is counted from the event's own time.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class StatusModel {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long silenceUs;
    private boolean quoteBegan;
    private boolean tickerBegan;
    private boolean tradeBegan;
    private boolean quoteClosed;
    private boolean tickerClosed;
    private boolean tradeClosed;

    /** Since the last loss or end. */
    private boolean connected;

    private boolean traded;
    private long quoteUs = NEVER;
    private long tickerQuoteUs = NEVER;
    private long tickerLastUs = NEVER;
    private long figuresUs = NEVER;

    /** Since the last end. */
    private boolean knowsQuote;

    private boolean knowsLast;
    private boolean lastIsTrades;
    private @Nullable Quote lastSequence;
    private @Nullable Ticker lastTime;

    StatusModel(long silenceUs) {
        this.silenceUs = silenceUs;
    }

    void on(MarketEvent event) {
        switch (event) {
            case Quote quote -> quote(quote);
            case Ticker ticker -> ticker(ticker);
            case Trade trade -> trade(trade);
            case MarketEvent.TradesLost ignored -> {}
            case MarketEvent.FeedLost ignored -> forget();
            case MarketEvent.FeedClosed ignored -> close();
        }
    }

    @Nullable
    Status quote(long nowUs) {
        return !quoteBegan ? null : quoteClosed ? Status.CLOSED : pair(nowUs);
    }

    @Nullable
    Status trade() {
        return !tradeBegan ? null : tradeClosed ? Status.CLOSED : connected ? Status.LIVE : Status.DOWN;
    }

    @Nullable
    Status ticker(long nowUs) {
        if (!tickerBegan) {
            return null;
        } else if (tickerClosed) {
            return Status.CLOSED;
        }
        Status pair = knowsQuote ? pair(nowUs) : Status.LIVE;
        Status last = knowsLast ? last(nowUs) : Status.LIVE;
        Status worst = pair.compareTo(last) > 0 ? pair : last;
        return knowsQuote || knowsLast ? worst : channel(figuresUs, nowUs);
    }

    private Status pair(long nowUs) {
        return channel(Math.max(quoteUs, tickerQuoteUs), nowUs);
    }

    private Status last(long nowUs) {
        if (lastIsTrades) {
            return connected ? Status.LIVE : Status.DOWN;
        }
        return channel(tickerLastUs, nowUs);
    }

    private Status channel(long saidUs, long nowUs) {
        return saidUs == NEVER ? Status.DOWN : isFresh(saidUs, nowUs) ? Status.LIVE : Status.STALE;
    }

    private boolean isFresh(long saidUs, long nowUs) {
        return nowUs < saidUs + silenceUs;
    }

    private boolean isSoon(MarketEvent event, MarketEvent before) {
        return event.recvUs() < before.recvUs() + silenceUs;
    }

    private void quote(Quote quote) {
        if (quote.sequence() > 0) {
            Quote before = lastSequence;
            if (before != null && quote.sequence() <= before.sequence() && isSoon(quote, before)) {
                return;
            }
            lastSequence = quote;
        }
        if (isSound(quote.bid(), quote.ask())) {
            connected = true;
            quoteUs = quote.recvUs();
            beginsQuote();
            beginsTicker();
        }
    }

    private void ticker(Ticker ticker) {
        if (ticker.tsUs() > 0) {
            Ticker before = lastTime;
            if (before != null && ticker.tsUs() < before.tsUs() && isSoon(ticker, before)) {
                return;
            }
            lastTime = ticker;
        }
        connected = true;
        figuresUs = ticker.recvUs();
        Decimal bid = ticker.figure(Figure.BID);
        Decimal ask = ticker.figure(Figure.ASK);
        if ((bid != null || ask != null) && isSound(bid, ask)) {
            tickerQuoteUs = ticker.recvUs();
            beginsQuote();
        }
        Decimal last = ticker.figure(Figure.LAST);
        if (last != null && last.signum() > 0) {
            tickerLastUs = ticker.recvUs();
            knowsLast = true;
            lastIsTrades = traded;
        }
        beginsTicker();
    }

    private void trade(Trade trade) {
        if (trade.price().signum() > 0) {
            connected = true;
            traded = true;
            knowsLast = true;
            lastIsTrades = true;
            tradeBegan = true;
            tradeClosed = false;
            beginsTicker();
        }
    }

    private void beginsQuote() {
        knowsQuote = true;
        quoteBegan = true;
        quoteClosed = false;
    }

    private void beginsTicker() {
        tickerBegan = true;
        tickerClosed = false;
    }

    private void forget() {
        connected = false;
        traded = false;
        quoteUs = NEVER;
        tickerQuoteUs = NEVER;
        tickerLastUs = NEVER;
        figuresUs = NEVER;
        lastSequence = null;
        lastTime = null;
    }

    private void close() {
        forget();
        knowsQuote = false;
        knowsLast = false;
        quoteClosed = true;
        tickerClosed = true;
        tradeClosed = true;
    }

    private static boolean isSound(@Nullable Decimal bid, @Nullable Decimal ask) {
        boolean positive = (bid == null || bid.signum() > 0) && (ask == null || ask.signum() > 0);
        return positive && (bid == null || ask == null || bid.compareTo(ask) < 0);
    }
}
