package io.quotewire.app.node;

import io.quotewire.app.config.AppConfig;
import io.quotewire.model.Epoch;
import io.quotewire.model.EventSink;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.store.last.LastValues;
import io.quotewire.store.last.file.LastFile;
import io.quotewire.store.last.redis.RedisPlace;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.venue.coingecko.CoinGecko;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What topics say last: kept for the next start, and told again at this one. */
record LastKeeper(LastValues values) implements AutoCloseable {
    private static final String FILE = "last-values.bin";
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * Reads what was kept in the folder, and in Redis where there is one; null where nothing is kept.
     *
     * @throws IllegalArgumentException naming the setting, if a password cannot be read
     */
    static @Nullable LastKeeper open(AppConfig config, Path data, MicroClock clock, RandomGenerator random) {
        if (!config.lastValues().enabled()) {
            return null;
        }
        List<Place> places = new ArrayList<>();
        int most = config.lastValues().topics();
        places.add(new LastFile(data.resolve(FILE), most));
        if (config.redis().isOn()) {
            places.add(new RedisPlace(config.redis(), most, config.lastValues().maxAge(), clock));
        }
        return new LastKeeper(LastValues.open(config.lastValues(), places, clock, random, known(config)));
    }

    /** Values whose source this gateway has; which instruments there are is not known before the venues have said so. */
    private static Predicate<LastValue> known(AppConfig config) {
        Set<String> venues = Set.copyOf(config.venues().enabled());
        Set<String> own = new HashSet<>(venues);
        if (config.coingecko().enabled()) {
            own.add(CoinGecko.NAME);
        }
        Set<String> providers = config.fx().enabled() ? Set.copyOf(config.fx().providers()) : Set.of();
        return value -> switch (value.topic().source()) {
            case Topic.INDEX -> true;
            case Topic.FX -> providers.contains(value.head().source());
            case Topic.BEST -> venues.contains(value.head().source());
            default -> own.contains(value.topic().source());
        };
    }

    /** The newest life that anything is remembered of; null where nothing is. */
    @Nullable
    Epoch newestEpoch() {
        return values.newestEpoch();
    }

    /** Has the shards, which turn already, tell what was said before. What they have not taken in a second is not told. */
    void recall(EventSink engine, MicroClock clock) {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        for (LastValue value : values.recalled()) {
            MarketEvent event = new MarketEvent.Remembered(value.head(), value.data(), clock.nowUs());
            while (!engine.offer(event) && System.nanoTime() - untilNs < 0) {
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    @Override
    public void close() {
        values.close();
    }
}
