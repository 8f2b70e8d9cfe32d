package io.quotewire.gateway.rest;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What only the shards' threads can tell. Any thread may ask; null where a shard has too much to do to be asked. */
public interface Shards {
    /**
     * The {@code snapshot} object of a book topic as a joiner would get it now, in UTF-8.
     *
     * @param patience how long a book without levels is waited for, before that is the answer
     */
    @Nullable
    Future<byte[]> book(Topic topic, Duration patience);

    /** Some of the last items of a trade topic. */
    @Nullable
    Future<TradePage> trades(Topic topic, TradeRange range);

    /** What is known of a candle topic. */
    @Nullable
    Future<CandlePage> candles(Topic topic);

    /** Wants what feeds a topic that exists, as a client does that comes and goes at once. */
    void want(Topic topic);
}
