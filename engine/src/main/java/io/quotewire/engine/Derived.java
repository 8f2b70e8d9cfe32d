package io.quotewire.engine;

import io.quotewire.model.Check;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import java.time.Duration;
import java.util.List;

/**
 * What is made of trades and of several venues' prices.
 *
 * @param candles how long the candles last that are made of each listing's trades; none to all
 * @param candleGrace how long after its end a candle waits for trades that are on their way; 0 to 60 s
 * @param indexVenues fewest healthy venues that an index is of; 2 to 16, or 0 for no index
 * @param outlierPercent how far off the median a venue may be before it is left out of the index, in percent; it is back below
 *     half of that; 1 to 50
 * @param legs pairs whose price on {@code best} conversions go by; 0 to 16
 * @param rateOrder providers of rates of fiat money, the preferred one first
 * @param maxRateAge how old a rate of fiat money may be, not counting weekends, before it is stale; 1 h to 720 h
 */
public record Derived(
        List<Interval> candles,
        Duration candleGrace,
        int indexVenues,
        int outlierPercent,
        List<Instrument> legs,
        List<String> rateOrder,
        Duration maxRateAge) {
    public static final Derived DEFAULT = new Derived(
            List.of(Interval.values()),
            Duration.ofSeconds(2),
            2,
            5,
            List.of(Instrument.parse("USDT-USD"), Instrument.parse("USDC-USD")),
            List.of(),
            Duration.ofHours(26));

    /** Nothing is made. */
    public static final Derived NONE =
            new Derived(List.of(), Duration.ofSeconds(2), 0, 5, List.of(), List.of(), Duration.ofHours(26));

    public Derived {
        candles = List.copyOf(candles);
        if (candles.stream().distinct().count() < candles.size()) {
            throw new IllegalArgumentException("engine.candles must have each length once, was " + candles);
        }
        Check.range("engine.candle-grace (ms)", candleGrace.toMillis(), 0, 60_000);
        if (indexVenues != 0) {
            Check.range("engine.index-venues", indexVenues, 2, 16);
        }
        Check.range("engine.outlier-percent", outlierPercent, 1, 50);
        legs = List.copyOf(legs);
        rateOrder = List.copyOf(rateOrder);
        Check.range("engine.legs (pairs)", legs.size(), 0, 16);
        Check.range("engine.max-rate-age (s)", maxRateAge.toSeconds(), 3_600, 30 * 86_400);
    }
}
