package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * Bybit's klines of spot, the newest first, in texts; the turnover is in quote units. At most 1000 at once. The shortest is of a
 * minute; lengths are named by their minutes.
 *
 * @see <a href="https://bybit-exchange.github.io/docs/v5/market/kline">kline</a>
 */
final class BybitCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/v5/market/kline?category=spot&symbol={symbol}&interval={bar}&start={from}&end={last}&limit=1000",
            1,
            1_000,
            Unit.MILLIS,
            Map.of(
                    Interval.MINUTE, "1",
                    Interval.FIVE_MINUTES, "5",
                    Interval.QUARTER, "15",
                    Interval.HOUR, "60",
                    Interval.FOUR_HOURS, "240",
                    Interval.DAY, "D"),
            "retCode=0",
            "result.list",
            "time open high low close volume quote",
            "");

    private BybitCandles() {}
}
