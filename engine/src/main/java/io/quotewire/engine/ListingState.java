package io.quotewire.engine;

import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.FeedClosed;
import io.quotewire.model.MarketEvent.FeedLost;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update.QuoteData;
import org.jspecify.annotations.Nullable;

/**
 * One instrument on one venue: what its channels said, and the three topics made of it.
 *
 * <p>One event makes at most one update of each topic (a trade after a loss: its gap and its status too), in the order
 * trade, quote, ticker.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class ListingState {
    private static final String NOT_WANTED = "no_demand";

    private final String sendsAgain;
    private final Gate gate;
    private final TickerMix mix;
    private final Vigil vigil;
    private final VenueTopic quote;
    private final VenueTopic ticker;
    private final VenueTopic trade;
    private final Tape tape;
    private String lostWhy = "";

    ListingState(Listing listing, Scope scope, Company company) {
        this.sendsAgain = listing.venue() + " sends again";
        this.gate = new Gate(scope.tally());
        this.mix = new TickerMix(listing.venue());
        this.vigil = new Vigil(company.venue, company.choirs, mix, scope, this::tell);
        this.quote = topic(Kind.QUOTE, listing, scope, company.bests);
        this.ticker = topic(Kind.TICKER, listing, scope, company.bests);
        this.trade = topic(Kind.TRADE, listing, scope, company.bests);
        this.tape = new Tape(trade);
    }

    private static VenueTopic topic(Kind kind, Listing listing, Scope scope, @Nullable Bests bests) {
        Topic topic = new Topic(kind, listing.venue(), listing.instrument());
        int rank = scope.config().bestOrder().indexOf(listing.venue());
        return new VenueTopic(scope.chain(topic), bests == null ? null : bests.of(kind), rank);
    }

    void on(MarketEvent event, long nowUs) {
        switch (event) {
            case Quote quoted -> quoted(quoted, nowUs);
            case Trade traded -> traded(traded, nowUs);
            case Ticker ticked -> ticked(ticked, nowUs);
            case TradesLost lost -> tape.lost(lost, nowUs);
            case FeedLost lost -> feedLost(lost, nowUs);
            case FeedClosed ignored -> feedClosed(nowUs);
            case MarketEvent.BookEvent ignored -> {}
            case MarketEvent.BookClosed ignored -> {}
            case MarketEvent.Acknowledged ignored -> {}
            case MarketEvent.Trading ignored -> {}
        }
    }

    private void quoted(Quote event, long nowUs) {
        boolean judged = vigil.clocks(event.tsUs(), event.recvUs(), nowUs);
        QuoteData data =
                gate.admits(event) ? gate.quote(event.bid(), event.bidSize(), event.ask(), event.askSize()) : null;
        if (data == null) {
            refused(vigil.quote(), judged, event.recvUs(), nowUs);
            return;
        }
        boolean begins = hears(vigil.quote(), event.recvUs(), nowUs);
        Part<QuoteData> own = mix.quote().own();
        own.take(data, event.tsUs(), event.recvUs(), event.simulated());
        vigil.settle(vigil.quote());
        tell(own, true, nowUs);
        bearsWitness(vigil.quote(), begins, nowUs);
    }

    private void traded(Trade event, long nowUs) {
        boolean judged = vigil.clocks(event.tsUs(), event.recvUs(), nowUs);
        if (!gate.isPrice(event.price())) {
            refused(vigil.trades(), judged, event.recvUs(), nowUs);
            tape.unfit(event, nowUs);
            return;
        }
        boolean begins = hears(vigil.trades(), event.recvUs(), nowUs);
        mix.last().own().take(event.price(), event.tsUs(), event.recvUs(), event.simulated());
        vigil.settle(vigil.trades());
        tellTrades(nowUs);
        tape.trade(event, tradeStatus(), nowUs);
        tell(null, true, nowUs);
        bearsWitness(vigil.trades(), begins, nowUs);
    }

    private void ticked(Ticker event, long nowUs) {
        if (gate.repeats(event)) {
            vigil.echo(event.recvUs());
            return;
        }
        boolean judged = vigil.clocks(event.tsUs(), event.recvUs(), nowUs);
        if (!gate.admits(event) || !gate.isSound(event)) {
            refused(vigil.ticker(), judged, event.recvUs(), nowUs);
            return;
        }
        boolean begins = hears(vigil.ticker(), event.recvUs(), nowUs);
        boolean quotes = mix.take(event, vigil.ticker().limitUs());
        vigil.settle(vigil.ticker());
        tell(quotes ? mix.quote().ticker() : null, true, nowUs);
        bearsWitness(vigil.ticker(), begins, nowUs);
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
        lostWhy = event.reason();
        mix.spoil(Status.DOWN);
        tape.feedLost();
        disconnect(Status.DOWN, nowUs);
    }

    /** The next demand begins with nothing: what is known now will be old then. */
    private void feedClosed(long nowUs) {
        mix.clear();
        tape.feedClosed();
        disconnect(Status.CLOSED, nowUs);
    }

    private void disconnect(Status status, long nowUs) {
        vigil.disconnect();
        gate.forget();
        String why = status == Status.CLOSED ? NOT_WANTED : lostWhy;
        trade.change(status, why, nowUs);
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
        if (otherQuote || mix.quote().part() == quoted) {
            publishQuote(nowUs);
        } else {
            Part<?> part = mix.quote().part();
            quote.change(part.status(), why(part), nowUs);
        }
        if (otherQuote || otherLast || ticked) {
            publishTicker(nowUs);
        } else {
            Part<?> worst = mix.worst();
            ticker.change(worst.status(), why(worst), nowUs);
        }
    }

    private void tellTrades(long nowUs) {
        Status status = tradeStatus();
        String why = switch (status) {
            case LIVE -> sendsAgain;
            case STALE -> vigil.trades().why();
            default -> lostWhy;
        };
        trade.change(status, why, nowUs);
    }

    /** Trades may be far between, so they follow the connection, where nothing else is held against them. */
    private Status tradeStatus() {
        if (!vigil.isConnected()) {
            return Status.DOWN;
        }
        return vigil.trades().isLive() ? Status.LIVE : Status.STALE;
    }

    private void publishQuote(long nowUs) {
        Part<QuoteData> part = mix.quote().part();
        QuoteData data = part.value();
        if (data != null) {
            quote.value(part, data, part.status(), why(part), nowUs);
        }
    }

    private void publishTicker(long nowUs) {
        Part<?> worst = mix.worst();
        ticker.value(mix.newest(), mix.data(), worst.status(), why(worst), nowUs);
    }

    /** In plain words, what has just made a part's status what it is. */
    private String why(Part<?> part) {
        return switch (part.status()) {
            case LIVE -> sendsAgain;
            case STALE -> part.why();
            case DOWN, RESYNC, HALTED -> lostWhy;
            case CLOSED -> NOT_WANTED;
        };
    }

    /** Those with whom a listing shares something: its venue's others, its instrument's others, and who draws from it. */
    record Company(Venue venue, Choir.Set choirs, @Nullable Bests bests) {}
}
