package io.quotewire.lab.provider;

import io.quotewire.model.Decimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every provider that can be simulated: one line each. */
public final class ProviderScripts {
    private ProviderScripts() {}

    /** All of them, over a market: {@code prices} tells what a coin costs in dollars, by code, and null where nobody trades it. */
    public static List<ProviderScript> of(Function<String, @Nullable Decimal> prices) {
        return List.of(
                ExchangeRateScript.OPEN,
                new FrankfurterScript(),
                ExchangeRateScript.FOUR,
                ExchangeRateScript.KEYED,
                new CoinGeckoScript(prices));
    }
}
