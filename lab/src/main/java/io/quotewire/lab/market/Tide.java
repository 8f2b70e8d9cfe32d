package io.quotewire.lab.market;

import io.quotewire.model.Instrument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all venues follow: the fair value of each instrument, moved in steps of 100 ms by the market as a whole and by
 * noise of its own. Now and then an instrument is in a rush for some seconds, and once in a while all are.
 *
 * <p>Values are in billionths of the base price, above or below it. A weak pull towards the base keeps them within a few
 * percent for ever.
 *
 * <p><b>Threads:</b> the market's only.
 */
final class Tide {
    static final long STEP_US = 100_000;

    /** Usual move of the whole market in a step; about 90 ppm in a second. */
    private static final long MARKET_MOVE = 28_000;

    private static final long OWN_MOVE = 18_000;
    private static final long STABLE_MOVE = 1_200;

    /** One part in so many of the distance to the base is taken back with each step. */
    private static final long PULL = 1 << 18;

    /** No value goes further than 40 %. */
    private static final long FARTHEST = 400_000_000;

    /** How far the day before the start went: up to 25 permille for the market, 10 more for an instrument. */
    private static final long MARKET_DAY = 25_000_000;

    private static final long OWN_DAY = 10_000_000;
    private static final long STABLE_DAY = 300_000;

    private static final int STEPS_BETWEEN_RUSHES = 1_500;
    private static final int STEPS_BETWEEN_STORMS = 9_000;
    private static final int RUSH_MOVES = 3;

    private final Chance chance;
    private final Map<Instrument, Current> currents = new LinkedHashMap<>();
    private final long marketDay;
    private long market;
    private long nextUs;

    Tide(long seed, long startUs, List<PairTable.Row> rows) {
        chance = new Chance(seed);
        marketDay = chance.between(-MARKET_DAY, MARKET_DAY);
        rows.forEach(row -> currents.put(row.instrument(), new Current(row.strength())));
        nextUs = startUs + STEP_US;
    }

    long nextUs() {
        return nextUs;
    }

    /** The instrument's own part of the tide. */
    Current current(Instrument instrument) {
        Current current = currents.get(instrument);
        if (current == null) {
            throw new IllegalArgumentException("no fair value of " + instrument);
        }
        return current;
    }

    void step() {
        boolean storm = chance.onceIn(STEPS_BETWEEN_STORMS);
        market = moved(market, storm ? RUSH_MOVES * MARKET_MOVE : MARKET_MOVE);
        for (Current current : currents.values()) {
            current.step(storm);
        }
        nextUs += STEP_US;
    }

    void shift(long byUs) {
        nextUs += byUs;
    }

    private long moved(long value, long move) {
        return Math.clamp(value - value / PULL + chance.bell(move), -FARTHEST / 2, FARTHEST / 2);
    }

    /** One instrument's fair value and mood. */
    final class Current {
        private final int strength;
        private final long opened;
        private final long peak;
        private final long trough;
        private long own;
        private int rushSteps;
        private int hurry = 1;

        Current(int strength) {
            this.strength = strength;
            long day = strength == 0 ? STABLE_DAY : OWN_DAY;
            opened = marketDay * strength / 100 + chance.between(-day, day);
            peak = Math.max(opened, 0) + chance.between(day / 10, day);
            trough = Math.min(opened, 0) - chance.between(day / 10, day);
        }

        /** Billionths above the base price. */
        long offset() {
            return Math.clamp(market * strength / 100 + own, -FARTHEST, FARTHEST);
        }

        /** Where the day opened that lies behind the start, in billionths above the base price. */
        long opened() {
            return opened;
        }

        /** The highest of that day, likewise. */
        long peak() {
            return peak;
        }

        /** The lowest of that day, likewise. */
        long trough() {
            return trough;
        }

        /** How many times faster than usual things happen now: 1, or 10 to 20 in a rush. */
        int hurry() {
            return hurry;
        }

        void step(boolean storm) {
            if (rushSteps > 0) {
                rushSteps--;
                hurry = rushSteps == 0 ? 1 : hurry;
            } else if (storm || chance.onceIn(STEPS_BETWEEN_RUSHES)) {
                rushSteps = (int) chance.between(10, 40);
                hurry = (int) chance.between(10, 20);
            }
            long usual = strength == 0 ? STABLE_MOVE : OWN_MOVE;
            own = moved(own, hurry > 1 ? RUSH_MOVES * usual : usual);
        }
    }
}
