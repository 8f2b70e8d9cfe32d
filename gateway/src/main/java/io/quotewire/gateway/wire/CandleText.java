package io.quotewire.gateway.wire;

import io.quotewire.model.Candle;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prints candles, as messages have them. */
public final class CandleText {
    private CandleText() {}

    /** One that has ended, in a message that tells its source itself. */
    static void closed(JsonWriter json, Candle candle, boolean revised, boolean filled) {
        end(json, candle, revised, filled);
        json.closeObject();
    }

    /** One that has ended, on a list. */
    public static void closed(JsonWriter json, Candle candle, boolean revised, boolean filled, String source) {
        end(json, candle, revised, filled);
        json.text("source", source).closeObject();
    }

    /** One that grows, in a message that tells its source itself. */
    static void open(JsonWriter json, Candle candle, boolean partial) {
        grows(json, candle, partial);
        json.closeObject();
    }

    /** One that grows, on a list. */
    public static void open(JsonWriter json, Candle candle, boolean partial, String source) {
        grows(json, candle, partial);
        json.text("source", source).closeObject();
    }

    private static void end(JsonWriter json, Candle candle, boolean revised, boolean filled) {
        begin(json, candle).flag("closed", true);
        json.flag("revised", revised).flag("filled", filled);
    }

    private static void grows(JsonWriter json, Candle candle, boolean partial) {
        begin(json, candle).flag("closed", false).flag("revised", false).flag("filled", false);
        if (partial) {
            json.flag("partial", true);
        }
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
