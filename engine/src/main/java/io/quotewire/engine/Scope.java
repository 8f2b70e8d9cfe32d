package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.FeedControl;
import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Topic;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What all states of one shard share. */
record Scope(
        EngineConfig config,
        Chains chains,
        FeedControl control,
        Timers timers,
        Tally tally,
        Predicate<Instrument> owned,
        BiConsumer<MarketEvent.Leg, Long> legs) {
    /** Whether this is the shard that tells what is said of an instrument. */
    boolean owns(Instrument instrument) {
        return owned.test(instrument);
    }

    /** Tells all shards, this one included, what a pair costs. */
    void tell(MarketEvent.Leg leg, long nowUs) {
        legs.accept(leg, nowUs);
    }

    long maxRateAgeUs() {
        return config.derived().maxRateAge().toNanos() / 1_000;
    }

    Chain chain(Topic topic) {
        return chains.of(topic);
    }

    /** Asks a feed for what only it can do. */
    void ask(FeedCommand command) {
        tally.count(Tally.Count.of(command));
        control.ask(command);
    }

    Patience patience() {
        return new Patience(config.silence().toNanos() / 1_000);
    }

    /** How long after its end a candle waits for trades on their way. */
    long candleGraceUs() {
        return config.derived().candleGrace().toNanos() / 1_000;
    }

    long returnAfterUs() {
        return config.returnAfter().toNanos() / 1_000;
    }
}
