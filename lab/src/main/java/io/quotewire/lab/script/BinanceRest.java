package io.quotewire.lab.script;

import io.quotewire.lab.market.SimulatedMarket;
import org.jspecify.annotations.Nullable;

/** Binance's public REST answers. */
final class BinanceRest {
    private BinanceRest() {}

    static @Nullable Answer answer(String uri, SimulatedMarket market, long nowUs) {
        if (uri.equals("/api/v3/time")) {
            String body = "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + nowUs / 1_000 + "\"}]}";
            return new Answer(200, 1, body);
        }
        return null;
    }
}
