package io.quotewire.engine;

import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Status;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the three topics of one listing should say of themselves, by what its channels said and what {@link LifeModel}
 * holds against them.
 *
 * <p><b>Threads:</b> the test's only.
 */
final class StatusModel {
    private static final long RESTART_US = 10_000_000;

    final ChannelModel quotes;
    final ChannelModel tickers;
    final ChannelModel trades;
    final Said quote = new Said();
    final Said tickerQuote = new Said();
    final Said tickerLast = new Said();
    final Said figures = new Said();
    final Said last = new Said();

    /** Since the last loss or end. */
    boolean connected;

    int lateInARow;
    boolean late;

    private boolean quoteBegan;
    private boolean tickerBegan;
    private boolean tradeBegan;
    private boolean closed;
    private boolean lastIsTrades = true;
    private boolean quoteIsOwn = true;
    private @Nullable Quote lastQuote;
    private @Nullable Quote lastSequence;
    private @Nullable Ticker lastTime;

    StatusModel(Listing listing, long silenceUs) {
        this.quotes = new ChannelModel(listing, "quote", silenceUs);
        this.tickers = new ChannelModel(listing, "ticker", silenceUs);
        this.trades = new ChannelModel(listing, "trade", silenceUs);
    }

    List<ChannelModel> channels() {
        return List.of(quotes, tickers, trades);
    }

    /** What only that channel says. */
    List<Said> saidBy(ChannelModel channel) {
        return channel == quotes
                ? List.of(quote)
                : channel == trades ? List.of(last) : List.of(tickerQuote, tickerLast, figures);
    }

    @Nullable
    Status quote() {
        return !quoteBegan ? null : quote.everUs == null && tickerQuote.everUs == null ? Status.CLOSED : pair();
    }

    @Nullable
    Status trade() {
        return !tradeBegan ? null : closed ? Status.CLOSED : tradeStatus();
    }

    @Nullable
    Status ticker() {
        if (!tickerBegan) {
            return null;
        }
        if (quote.everUs == null && tickerQuote.everUs == null && last.everUs == null && figures.everUs == null) {
            return Status.CLOSED;
        }
        boolean knowsQuote = quote.everUs != null || tickerQuote.everUs != null;
        boolean knowsLast = last.everUs != null || tickerLast.everUs != null;
        Status pair = knowsQuote ? pair() : Status.LIVE;
        Status price = knowsLast ? lastIsTrades ? tradeStatus() : tickerLast.status : Status.LIVE;
        return knowsQuote || knowsLast ? pair.compareTo(price) > 0 ? pair : price : figures.status;
    }

    private Status tradeStatus() {
        return !connected ? Status.DOWN : trades.verdict == null ? Status.LIVE : Status.STALE;
    }

    private Status pair() {
        return (quoteIsOwn ? quote : tickerQuote).status;
    }

    boolean believes(Quote event) {
        if (event.sequence() > 0) {
            Quote before = lastSequence;
            if (before != null
                    && event.sequence() <= before.sequence()
                    && event.recvUs() - before.recvUs() < RESTART_US) {
                return false;
            }
            lastSequence = event;
        }
        return isSound(event.bid(), event.ask());
    }

    boolean repeats(Quote event) {
        Quote before = lastQuote;
        lastQuote = event;
        return before != null
                && event.tsUs() + event.sequence() > 0
                && List.of(event.tsUs(), event.sequence()).equals(List.of(before.tsUs(), before.sequence()))
                && figures(event).equals(figures(before));
    }

    private static List<Optional<Decimal>> figures(Quote quote) {
        return Stream.of(quote.bid(), quote.bidSize(), quote.ask(), quote.askSize())
                .map(Optional::ofNullable)
                .toList();
    }

    boolean repeats(Ticker event) {
        Ticker before = lastTime;
        return before != null
                && event.tsUs() == before.tsUs()
                && before.figures().equals(event.figures());
    }

