package io.quotewire.engine;

import io.quotewire.engine.rate.LegPrice;
import io.quotewire.engine.rate.RatePair;
import io.quotewire.model.Instrument;
import io.quotewire.model.MarketEvent.Leg;
import io.quotewire.model.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of all conversions cost, as this shard knows it.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class LegBoard {
    private final Map<Instrument, LegPrice> markets = new HashMap<>();
    private final Map<Instrument, RatePair> rates = new HashMap<>();
    private final Map<Instrument, List<Watcher>> watchers = new HashMap<>();

    void watch(Instrument pair, Watcher watcher) {
        watchers.computeIfAbsent(pair, any -> new ArrayList<>()).add(watcher);
    }

    void put(Leg leg, long nowUs) {
        Instrument pair = leg.listing().instrument();
        LegPrice price = new LegPrice(
                leg.listing().venue(),
                leg.bid(),
                leg.ask(),
                leg.dayAgo(),
                leg.tsUs() == 0 ? leg.recvUs() : leg.tsUs(),
                leg.status(),
                leg.simulated(),
                false);
        if (!price.equals(markets.put(pair, price))) {
            changed(pair, nowUs);
        }
    }

    void put(Instrument pair, RatePair rate) {
        rates.put(pair, rate);
    }

    void changed(Instrument pair, long nowUs) {
        for (Watcher watcher : watchers.getOrDefault(pair, List.of())) {
            watcher.changed(nowUs);
        }
    }

    /** What a step costs now, null where nobody knows. */
    @Nullable
    LegPrice price(Route.Leg leg, long nowUs) {
        if (!leg.fiat()) {
            return markets.get(leg.pair());
        }
        RatePair rate = rates.get(leg.pair());
        return rate == null ? null : rate.leg(nowUs);
    }
}
