package io.quotewire.gateway.rest;

import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.PastCandles;
import io.quotewire.model.PastCandles.Past;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Past candles as a test wants them. Any thread. */
final class FakePast implements PastCandles {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Candle> candles = new CopyOnWriteArrayList<>();
    volatile long coveredUs;
    volatile @Nullable String refusal;

    @Override
    public CompletableFuture<Past> candles(Listing listing, Interval interval, long fromUs, long toUs) {
        asked.add("%s %s %d-%d".formatted(listing, interval.text(), fromUs, toUs));
        String why = refusal;
        return why == null
                ? CompletableFuture.completedFuture(new Past(Math.max(fromUs, coveredUs), candles))
                : CompletableFuture.failedFuture(new IllegalStateException(why));
    }
}
