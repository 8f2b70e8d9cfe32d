package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * Coinbase Advanced Trade's candles, which need no account at this address: objects, the newest first, all values texts, times in
 * seconds. At most 350 at once. The shortest is of a minute.
 *
 * @see <a href="https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles">candles</a>
 */
final class CoinbaseAdvancedCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/api/v3/brokerage/market/products/{symbol}/candles?start={from}&end={last}&granularity={bar}&limit=350",
            1,
            350,
            Unit.SECONDS,
            Map.of(
                    Interval.MINUTE, "ONE_MINUTE",
                    Interval.FIVE_MINUTES, "FIVE_MINUTE",
                    Interval.QUARTER, "FIFTEEN_MINUTE",
                    Interval.HOUR, "ONE_HOUR",
                    Interval.FOUR_HOURS, "FOUR_HOUR",
                    Interval.DAY, "ONE_DAY"),
            "",
            "candles",
            "time low high open close volume",
            "start low high open close volume");

    private CoinbaseAdvancedCandles() {}
}
