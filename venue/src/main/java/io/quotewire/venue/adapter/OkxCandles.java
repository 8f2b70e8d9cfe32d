package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * OKX's candles, the newest first, in texts: {@code [ts,o,h,l,c,vol,volCcy,volCcyQuote,confirm]}; of spot {@code vol} is in base
 * units. A span without a trade has a candle of the price before. At most 300 at once, 20 requests in 2 s; those of a second reach
 * back three months. A day begins at midnight UTC only where its name ends in {@code utc}. {@code after} asks for candles that begin
 * before a time and {@code before} for those that begin after one.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-candlesticks-history">candlesticks history</a>
 */
final class OkxCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/api/v5/market/history-candles?instId={symbol}&bar={bar}&before={before}&after={to}&limit=300",
            1,
            300,
            Unit.MILLIS,
            Map.of(
                    Interval.SECOND, "1s",
                    Interval.MINUTE, "1m",
                    Interval.FIVE_MINUTES, "5m",
                    Interval.QUARTER, "15m",
                    Interval.HOUR, "1H",
                    Interval.FOUR_HOURS, "4H",
                    Interval.DAY, "1Dutc"),
            "code=0",
            "data",
            "time open high low close volume - quote ended",
            "");

    private OkxCandles() {}
}
