package io.quotewire.lab.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every venue that can be simulated. One more is a line here and a file beside it. */
public final class Scripts {
    public static final List<Script> ALL = List.of(
            new OkxScript(),
            new BinanceScript(),
            new KrakenScript(),
            new CoinbaseScript(),
            new CoinbaseAdvancedScript(),
            new BybitScript(),
            new GateScript());

    private Scripts() {}

    /** The script of the venue with this short name, or null. */
    public static @Nullable Script of(String venue) {
        for (Script script : ALL) {
            if (script.stage().profile().venue().equals(venue)) {
                return script;
            }
        }
        return null;
    }
}
