package io.quotewire.venue.adapter;

import io.quotewire.model.Interval;
import io.quotewire.venue.candle.CandleShape;
import io.quotewire.venue.candle.CandleShape.Unit;
import java.util.Map;

/**
 * Gate's candles, the oldest first, in texts: time in seconds, volume in quote units, close, high, low, open, volume in base units,
 * and whether the window is closed. At most 1000 at once, of which one may be that behind the span, as it is not said whether an end is
 * meant to be included; the venue refuses those of more than 10,000 lengths ago.
 *
 * @see <a href="https://www.gate.com/docs/developers/apiv4/en/#market-k-line-chart">market candlesticks</a>
 */
final class GateCandles {
    static final CandleShape SHAPE = new CandleShape(
            "/api/v4/spot/candlesticks?currency_pair={symbol}&interval={bar}&from={from}&to={to}",
            1,
            999,
            Unit.SECONDS,
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
            "time quote close high low open volume ended",
            "");

    private GateCandles() {}
}
