package io.quotewire.gateway.fanout;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Topic;
import java.util.concurrent.CompletableFuture;

/** What others want of a broadcaster. */
sealed interface Request {
    Topic topic();

    /** A lane wants to follow a topic from a first message on. */
    record Join(Topic topic, Rate rate, Lane lane) implements Request {}

    /** A lane wants to follow a topic, for a seat whose client stood at a position before. */
    record Resume(Seat seat, Position position, Lane lane) implements Request {
        @Override
        public Topic topic() {
            return seat.topic();
        }
    }

    /** A lane wants to follow a topic no more. */
    record Leave(Topic topic, Rate rate, Lane lane) implements Request {}

    /**
     * Somebody wants to see a book once, as a joiner would.
     *
     * @param patienceUs how long a book without levels is waited for, before that is the answer
     * @param answer of JSON in UTF-8; completed on the broadcaster's thread
     */
    record Look(Topic topic, long patienceUs, CompletableFuture<byte[]> answer) implements Request {}

    /**
     * Somebody wants to see candles.
     *
     * @param answer completed on the broadcaster's thread
     */
    record Candles(Topic topic, CompletableFuture<CandlePage> answer) implements Request {}

    /**
     * Somebody wants to see trades.
     *
     * @param answer completed on the broadcaster's thread
     */
    record Read(Topic topic, TradeRange range, CompletableFuture<TradePage> answer) implements Request {}

    /**
     * Somebody wants to know where a time lies.
     *
     * @param fromUs by our receive time
     * @param answer completed on the broadcaster's thread
     */
    record Find(Topic topic, long fromUs, CompletableFuture<Place> answer) implements Request {}
}
