package io.quotewire.venue.random;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded random walk for each of some instruments: bid below last below ask, each price between half and twice the first.
 * Figures are since the start, not of 24 hours.
 *
 * <p><b>Threads:</b> one owner.
 */
final class Walk {
    private static final int PLACES = 2;
    private static final long LOWEST_START = 10_000;
    private static final long HIGHEST_START = 10_000_000;

    /** A step is at most this part of the first price. */
    private static final long STEPS = 2_000;

    private static final long MOST_SIZE = 1_000;

    private final List<Walker> walkers;

    Walk(long seed, Collection<Instrument> instruments) {
        SplittableRandom seeds = new SplittableRandom(seed);
        walkers = instruments.stream()
                .map(instrument -> new Walker(new Listing(RandomSource.NAME, instrument), seeds.split()))
                .toList();
    }

    /** One step of all: a quote, a trade and a ticker of each. */
    List<MarketEvent> step(long nowUs) {
        List<MarketEvent> events = new ArrayList<>(3 * walkers.size());
        walkers.forEach(walker -> walker.step(nowUs, events));
        return events;
    }

    /** One instrument; prices in hundredths. */
    private static final class Walker {
        private final Listing listing;
        private final RandomGenerator random;
        private final long first;
        private final long stride;
        private long last;
        private long high;
        private long low;
        private long volume;
        private long trades;

        Walker(Listing listing, RandomGenerator random) {
            this.listing = listing;
            this.random = random;
            this.first = random.nextLong(LOWEST_START, HIGHEST_START);
            this.stride = Math.max(1, first / STEPS);
            this.last = first;
            this.high = first;
            this.low = first;
        }

        void step(long nowUs, List<MarketEvent> events) {
            last = Math.clamp(last + random.nextLong(-stride, stride + 1), first / 2, first * 2);
            high = Math.max(high, last);
            low = Math.min(low, last);
            long size = 1 + random.nextLong(MOST_SIZE);
            volume += size;
            Decimal bid = decimal(last - 1 - random.nextLong(stride));
            Decimal ask = decimal(last + 1 + random.nextLong(stride));
            Decimal bidSize = decimal(1 + random.nextLong(MOST_SIZE));
            Decimal askSize = decimal(1 + random.nextLong(MOST_SIZE));
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            String id = Long.toString(++trades);
            events.add(new MarketEvent.Quote(listing, nowUs, nowUs, true, 0, bid, bidSize, ask, askSize));
            events.add(new MarketEvent.Trade(
                    listing, nowUs, nowUs, true, id, 0, side, decimal(last), decimal(size), false));
            events.add(new MarketEvent.Ticker(listing, nowUs, nowUs, true, figures(bid, bidSize, ask, askSize)));
        }

        private Decimals figures(Decimal bid, Decimal bidSize, Decimal ask, Decimal askSize) {
            @Nullable Decimal[] row = new Decimal[Figure.COLUMNS];
            row[Figure.LAST.column()] = decimal(last);
            row[Figure.BID.column()] = bid;
            row[Figure.BID_SIZE.column()] = bidSize;
            row[Figure.ASK.column()] = ask;
            row[Figure.ASK_SIZE.column()] = askSize;
            row[Figure.OPEN.column()] = decimal(first);
            row[Figure.HIGH.column()] = decimal(high);
            row[Figure.LOW.column()] = decimal(low);
            row[Figure.VOLUME.column()] = decimal(volume);
            return Decimals.of(row);
        }

        private static Decimal decimal(long hundredths) {
            return Decimal.of(hundredths, PLACES, PLACES);
        }
    }
}
