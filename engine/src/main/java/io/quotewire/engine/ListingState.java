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
final class ListingState implements Timers.Task {
    private static final String NOT_WANTED = "no_demand";

    private final Timers timers;
    private final Timers.Timer timer;
    private final long silenceUs;
    private final String sendsAgain;
    private final String silent;
    private final Gate gate;
    private final TickerMix mix = new TickerMix();
    private final VenueTopic quote;
    private final VenueTopic ticker;
    private final VenueTopic trade;
    private final Tape tape;
    private String lostWhy = "";
    private boolean connected;

    ListingState(Listing listing, Scope scope, @Nullable Bests bests) {
        this.timers = scope.timers();
        this.timer = timers.create(this);
        this.silenceUs = scope.silenceUs();
        this.sendsAgain = listing.venue() + " sends again";
        this.silent = listing.venue() + " silent for " + silenceUs / 1_000 + " ms";
        this.gate = new Gate(scope.tally(), silenceUs);
        this.quote = topic(Kind.QUOTE, listing, scope, bests);
        this.ticker = topic(Kind.TICKER, listing, scope, bests);
        this.trade = topic(Kind.TRADE, listing, scope, bests);
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
        }
    }

    /** Some channel may have been silent for too long. */
    @Override
    public void expire(long nowUs) {
        timers.arm(timer, mix.expire(nowUs, silenceUs));
        boolean otherQuote = mix.quote().redraw();
        boolean otherLast = mix.last().redraw();
        if (otherQuote) {
            publishQuote(nowUs);
        } else {
            quote.change(mix.quote().status(), why(mix.quote().status()), nowUs);
        }
        if (otherQuote || otherLast) {
            publishTicker(nowUs);
        } else {
            ticker.change(mix.status(), why(mix.status()), nowUs);
        }
    }

    private void quoted(Quote event, long nowUs) {
        QuoteData data =
                gate.admits(event) ? gate.quote(event.bid(), event.bidSize(), event.ask(), event.askSize()) : null;
        if (data == null) {
            return;
        }
        hears(nowUs);
        mix.quote().own().take(data, event.tsUs(), event.recvUs(), event.simulated());
        mix.quote().redraw();
        timers.arm(timer, event.recvUs() + silenceUs);
        publishQuote(nowUs);
        publishTicker(nowUs);
    }

    private void traded(Trade event, long nowUs) {
        if (!gate.isPrice(event.price())) {
            tape.unfit(event, nowUs);
            return;
        }
        hears(nowUs);
        tape.trade(event, nowUs);
        mix.last().own().take(event.price(), event.tsUs(), event.recvUs(), event.simulated());
        mix.last().redraw();
        publishTicker(nowUs);
    }

    private void ticked(Ticker event, long nowUs) {
        if (!gate.admits(event)) {
            return;
        }
        hears(nowUs);
        boolean quotes = mix.take(event, gate);
        mix.quote().redraw();
        mix.last().redraw();
        timers.arm(timer, event.recvUs() + silenceUs);
        if (quotes && mix.quote().isTickers()) {
            publishQuote(nowUs);
        }
        publishTicker(nowUs);
    }

    /** Data of any channel says that the connection stands, which is all that trades promise. */
    private void hears(long nowUs) {
        if (!connected) {
            connected = true;
            mix.last().own().revive();
            trade.change(Status.LIVE, sendsAgain, nowUs);
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
        connected = false;
        gate.forget();
        String why = why(status);
        trade.change(status, why, nowUs);
        quote.change(status, why, nowUs);
        ticker.change(status, why, nowUs);
    }

    private void publishQuote(long nowUs) {
        QuoteData data = mix.quote().value();
        if (data != null) {
            Status status = mix.quote().status();
            quote.value(mix.quote().part(), data, status, why(status), nowUs);
        }
    }

    private void publishTicker(long nowUs) {
        Status status = mix.status();
        ticker.value(mix.newest(), mix.data(), status, why(status), nowUs);
    }

    /** In plain words, what has just made a topic's status what it is. */
    private String why(Status status) {
        return switch (status) {
            case LIVE -> sendsAgain;
            case STALE -> silent;
            case DOWN, RESYNC, HALTED -> lostWhy;
            case CLOSED -> NOT_WANTED;
        };
    }
}
