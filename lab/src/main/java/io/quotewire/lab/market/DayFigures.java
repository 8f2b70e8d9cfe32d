package io.quotewire.lab.market;

import io.quotewire.lab.market.Happening.Day;
import io.quotewire.model.Decimal;

/**
 * The figures of 24 hours of one listing, simplified: the window does not slide. A made-up day lies behind the start and is
 * added to by each trade; after 24 hours a new one begins at the price that then is.
 *
 * <p><b>Threads:</b> the market's only.
 */
final class DayFigures {
    private static final long DAY_US = 86_400_000_000L;
    private static final int CENTS = 2;

    /** Sizes are summed up in steps of 0.0001, so that prices times sizes stay within 64 bits. */
    private static final int TURNOVER_PLACES = 4;

    private static final long COARSE_LOTS = power(Mark.PLACES - TURNOVER_PLACES);

    private final Pair pair;
    private final long centDivisor;
    private long endUs;
    private long open;
    private long high;
    private long low;
    private long volumeLots;
    private long turnoverCents;
    private long firstTrade;
    private long lastTrade;

    /**
     * The day before the start.
     *
     * @param turnover in whole quote units
     * @param lastTrade number of its last trade
     * @param trades how many there were
     */
    DayFigures(Pair pair, long startUs, Range range, long turnover, long volumeLots, long lastTrade, long trades) {
        this.pair = pair;
        this.centDivisor = power(TURNOVER_PLACES + pair.tick().scale() - CENTS);
        this.volumeLots = volumeLots;
        this.turnoverCents = turnover * power(CENTS);
        this.lastTrade = lastTrade;
        this.firstTrade = lastTrade - trades + 1;
        this.open = range.open;
        this.high = range.high;
        this.low = range.low;
        endUs = startUs + DAY_US;
    }

    void traded(long ticks, long lots, long number, long nowUs) {
        if (nowUs >= endUs) {
            begin(ticks, number, nowUs);
        }
        high = Math.max(high, ticks);
        low = Math.min(low, ticks);
        volumeLots += lots;
        turnoverCents += lots / COARSE_LOTS * (ticks * pair.tick().mantissa()) / centDivisor;
        lastTrade = number;
    }

    /** The figures as they stand, the volume marked with {@code id}. */
    Day told(long id) {
        return new Day(
                pair.price(open),
                pair.price(high),
                pair.price(low),
                Mark.size(Mark.onGrowing(volumeLots, id)),
                Decimal.of(turnoverCents, CENTS, CENTS),
                firstTrade,
                lastTrade - firstTrade + 1);
    }

    private void begin(long ticks, long number, long nowUs) {
        endUs += DAY_US * (1 + (nowUs - endUs) / DAY_US);
        open = ticks;
        high = ticks;
        low = ticks;
        volumeLots = 0;
        turnoverCents = 0;
        firstTrade = number;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** Where a day opened and how far it went, in ticks. */
    record Range(long open, long high, long low) {}
}
