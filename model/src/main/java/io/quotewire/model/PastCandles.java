package io.quotewire.model;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Knows candles of a time before this process, because venues do. Any thread; never blocks. */
@FunctionalInterface
public interface PastCandles {
    /**
     * The venue's own candles that lie wholly between {@code fromUs} and {@code toUs}, had trades and have ended; the newest of
     * them where there are more than the venue tells at once.
     *
     * @return completes exceptionally where the venue cannot be asked now, has none of that length, or does not answer
     */
    CompletableFuture<Past> candles(Listing listing, Interval interval, long fromUs, long toUs);

    /**
     * What was told of a span of time.
     *
     * @param fromUs from where on that says something; of what lies before nothing is known
     * @param candles in order; what has none from there on had no trade
     */
    record Past(long fromUs, List<Candle> candles) {
        public Past {
            candles = List.copyOf(candles);
        }
    }
}
