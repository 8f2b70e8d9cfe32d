package io.quotewire.lab.script;

import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The candles of one listing as a venue lists them, the one that has not ended included.
 *
 * @param past those with trades, by their beginnings
 * @param nowUs the venue's time
 */
record CandleList(Interval interval, NavigableMap<Long, Candle> past, long nowUs) {
    static CandleList of(Interval interval, List<Candle> candles, long nowUs) {
        TreeMap<Long, Candle> past = new TreeMap<>();
        candles.forEach(candle -> past.put(candle.openUs(), candle));
        return new CandleList(interval, past, nowUs);
    }

    /** Those that begin from one time on and before another, the oldest first, the newest {@code most} at most. */
    List<Candle> traded(long fromUs, long toUs, int most) {
        List<Candle> candles =
                new ArrayList<>(fromUs < toUs ? past.subMap(fromUs, toUs).values() : List.of());
        return candles.subList(Math.max(0, candles.size() - most), candles.size());
    }

    /** Likewise, with candles of the price before and without volume where there was no trade. */
    List<Candle> withMadeUp(long fromUs, long toUs, int most) {
        List<Candle> candles = new ArrayList<>();
        if (past.isEmpty()) {
            return candles;
        }
        long endUs = Math.min(toUs, interval.openUs(nowUs) + interval.us());
        long firstUs = interval.openUs(Math.max(fromUs, past.firstKey()) + interval.us() - 1);
        for (long openUs = Math.max(firstUs, interval.openUs(endUs - 1) - (most - 1) * interval.us());
                openUs < endUs;
                openUs += interval.us()) {
            Map.Entry<Long, Candle> last = past.floorEntry(openUs);
            if (last != null) {
                candles.add(last.getKey() == openUs ? last.getValue() : quiet(openUs, last.getValue()));
            }
        }
        return candles;
    }

    boolean hasEnded(Candle candle) {
        return candle.closeUs() <= nowUs;
    }

    /** What was paid for all of a candle. */
    static BigDecimal worth(Candle candle) {
        return candle.quoteVolume() == null ? BigDecimal.ZERO : candle.quoteVolume();
    }

    /** A sum with so many digits after the point. */
    static String cut(BigDecimal sum, int places) {
        return sum.setScale(places, RoundingMode.DOWN).toPlainString();
    }

    private Candle quiet(long openUs, Candle before) {
        return new Candle(
                openUs,
                openUs + interval.us(),
                before.close(),
                before.close(),
                before.close(),
                before.close(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0);
    }
}
