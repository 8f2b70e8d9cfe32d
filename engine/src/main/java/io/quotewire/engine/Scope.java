package io.quotewire.engine;

import io.quotewire.engine.time.Patience;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.UpdateSink;

/** What all states of one shard share. */
record Scope(EngineConfig config, Epoch epoch, UpdateSink sink, Timers timers, Tally tally) {
    Chain chain(Topic topic) {
        return new Chain(topic, epoch, sink);
    }

    Patience patience() {
        return new Patience(config.silence().toNanos() / 1_000);
    }

    long returnAfterUs() {
        return config.returnAfter().toNanos() / 1_000;
    }
}
