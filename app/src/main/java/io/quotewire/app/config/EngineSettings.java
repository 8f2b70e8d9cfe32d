package io.quotewire.app.config;

import io.quotewire.engine.Derived;
import io.quotewire.engine.EngineConfig;
import io.quotewire.model.Sharding;
import java.time.Duration;
import java.util.List;

/**
 * The engine's own settings; the order of venues, which it needs too, is {@code venues.enabled}.
 *
 * @param shards threads that hold the market's state
 */
public record EngineSettings(int shards, Duration silence, Duration returnAfter, int mailbox, int listings) {
    public static final EngineSettings DEFAULT = new EngineSettings(
            1,
            EngineConfig.DEFAULT.silence(),
            EngineConfig.DEFAULT.returnAfter(),
            EngineConfig.DEFAULT.mailbox(),
            EngineConfig.DEFAULT.listings());

    public EngineSettings {
        new Sharding(shards);
        new EngineConfig(EngineConfig.DEFAULT.bestOrder(), silence, returnAfter, mailbox, listings);
    }

    public Sharding sharding() {
        return new Sharding(shards);
    }

    /** What the engine takes. */
    public EngineConfig with(List<String> bestOrder) {
        return new EngineConfig(bestOrder, silence, returnAfter, mailbox, listings, Derived.DEFAULT);
    }
}
