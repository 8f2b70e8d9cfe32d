package io.quotewire.engine;

import io.quotewire.engine.time.Timers;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Leg;
import io.quotewire.model.Status;
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
    private @Nullable Leg told;

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
        if (head != null) {
            tell(head, chosen != null && chosen.data() instanceof QuoteData said ? said : null, nowUs);
        }
    }

    private void tell(Head head, @Nullable QuoteData said, long nowUs) {
        Leg before = told;
        Decimal bid = said == null ? null : said.bid();
        Decimal ask = said == null ? null : said.ask();
        if (bid != null && ask != null) {
            told = new Leg(
                    new Listing(head.source(), pair),
                    head.tsUs(),
                    head.recvUs(),
                    head.simulated(),
                    head.status(),
                    bid,
                    ask,
                    dayAgo());
        } else if (before != null) {
            told = stale(before, head);
        }
        tellAgain(nowUs);
    }

    /** What stood there last, which nobody quotes any more. */
    private static Leg stale(Leg before, Head head) {
        Status status = head.status() == Status.LIVE ? Status.STALE : head.status();
        return new Leg(
                before.listing(),
                before.tsUs(),
                before.recvUs(),
                before.simulated(),
                status,
                before.bid(),
                before.ask(),
                before.dayAgo());
    }

    private @Nullable Decimal dayAgo() {
        VenueTopic figures = ticker.chosen();
        return figures != null && figures.data() instanceof TickerData day ? day.open() : null;
    }

    /** Once more, for a shard that had no room. */
    void tellAgain(long nowUs) {
        if (told != null) {
            scope.tell(told, nowUs);
        }
    }
}
