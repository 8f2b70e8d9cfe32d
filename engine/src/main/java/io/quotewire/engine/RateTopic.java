package io.quotewire.engine;

import io.quotewire.engine.count.Tally.Count;
import io.quotewire.engine.rate.RatePair;
import io.quotewire.engine.rate.Weekend;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent.Rate;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.RateData;
import org.jspecify.annotations.Nullable;

/**
 * One rate of fiat money. All shards know it, and the one that owns the pair tells it.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class RateTopic implements Timers.Task {
    private final RatePair pair;
    private final Instrument name;
    private final LegBoard board;
    private final Scope scope;
    private final @Nullable ComposedTopic topic;
    private final Timers.Timer timer;

    RateTopic(Instrument name, LegBoard board, Scope scope) {
        this.name = name;
        this.board = board;
        this.scope = scope;
        this.pair = new RatePair(scope.config().derived().rateOrder(), scope.maxRateAgeUs());
        this.topic = scope.owns(name) ? new ComposedTopic(scope.chain(Topic.fx(name))) : null;
        this.timer = scope.timers().create(this);
        board.put(name, pair);
    }

    void on(Rate event, long nowUs) {
        switch (pair.on(event)) {
            case TAKEN, PAST -> {}
            case HELD -> scope.tally().count(Count.SUSPECT_RATES);
            case REFUSED -> scope.tally().count(Count.IGNORED_RATES);
        }
        expire(nowUs);
    }

    /** Something was said, or a rate has become too old, or a weekend begins or ends. */
    @Override
    public void expire(long nowUs) {
        Rate chosen = pair.chosen(nowUs);
        if (chosen == null) {
            return;
        }
        if (topic != null) {
            tell(topic, chosen, nowUs);
        }
        board.changed(name, nowUs);
        scope.timers().arm(timer, Math.min(pair.nextUs(nowUs), Weekend.nextUs(nowUs)));
    }

    private void tell(ComposedTopic to, Rate rate, long nowUs) {
        Status status = pair.status(nowUs);
        String provider = rate.listing().venue();
        String why = status == Status.LIVE ? provider + " tells it" : pair.why(nowUs);
        RateData data = new RateData(rate.rate(), Weekend.is(nowUs), rate.attribution());
        to.value(
                data,
                new ComposedTopic.Origin(provider, rate.tsUs(), rate.recvUs(), rate.simulated()),
                status,
                why,
                nowUs);
    }
}
