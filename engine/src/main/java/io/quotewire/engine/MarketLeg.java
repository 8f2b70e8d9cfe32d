package io.quotewire.engine;

import io.quotewire.engine.time.Timers;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import org.jspecify.annotations.Nullable;

/**
 * A pair that conversions go by: tells all shards what {@code best} says of it, at most ten times a second.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class MarketLeg implements Timers.Task, Watcher {
    private final Instrument pair;
    private final Best quote;
    private final Best ticker;
    private final Scope scope;
    private final Timers.Timer timer;
    private boolean waits;
    private MarketEvent.@Nullable Leg told;

    MarketLeg(Instrument pair, Bests bests, Scope scope) {
        this.pair = pair;
        this.quote = bests.quote();
        this.ticker = bests.ticker();
        this.scope = scope;
        this.timer = scope.timers().create(this);
        quote.watch(this);
    }

    @Override
    public void changed(long nowUs) {
        if (!waits) {
            waits = true;
            scope.timers().arm(timer, nowUs + IndexTopics.PULSE_US);
        }
    }

    @Override
    public void expire(long nowUs) {
        waits = false;
        VenueTopic chosen = quote.chosen();
        Head head = chosen == null ? null : chosen.last();
        QuoteData data = chosen != null && chosen.data() instanceof QuoteData said ? said : null;
        if (head == null || data == null || data.bid() == null || data.ask() == null) {
            return;
        }
        VenueTopic figures = ticker.chosen();
        told = new MarketEvent.Leg(
                new Listing(head.source(), pair),
                head.tsUs(),
                head.recvUs(),
                head.simulated(),
                head.status(),
                data.bid(),
                data.ask(),
                figures != null && figures.data() instanceof TickerData day ? day.open() : null);
        scope.tell(told, nowUs);
    }

    /** Once more, for a shard that had no room. */
    void tellAgain(long nowUs) {
        if (told != null) {
            scope.tell(told, nowUs);
        }
    }
}
