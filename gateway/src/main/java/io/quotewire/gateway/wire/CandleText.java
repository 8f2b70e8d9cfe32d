package io.quotewire.gateway.wire;

import io.quotewire.model.Candle;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prints candles, as messages have them. */
final class CandleText {
    private CandleText() {}

    static void closed(JsonWriter json, Candle candle, boolean revised, boolean filled) {
        begin(json, candle).flag("closed", true);
        json.flag("revised", revised).flag("filled", filled).closeObject();
    }

    /** @param partial whether some of its trades were not seen */
    static void open(JsonWriter json, Candle candle, boolean partial) {
        begin(json, candle).flag("closed", false).flag("revised", false).flag("filled", false);
        if (partial) {
            json.flag("partial", true);
        }
        json.closeObject();
    }

    private static JsonWriter begin(JsonWriter json, Candle candle) {
        json.openObject().number("open_ts", candle.openUs()).number("close_ts", candle.closeUs());
        json.decimal("open", candle.open()).decimal("high", candle.high());
        json.decimal("low", candle.low()).decimal("close", candle.close());
        json.text("volume", plain(candle.volume())).text("quote_volume", plain(candle.quoteVolume()));
        json.name("trades");
        return candle.trades() == Candle.UNKNOWN ? json.nothing() : json.number(candle.trades());
    }

    private static @Nullable String plain(@Nullable BigDecimal sum) {
        return sum == null
                ? null
                : sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
    }
}
