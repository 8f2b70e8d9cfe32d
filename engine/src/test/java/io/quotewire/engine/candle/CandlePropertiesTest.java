package io.quotewire.engine.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever order trades come in, what was told last of each span is what a recomputation of all of them gives. */
class CandlePropertiesTest {
    private static final Listing LISTING = new Listing("okx", Instrument.parse("BTC-USDT"));
    private static final long S = 1_000_000;
    private static final List<Interval> INTERVALS =
            List.of(Interval.SECOND, Interval.MINUTE, Interval.FIVE_MINUTES, Interval.HOUR);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void candles_ofTradesOutOfOrder_equalTheBatchs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Told told = new Told();
        Candles candles = new Candles(INTERVALS, 2 * S, told);
        candles.flows(0);
        List<Trade> trades = new ArrayList<>();
        List<Trade> behind = new ArrayList<>();
        long nowUs = 3_602 * S;
        for (int i = 1; i <= 4_000; i++) {
            nowUs += random.nextLong(random.nextInt(20) == 0 ? 30 * S : S);
            Trade trade = trade(random, i, nowUs - random.nextLong(S));
            trades.add(trade);
            if (random.nextInt(30) == 0) {
                behind.add(trade);
            } else {
                candles.trade(trade, nowUs);
            }
            while (!behind.isEmpty() && (random.nextInt(10) == 0 || isNearlyTooLate(behind.getFirst(), nowUs))) {
                candles.late(behind.removeFirst(), nowUs);
            }
            if (random.nextInt(3) == 0) {
                candles.turn(nowUs);
                candles.show();
            }
        }
        for (Trade late : behind) {
            candles.late(late, nowUs);
        }
        candles.turn(nowUs + 7_200 * S);

        for (Interval interval : INTERVALS) {
            assertThat(told.last(interval)).as("%s of seed %d", interval, seed).isEqualTo(batch(trades, interval));
        }
        assertThat(told.problems).as("seed %d", seed).isEmpty();
    }

    /** By then the next step of time could be beyond what is kept. */
    private static boolean isNearlyTooLate(Trade trade, long nowUs) {
        return nowUs - trade.tsUs() > Series.KEPT_US - 32 * S;
    }

    private static Trade trade(SplittableRandom random, long number, long tsUs) {
        Decimal price = Decimal.of(random.nextLong(9_000_000, 11_000_000), 2, 2);
        Decimal size = Decimal.of(random.nextLong(1, 500_000_000), 8, 8);
        return new Trade(LISTING, tsUs, tsUs, false, "t" + number, number, Side.BUY, price, size, false);
    }

    private static Map<Long, List<Object>> batch(List<Trade> trades, Interval interval) {
        Map<Long, List<Trade>> spans = new TreeMap<>();
        trades.forEach(
                trade -> spans.computeIfAbsent(trade.tsUs() / interval.us() * interval.us(), any -> new ArrayList<>())
                        .add(trade));
        Map<Long, List<Object>> candles = new TreeMap<>();
        spans.forEach((openUs, of) -> {
            of.sort(Comparator.comparingLong(Trade::tsUs).thenComparingLong(Trade::number));
            BigDecimal volume = BigDecimal.ZERO;
            BigDecimal quote = BigDecimal.ZERO;
            Decimal high = of.getFirst().price();
            Decimal low = high;
            for (Trade trade : of) {
                volume = volume.add(trade.size().toBigDecimal());
                quote = quote.add(
                        trade.size().toBigDecimal().multiply(trade.price().toBigDecimal()));
                high = trade.price().compareTo(high) > 0 ? trade.price() : high;
                low = trade.price().compareTo(low) < 0 ? trade.price() : low;
            }
            candles.put(
                    openUs, line(of.getFirst().price(), high, low, of.getLast().price(), volume, quote, of.size()));
        });
        return candles;
    }

    private static List<Object> line(
            Decimal open, Decimal high, Decimal low, Decimal close, BigDecimal volume, BigDecimal quote, long trades) {
        return List.of(open, high, low, close, volume.stripTrailingZeros(), quote.stripTrailingZeros(), trades);
    }

    private static final class Told implements CandleSink {
        private final Map<Interval, Map<Long, Candle>> last = new EnumMap<>(Interval.class);
        private final List<String> problems = new ArrayList<>();

        Map<Long, List<Object>> last(Interval interval) {
            Map<Long, List<Object>> lines = new TreeMap<>();
            last.getOrDefault(interval, Map.of()).forEach((openUs, candle) -> lines.put(openUs, lineOf(candle)));
            return lines;
        }

        private static List<Object> lineOf(Candle candle) {
            BigDecimal quote = candle.quoteVolume();
            return line(
                    candle.open(),
                    candle.high(),
                    candle.low(),
                    candle.close(),
                    candle.volume(),
                    quote == null ? BigDecimal.ZERO : quote,
                    candle.trades());
        }

        @Override
        public void closed(Interval interval, Candle candle, boolean revised, boolean filled, Stamp stamp) {
            Candle before =
                    last.computeIfAbsent(interval, any -> new HashMap<>()).put(candle.openUs(), candle);
            if (before != null && !revised) {
                problems.add("told twice: " + candle);
            }
            if (before != null && before.trades() >= candle.trades()) {
                problems.add("revised, and no more in it: " + candle);
            }
            if (filled || !candle.isSound()) {
                problems.add("not of these trades: " + candle);
            }
        }

        @Override
        public void open(Interval interval, Candle candle, boolean partial, Stamp stamp) {
            if (last.getOrDefault(interval, Map.of()).containsKey(candle.openUs())) {
                problems.add("open again: " + candle);
            }
        }

        @Override
        public void lost(Interval interval, Stamp stamp) {
            problems.add("lost");
        }

        @Override
        public void ask(Interval interval, long fromUs, long toUs, String why) {
            if (fromUs > 0) {
                problems.add("asked for " + fromUs);
            }
        }
    }
}
