package io.quotewire.app.node;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.CoinGeckoConfig;
import io.quotewire.app.config.FxConfig;
import io.quotewire.app.config.ProviderConfig;
import io.quotewire.model.EventSink;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.FeedThreads;
import io.quotewire.venue.access.Access;
import io.quotewire.venue.coingecko.CoinGecko;
import io.quotewire.venue.fiat.FiatFeed;
import io.quotewire.venue.fiat.RateProvider;
import io.quotewire.venue.fiat.RateProviders;
import io.quotewire.venue.limit.Ledgers;
import io.quotewire.venue.limit.Limits;
import io.quotewire.venue.poll.PacedSource;
import io.quotewire.venue.poll.PacedSources;
import io.quotewire.venue.poll.PollWiring;
import io.quotewire.venue.random.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Builds what has no stream: rates of fiat money, CoinGecko, and the source that makes prices up.
 *
 * @param simulated whether the addresses are known to be a simulator's
 */
record OtherSources(
        AppConfig config, EventSink sink, MicroClock clock, Ledgers ledgers, RandomGenerator seeds, boolean simulated) {
    /**
     * All that are enabled; nothing runs yet.
     *
     * @throws IllegalArgumentException naming the setting, if a key or a trust store cannot be read
     */
    PacedSources all() {
        List<PacedSource> sources = new ArrayList<>();
        FxConfig fx = config.fx();
        if (fx.enabled()) {
            fx.providers().forEach(name -> sources.add(rates(name, fx)));
        }
        if (config.coingecko().enabled()) {
            addCoins(sources, config.coingecko());
        }
        if (config.random().enabled()) {
            sources.add(new RandomSource(
                    config.random().seed(),
                    config.instruments(),
                    config.random().period(),
                    sink,
                    clock.nowUs()));
        }
        return new PacedSources(sources);
    }

    private PacedSource rates(String name, FxConfig fx) {
        RateProvider provider = RateProviders.of(name)
                .orElseThrow(() -> new IllegalStateException("configured, but not in this build: " + name));
        ProviderConfig settings = Objects.requireNonNull(fx.byName().get(name), name);
        try {
            Access access = settings.access();
            return FiatFeed.of(provider, access, wiring(name, access, settings.limitsOf(name)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fx." + name + "." + e.getMessage(), e);
        }
    }

    private void addCoins(List<PacedSource> sources, CoinGeckoConfig settings) {
        try {
            Access access = settings.access();
            PollWiring wiring = wiring(CoinGecko.NAME, access, settings.limitsInForce());
            PacedSource coins = CoinGecko.of(config.instruments(), settings.known(), settings.period(), access, wiring);
            if (coins != null) {
                sources.add(coins);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("coingecko." + e.getMessage(), e);
        }
    }

    private PollWiring wiring(String name, Access access, Limits limits) {
        return new PollWiring(
                sink,
                clock,
                ledgers.of(name, access.address(), limits),
                FeedThreads.VIRTUAL,
                seeds.nextLong(),
                simulated);
    }
}
