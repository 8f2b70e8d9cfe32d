package io.quotewire.lab.market;

import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The trades of one listing in candles of each length. Where there was no trade there is none.
 *
 * <p><b>Threads:</b> the market's only.
 */
final class PastCandles {
    /** Of each length. */
    static final int MOST = 200;

    private final Map<Interval, Deque<Candle>> candles = new EnumMap<>(Interval.class);

    PastCandles() {
        for (Interval interval : Interval.values()) {
            candles.put(interval, new ArrayDeque<>());
        }
    }

    void traded(Traded trade) {
        candles.forEach((interval, past) -> {
            long openUs = interval.openUs(trade.tsUs());
            Candle last = past.peekLast();
            if (last != null && last.openUs() == openUs) {
                past.removeLast();
                past.addLast(with(last, trade));
                return;
            }
            past.addLast(first(openUs, openUs + interval.us(), trade));
            if (past.size() > MOST) {
                past.removeFirst();
            }
        });
    }

    /** The oldest first; the last one may not have ended. */
    List<Candle> of(Interval interval) {
        return List.copyOf(candles.getOrDefault(interval, new ArrayDeque<>()));
    }

    private static Candle first(long openUs, long closeUs, Traded trade) {
        BigDecimal size = trade.size().toBigDecimal();
        return new Candle(
                openUs,
                closeUs,
                trade.price(),
                trade.price(),
                trade.price(),
                trade.price(),
                size,
                size.multiply(trade.price().toBigDecimal()),
                1);
    }

    private static Candle with(Candle candle, Traded trade) {
        Candle one = first(candle.openUs(), candle.closeUs(), trade);
        BigDecimal worth = candle.quoteVolume() == null ? BigDecimal.ZERO : candle.quoteVolume();
        return new Candle(
                candle.openUs(),
                candle.closeUs(),
                candle.open(),
                one.high().compareTo(candle.high()) > 0 ? one.high() : candle.high(),
                one.low().compareTo(candle.low()) < 0 ? one.low() : candle.low(),
                one.close(),
                candle.volume().add(one.volume()),
                one.quoteVolume() == null ? worth : worth.add(one.quoteVolume()),
                candle.trades() + 1);
    }
}
