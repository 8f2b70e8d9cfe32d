package io.quotewire.gateway;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.fanout.Fanout;
import io.quotewire.gateway.rest.Shards;
import io.quotewire.gateway.session.Sessions;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The broadcasters' books and trades as REST shows them. Any thread. */
final class LiveShards implements Shards {
    private final Fanout fanout;
    private final Sessions sessions;

    LiveShards(Fanout fanout, Sessions sessions) {
        this.fanout = fanout;
        this.sessions = sessions;
    }

    @Override
    public @Nullable Future<byte[]> book(Topic topic, Duration patience) {
        return fanout.look(topic, patience);
    }

    @Override
    public @Nullable Future<TradePage> trades(Topic topic, TradeRange range) {
        return fanout.read(topic, range);
    }

    @Override
    public @Nullable Future<CandlePage> candles(Topic topic) {
        return fanout.candles(topic);
    }

    @Override
    public void want(Topic topic) {
        sessions.glanceAt(topic);
    }
}
