package io.quotewire.app.config;

import io.quotewire.engine.Derived;
import io.quotewire.engine.EngineConfig;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Sharding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's own settings; the order of venues, which it needs too, is {@code venues.enabled}.
 *
 * @param shards threads that hold the market's state
 * @param candles which candles are made: 1s 1m 5m 15m 1h 4h 1d
 */
public record EngineSettings(
        int shards,
        Duration silence,
        Duration returnAfter,
        int mailbox,
        int listings,
        List<String> candles,
        Duration candleGrace,
        int indexVenues,
        int outlierPercent,
        Duration maxRateAge) {
    public static final EngineSettings DEFAULT = standard(EngineConfig.DEFAULT, Derived.DEFAULT);

    public EngineSettings {
        candles = List.copyOf(candles);
        new Sharding(shards);
        new EngineConfig(EngineConfig.DEFAULT.bestOrder(), silence, returnAfter, mailbox, listings);
        new Derived(intervals(candles), candleGrace, indexVenues, outlierPercent, List.of(), List.of(), maxRateAge);
    }

    private static EngineSettings standard(EngineConfig config, Derived derived) {
        return new EngineSettings(
                1,
                config.silence(),
                config.returnAfter(),
                config.mailbox(),
                config.listings(),
                derived.candles().stream().map(Interval::text).toList(),
                derived.candleGrace(),
                derived.indexVenues(),
                derived.outlierPercent(),
                derived.maxRateAge());
    }

    private static List<Interval> intervals(List<String> texts) {
        List<Interval> intervals = new ArrayList<>();
        for (String text : texts) {
            Interval interval = Interval.of(text);
            if (interval == null) {
                throw new IllegalArgumentException("engine.candles must have lengths such as 1m, has " + text);
            }
            intervals.add(interval);
        }
        return intervals;
    }

    public Sharding sharding() {
        return new Sharding(shards);
    }

    /**
     * What the engine takes.
     *
     * @param legs pairs that conversions go by
     * @param rateOrder providers of rates, the preferred one first
     */
    public EngineConfig with(List<String> bestOrder, List<Instrument> legs, List<String> rateOrder) {
        Derived derived =
                new Derived(intervals(candles), candleGrace, indexVenues, outlierPercent, legs, rateOrder, maxRateAge);
        return new EngineConfig(bestOrder, silence, returnAfter, mailbox, listings, derived);
    }
}