    boolean believes(Ticker event) {
        if (event.tsUs() > 0) {
            Ticker before = lastTime;
            if (before != null && event.tsUs() < before.tsUs() && event.recvUs() - before.recvUs() < RESTART_US) {
                return false;
            }
            lastTime = event;
        }
        Decimal price = event.figure(Figure.LAST);
        boolean positive = price == null || price.signum() > 0;
        return positive && isSound(event.figure(Figure.BID), event.figure(Figure.ASK));
    }

    void takes(Quote event) {
        quote.comes(event.recvUs(), event.tsUs());
        quoteBegan = true;
        tickerBegan = true;
    }

    void takes(Ticker event) {
        figures.comes(event.recvUs(), event.tsUs());
        Decimal bid = event.figure(Figure.BID);
        Decimal ask = event.figure(Figure.ASK);
        if ((bid != null || ask != null) && isSound(bid, ask)) {
            tickerQuote.comes(event.recvUs(), event.tsUs());
            quoteBegan = true;
        } else {
            tickerQuote.isLeftOut(event.recvUs(), tickers.limitUs());
        }
        Decimal price = event.figure(Figure.LAST);
        if (price != null && price.signum() > 0) {
            tickerLast.comes(event.recvUs(), event.tsUs());
        } else {
            tickerLast.isLeftOut(event.recvUs(), tickers.limitUs());
        }
        tickerBegan = true;
    }

    void takes(Trade event) {
        last.comes(event.recvUs(), event.tsUs());
        tradeBegan = true;
        tickerBegan = true;
        closed = false;
    }

    void forget(boolean end) {
        connected = false;
        late = false;
        lateInARow = 0;
        lastQuote = null;
        lastSequence = null;
        lastTime = null;
        for (ChannelModel channel : channels()) {
            channel.interrupt();
            channel.verdict = null;
            channel.sinceUs = null;
            channel.late = false;
            saidBy(channel).forEach(said -> said.goesDown(end));
        }
        closed |= end;
    }

    /** From which of its two channels each part is shown, after each change. */
    void choose() {
        quoteIsOwn = isOwn(quoteIsOwn, quote, tickerQuote);
        lastIsTrades = isOwn(lastIsTrades, last, tickerLast);
    }

    private static boolean isOwn(boolean before, Said own, Said ticker) {
        boolean wanted = ticker.rank <= own.rank && (own.rank > 0 || before);
        Said shown = before ? own : ticker;
        Said other = before ? ticker : own;
        boolean wouldGoBack = shown.everUs != null && shown.isNewerThan(other);
        return wouldGoBack ? before : wanted;
    }

    static boolean isSound(@Nullable Decimal bid, @Nullable Decimal ask) {
        boolean positive = (bid == null || bid.signum() > 0) && (ask == null || ask.signum() > 0);
        return positive && (bid == null || ask == null || bid.compareTo(ask) < 0);
    }

    /** One part of the values, and how good it is: 2 as new, 1 late, 0 not to be relied on. */
    static final class Said {
        int rank;
        Status status = Status.DOWN;

        /** Since the last end. */
        @Nullable
        Long everUs;

        private long tsUs;
        private boolean leftOut;

        void comes(long atUs, long venueUs) {
            everUs = atUs;
            tsUs = venueUs;
            rank = 2;
            status = Status.LIVE;
            leftOut = false;
        }

        boolean isNewerThan(Said other) {
            long mine = everUs == null ? 0 : everUs;
            long others = other.everUs == null ? 0 : other.everUs;
            return mine != others ? mine > others : tsUs > other.tsUs;
        }

        void isLeftOut(long atUs, long limitUs) {
            if (rank == 2 && everUs != null && atUs - everUs >= limitUs) {
                rank = 0;
                status = Status.STALE;
                leftOut = true;
            }
        }

        void isDoubted(String verdict) {
            if (status == Status.LIVE) {
                rank = verdict.equals("late") ? rank / 2 : 0;
                status = Status.STALE;
            }
        }

        void isTrustedAgain() {
            if (status == Status.STALE && !leftOut) {
                status = Status.LIVE;
                rank *= 2;
            }
        }

        void goesDown(boolean end) {
            rank = 0;
            status = Status.DOWN;
            leftOut = false;
            everUs = end ? null : everUs;
        }
    }
}
