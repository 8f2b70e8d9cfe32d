package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * Kraken's candles, the oldest first, the open one last: {@code [time, open, high, low, close, vwap, volume, count]}, times in seconds.
 * A span without a trade has one of the price before. Those after a time are given, and never more than the latest 720: what lies
 * further back cannot be had. The shortest is of a minute; lengths are told in minutes.
 *
 * @see <a href="https://docs.kraken.com/api-reference/market-data/get-ohlc-data">OHLC data</a>
 */
final class KrakenCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/0/public/OHLC?pair={symbol}&interval={bar}&since={before}",
            1,
            720,
            Unit.SECONDS,
            Map.of(
                    Interval.MINUTE, "1",
                    Interval.FIVE_MINUTES, "5",
                    Interval.QUARTER, "15",
                    Interval.HOUR, "60",
                    Interval.FOUR_HOURS, "240",
                    Interval.DAY, "1440"),
            "error=[]",
            "result.-last",
            "time open high low close - volume trades",
            "");

    private KrakenCandles() {}
}
