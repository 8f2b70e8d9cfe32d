package io.quotewire.venue.coingecko;

import io.quotewire.model.Decimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says.
 *
 * @param coins by id
 * @param refused coins whose price is none, or has more digits than we can keep
 */
record CoinPrices(Map<String, Coin> coins, int refused) {
    CoinPrices {
        coins = Map.copyOf(coins);
    }

    /**
     * One coin in dollars.
     *
     * @param marketCap null where it is not told; likewise {@code volume}, of 24 hours
     * @param tsUs when CoinGecko made the price, 0 where it does not say
     */
    record Coin(
            Decimal price,
            @Nullable Decimal marketCap,
            @Nullable Decimal volume,
            long tsUs) {}
}
