package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * Binance's klines, the oldest first: times and the number of trades are numbers, all else texts. A span without a trade has one of
 * the price before. At most 1000 at once, at a weight of 2 however many; start and end are of the times at which klines begin.
 *
 * @see <a href="https://github.com/binance/binance-spot-api-docs/blob/master/rest-api.md#klinecandlestick-data">klines</a>
 */
final class BinanceCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/api/v3/klines?symbol={symbol}&interval={bar}&startTime={from}&endTime={last}&limit=1000",
            2,
            1_000,
            Unit.MILLIS,
            Map.of(
                    Interval.SECOND, "1s",
                    Interval.MINUTE, "1m",
                    Interval.FIVE_MINUTES, "5m",
                    Interval.QUARTER, "15m",
                    Interval.HOUR, "1h",
                    Interval.FOUR_HOURS, "4h",
                    Interval.DAY, "1d"),
            "",
            "",
            "time open high low close volume - quote trades",
            "");

    private BinanceCandles() {}
}
