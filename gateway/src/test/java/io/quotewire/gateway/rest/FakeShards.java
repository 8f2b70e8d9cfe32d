package io.quotewire.gateway.rest;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.candle.CandleRing;
import io.quotewire.gateway.tape.ItemRing;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Shards that answer at once, with one ring of trades for all topics. */
final class FakeShards implements Shards {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final ItemRing ring = new ItemRing(Epoch.parse("m3q0jrnk"));
    final CandleRing candles = new CandleRing();
    volatile boolean busy;

    @Override
    public @Nullable Future<byte[]> book(Topic topic, Duration patience) {
        asked.add("look at " + topic + " for " + patience.toMillis() + " ms");
        byte[] body = ("{\"topic\":\"" + topic + "\"}").getBytes(StandardCharsets.UTF_8);
        return busy ? null : CompletableFuture.completedFuture(body);
    }

    @Override
    public @Nullable Future<TradePage> trades(Topic topic, TradeRange range) {
        return busy ? null : CompletableFuture.completedFuture(ring.read(range));
    }

    @Override
    public @Nullable Future<CandlePage> candles(Topic topic) {
        return busy ? null : CompletableFuture.completedFuture(candles.read());
    }

    @Override
    public void want(Topic topic) {
        asked.add("want " + topic);
    }
}
