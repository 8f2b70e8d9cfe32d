package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * Coinbase Exchange's candles, the newest first, in numbers: {@code [time, low, high, open, close, volume]}, times in seconds. A span
 * without a trade has none, and the documents say that some may be missing. At most 300 at once; more are refused. There are none
 * of a second nor of four hours. The documents want them asked for rarely.
 *
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-candles">candles</a>
 */
final class CoinbaseCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/products/{symbol}/candles?granularity={bar}&start={from:iso}&end={last:iso}",
            1,
            300,
            Unit.SECONDS,
            Map.of(
                    Interval.MINUTE, "60",
                    Interval.FIVE_MINUTES, "300",
                    Interval.QUARTER, "900",
                    Interval.HOUR, "3600",
                    Interval.DAY, "86400"),
            "",
            "",
            "time low high open close volume",
            "");

    private CoinbaseCandles() {}
}
