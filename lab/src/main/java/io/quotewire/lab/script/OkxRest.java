package io.quotewire.lab.script;

import io.quotewire.lab.market.SimulatedMarket;
import org.jspecify.annotations.Nullable;

/** OKX's public REST answers. */
final class OkxRest {
    private OkxRest() {}

    static @Nullable Answer answer(String uri, SimulatedMarket market, long nowUs) {
        if (uri.equals("/api/v5/public/time")) {
            String body = "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"" + nowUs / 1_000 + "\"}]}";
            return new Answer(200, 1, body);
        }
        return null;
    }
}
