package io.quotewire.engine;

import io.quotewire.engine.book.Outcome;
import io.quotewire.engine.book.ShardBook;
import io.quotewire.engine.price.Gate;
import io.quotewire.engine.price.Part;
import io.quotewire.engine.price.Quarantine;
import io.quotewire.engine.price.TickerMix;
import io.quotewire.engine.price.TickerWord;
import io.quotewire.engine.price.Ward;
import io.quotewire.model.BookReport;
import io.quotewire.model.Channel;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Acknowledged;
import io.quotewire.model.MarketEvent.BookClosed;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.MarketEvent.Trading;
import io.quotewire.model.Status;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update.QuoteData;
import org.jspecify.annotations.Nullable;

/**
 * One instrument on one venue: what its channels said, and the four topics made of it.
 *
 * <p>One event makes at most one update of each topic (a trade after a loss: its gap and its status too; a book: its status
 * too), in the order book, trade, quote, ticker. Behind them come those of what it confirms (see {@link Quarantine}).
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class ListingState {
    private final Listing listing;
    private final Scope scope;
    private final Company company;
    private final Standing standing;
    private final Gate gate;
    private final TickerMix mix;
    private final Vigil vigil;
    private final Quarantine quarantine;
    private final VenueTopic quote;
    private final VenueTopic ticker;
    private final VenueTopic trade;
    private final Tape tape;
    private final CandleTape candles;
    private final Part<ShardBook> bookPart = new Part<>();

    /** Most listings' books are not followed. */
    private @Nullable BookState book;

    ListingState(Listing listing, Scope scope, Company company) {
        this.listing = listing;
        this.scope = scope;
        this.company = company;
        this.standing = new Standing(listing.venue());
        this.gate = new Gate(scope.tally());
        this.mix = new TickerMix(listing.venue());
        this.vigil = new Vigil(listing, company, mix, bookPart, scope, this::tell);
        this.quarantine = new Quarantine(mix, company.ward(), scope.timers(), scope.tally(), this::believed);
        this.quote = VenueTopic.of(Kind.QUOTE, listing, scope, company.bests);
        this.ticker = VenueTopic.of(Kind.TICKER, listing, scope, company.bests);
        this.trade = VenueTopic.of(Kind.TRADE, listing, scope, company.bests);
        this.candles = new CandleTape(listing, scope, company.venue(), company.bests);
        this.tape = new Tape(trade, candles, scope.tally());
    }

    /** Has a say in the index of its instrument from now on. */
    void join(IndexTopics index) {
        index.join(quote, ticker);
    }

    void on(MarketEvent event, long nowUs) {
        switch (event) {
            case Quote quoted -> quoted(quoted, nowUs);
            case Trade late when late.late() -> tradedBefore(late, nowUs);
            case Trade traded -> traded(traded, nowUs);
            case Ticker ticked -> ticked(ticked, nowUs);
            case TradesLost lost -> tape.lost(lost, nowUs);
            case FeedLost lost -> feedLost(lost, nowUs);
            case FeedClosed closed -> feedClosed(closed, nowUs);
            case BookEvent booked -> booked(booked, nowUs);
            case BookClosed closed -> bookClosed(closed, nowUs);
            case Acknowledged acknowledged -> acknowledged(acknowledged, nowUs);
            case Trading trading -> trading(trading, nowUs);
            case MarketEvent.Candles answer -> candles.answered(answer, nowUs);
            case MarketEvent.Rate ignored -> throw new IllegalArgumentException("no event of a listing");
            case MarketEvent.Leg ignored -> throw new IllegalArgumentException("no event of a listing");
            case MarketEvent.Convert ignored -> throw new IllegalArgumentException("no event of a listing");
            case MarketEvent.Remembered ignored -> throw new IllegalArgumentException("no event of a listing");
        }
    }

    private void acknowledged(Acknowledged event, long nowUs) {
        vigil.acknowledged(event.channel(), event.recvUs(), nowUs);
        if (event.channel() == Channel.TRADES) {
            candles.flows(nowUs);
        }
    }

    /** How its book fares, null where that is not followed. */
    @Nullable
    BookReport report() {
        return book != null && book.isFollowed() ? book.report() : null;
    }

    private void quoted(Quote event, long nowUs) {
        if (gate.repeats(event)) {
            vigil.echo(event.recvUs());
            return;
        }
        boolean judged = vigil.clocks(event.tsUs(), event.recvUs(), nowUs);
        QuoteData data =
                gate.admits(event) ? gate.quote(event.bid(), event.bidSize(), event.ask(), event.askSize()) : null;
        if (data == null) {
            refused(vigil.quote(), judged, event.recvUs(), nowUs);
            return;
        }
        boolean begins = hears(vigil.quote(), event.recvUs(), nowUs);
        if (quarantine.holds(event, data, nowUs)) {
            held(vigil.quote(), nowUs);
        } else {
            shown(event, data, nowUs);
            quarantine.spoke(nowUs);
        }
        bearsWitness(vigil.quote(), begins, nowUs);
    }

    private void shown(Quote event, QuoteData data, long nowUs) {
        Part<QuoteData> own = mix.quote().own();
        own.take(data, event.tsUs(), event.recvUs(), event.simulated());
        vigil.settle(vigil.quote(), nowUs);
        tell(own, true, nowUs);
    }

    private void traded(Trade event, long nowUs) {
        boolean judged = vigil.clocks(event.tsUs(), event.recvUs(), nowUs);
        if (!gate.isSound(event)) {
            refused(vigil.trades(), judged, event.recvUs(), nowUs);
            tape.unfit(event, nowUs);
            return;
        }
        boolean begins = hears(vigil.trades(), event.recvUs(), nowUs);
        boolean suspect = quarantine.holds(event, nowUs);
        if (!suspect) {
            takeLast(event);
        }
        vigil.settle(vigil.trades(), nowUs);
        tellTrades(nowUs);
        tape.trade(event, suspect, tradeStatus(), nowUs);
        tell(null, !suspect, nowUs);
        if (!suspect) {
            quarantine.spoke(nowUs);
        }
        bearsWitness(vigil.trades(), begins, nowUs);
    }

    private void takeLast(Trade event) {
        mix.last().own().take(event.price(), event.tsUs(), event.recvUs(), event.simulated());
    }

    /** One that was missed and fetched afterwards: an item like others, but no news and no sign of life. */
    private void tradedBefore(Trade event, long nowUs) {
        if (gate.isSound(event)) {
            tape.late(event, tradeStatus(), nowUs);
        }
    }

    private void ticked(Ticker event, long nowUs) {
        if (gate.repeats(event)) {
            vigil.echo(event.recvUs());
            return;
        }
        boolean judged = vigil.clocks(event.tsUs(), event.recvUs(), nowUs);
        TickerWord word = TickerWord.of(event);
        if (!gate.admits(event) || !gate.isSound(word)) {
            refused(vigil.ticker(), judged, event.recvUs(), nowUs);
            return;
        }
        boolean begins = hears(vigil.ticker(), event.recvUs(), nowUs);
        if (quarantine.holds(word, nowUs)) {
            held(vigil.ticker(), nowUs);
        } else {
            shown(word, nowUs);
            quarantine.spoke(nowUs);
        }
        bearsWitness(vigil.ticker(), begins, nowUs);
    }

    private void shown(TickerWord word, long nowUs) {
        boolean quotes = mix.take(word, vigil.ticker().limitUs());
        vigil.settle(vigil.ticker(), nowUs);
        tell(quotes ? mix.quote().ticker() : null, true, nowUs);
    }

    /** A channel was heard, and what it said is not shown yet. */
    private void held(Voice voice, long nowUs) {
        vigil.settle(voice, nowUs);
        tell(nowUs);
    }

    /** What was held is confirmed by others. A channel that is not live by now says for itself what is true. */
    private boolean believed(MarketEvent event, long nowUs) {
        switch (event) {
            case Quote quoted
            when vigil.quote().isLive() ->
                shown(quoted, new QuoteData(quoted.bid(), quoted.bidSize(), quoted.ask(), quoted.askSize()), nowUs);
            case Trade traded
            when vigil.trades().isLive() -> {
                takeLast(traded);
                tell(null, true, nowUs);
            }
            case Ticker ticked when vigil.ticker().isLive() -> shown(TickerWord.of(ticked), nowUs);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void booked(BookEvent event, long nowUs) {
        BookState state = book();
        boolean judged = clocks(event, nowUs);
        Outcome outcome = state.take(event, nowUs);
        boolean heard = outcome != Outcome.IGNORED && outcome != Outcome.BROKEN;
        if (heard && event instanceof BookDelta delta) {
            heard(state, outcome, delta.tsUs(), delta.recvUs(), delta.simulated(), nowUs);
        } else if (heard && event instanceof BookSnapshot snapshot) {
            heard(state, outcome, snapshot.tsUs(), snapshot.recvUs(), snapshot.simulated(), nowUs);
        } else {
            if (outcome == Outcome.REPLACED && bookPart.status() != Status.STALE) {
                state.date(bookPart.tsUs(), event.recvUs(), bookPart.simulated());
            }
            state.tell(outcome, nowUs);
            if (judged) {
                tell(nowUs);
            }
        }
    }

    private void heard(BookState state, Outcome outcome, long tsUs, long recvUs, boolean simulated, long nowUs) {
        boolean begins = hears(vigil.book(), recvUs, nowUs);
        state.date(tsUs, recvUs, simulated);
        vigil.settle(vigil.book(), nowUs);
        state.tell(outcome, nowUs);
        tell(nowUs);
        bearsWitness(vigil.book(), begins, nowUs);
    }

    private boolean clocks(BookEvent event, long nowUs) {
        return switch (event) {
            case BookDelta delta -> vigil.clocks(delta.tsUs(), delta.recvUs(), nowUs);
            case BookSnapshot snapshot -> vigil.clocks(snapshot.tsUs(), snapshot.recvUs(), nowUs);
            default -> false;
        };
    }

    private BookState book() {
        BookState known = book;
        if (known == null) {
            VenueTopic topic = VenueTopic.of(Kind.BOOK, listing, scope, company.bests);
            known = new BookState(listing, scope, topic, standing, bookPart, vigil.book());
            book = known;
        }
        return known;
    }

    private void bookClosed(BookClosed event, long nowUs) {
        vigil.book().release();
        if (book != null) {
            book.end(Status.CLOSED, event.why(), nowUs);
        }
    }

    private void trading(Trading event, long nowUs) {
        if (standing.halt(event.halted())) {
            vigil.halt(event.halted(), nowUs);
            tell(nowUs);
        }
        standing.settle();
    }

    private boolean hears(Voice voice, long recvUs, long nowUs) {
        if (!vigil.isConnected()) {
            mix.last().own().revive();
        }
        return vigil.hears(voice, recvUs, nowUs);
    }

    /** What is not believed changes no value, but may change what is held against one. */
    private void refused(Voice voice, boolean judged, long recvUs, long nowUs) {
        if (vigil.refuses(voice, recvUs, nowUs) || judged) {
            tell(nowUs);
        }
    }

    /** After all that the event says itself: what it proves of others comes behind it. */
    private static void bearsWitness(Voice voice, boolean begins, long nowUs) {
        if (begins) {
            voice.bearWitness(nowUs);
        }
    }

    private void feedLost(FeedLost event, long nowUs) {
        mix.spoil(Status.DOWN);
        tape.feedLost(nowUs);
        disconnect(Status.DOWN, event.reason(), nowUs);
    }

    /** The next demand begins with nothing: what is known now will be old then. */
    private void feedClosed(FeedClosed event, long nowUs) {
        mix.clear();
        tape.feedClosed();
        disconnect(Status.CLOSED, event.why(), nowUs);
    }

    private void disconnect(Status status, String why, long nowUs) {
        standing.end(why);
        vigil.disconnect();
        quarantine.drop();
        gate.forget();
        if (book != null) {
            book.end(status, why, nowUs);
        }
        trade.change(status, why, nowUs);
        candles.change(status, why, nowUs);
        quote.change(status, why, nowUs);
        ticker.change(status, why, nowUs);
    }

    /** Some verdict has fallen or was lifted. */
    private void tell(long nowUs) {
        tell(null, false, nowUs);
    }

    /**
     * Publishes what has changed.
     *
     * @param quoted the part for which a quote has just come
     * @param ticked whether any part of the ticker is new
     */
    private void tell(@Nullable Part<QuoteData> quoted, boolean ticked, long nowUs) {
        tellTrades(nowUs);
        boolean otherQuote = mix.quote().redraw();
        boolean otherLast = mix.last().redraw();
        if (otherQuote || (quoted != null && quoted == mix.quote().part() && isNews(quoted))) {
            publishQuote(nowUs);
        } else {
            change(quote, mix.quote().part(), nowUs);
        }
        if (otherQuote || otherLast || ticked) {
            publishTicker(nowUs);
        } else {
            change(ticker, mix.worst(), nowUs);
        }
        if (book != null) {
            book.tellStatus(nowUs);
        }
    }

    /** A ticker comes for its figures too, and says a quote that stands again: that is a sign of life, and no news. */
    private boolean isNews(Part<QuoteData> quoted) {
        return !mix.quote().isTickers() || !quote.says(quoted.value(), standing.shown(quoted.status()));
    }

    private void change(VenueTopic topic, Part<?> part, long nowUs) {
        Status shown = standing.shown(part.status());
        topic.change(shown, standing.why(shown, part.why()), nowUs);
    }

    private void tellTrades(long nowUs) {
        Status status = tradeStatus();
        String why = standing.why(status, vigil.trades().why());
        trade.change(status, why, nowUs);
        candles.change(status, why, nowUs);
    }

    /** Trades may be far between, so they follow the connection, where nothing else is held against them. */
    private Status tradeStatus() {
        if (!vigil.isConnected()) {
            return Status.DOWN;
        }
        return standing.shown(vigil.trades().isLive() ? Status.LIVE : Status.STALE);
    }

    private void publishQuote(long nowUs) {
        Part<QuoteData> part = mix.quote().part();
        QuoteData data = part.value();
        if (data != null) {
            Status shown = standing.shown(part.status());
            quote.value(part, data, shown, standing.why(shown, part.why()), nowUs);
        }
    }

    private void publishTicker(long nowUs) {
        Part<?> worst = mix.worst();
        Status shown = standing.shown(worst.status());
        ticker.value(mix.newest(), mix.data(), shown, standing.why(shown, worst.why()), nowUs);
    }

    /** Those with whom a listing shares something: its venue's others, its instrument's others, and who draws from it. */
    record Company(
            Venue venue,
            Choir.Set choirs,
            Ward ward,
            @Nullable Bests bests) {}
}
