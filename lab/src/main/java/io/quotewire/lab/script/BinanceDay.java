package io.quotewire.lab.script;

import io.quotewire.lab.market.Happening.Day;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.model.Decimal;
import java.math.RoundingMode;

/** What Binance adds to the figures of a day, with its digits. */
record BinanceDay(Decimal change, Decimal changePct, Decimal mean, Decimal turnover, long openMs, long closeMs) {
    /** Digits after the point, whatever the number. */
    static final int PLACES = 8;

    private static final int PCT_PLACES = 3;
    private static final long DAY_MS = 86_400_000;

    static BinanceDay of(Summed summed) {
        Day day = summed.day();
        Decimal change = summed.trade().price().minus(day.open());
        Decimal turnover = day.turnover();
        long closeMs = summed.tsUs() / 1_000;
        return new BinanceDay(
                change,
                change.shifted(2).dividedBy(day.open(), PCT_PLACES, RoundingMode.HALF_UP),
                turnover.dividedBy(day.volume(), PLACES, RoundingMode.HALF_UP),
                Decimal.of(turnover.mantissa(), turnover.scale(), PLACES),
                closeMs - DAY_MS,
                closeMs);
    }
}
