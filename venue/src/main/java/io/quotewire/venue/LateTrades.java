package io.quotewire.venue;

import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.venue.frame.AnswerSink;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.Symbols;
import io.quotewire.venue.pace.Backoff;
import io.quotewire.venue.trade.TradeHole;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches over REST the trades that the stream was found to have left out, one hole after the other, within the limits
 * that all requests share, and behind the books, which are in greater need.
 *
 * <p>Each hole has been told as {@code TradesLost} when it was seen. What turns up of it follows as late trades: those
 * that were missing, each once, in order. A venue's REST side may lag behind its stream, so an answer that brings nothing is
 * no reason to give up at once.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class LateTrades {
    /** Holes that may wait; further ones stay holes. */
    static final int MOST_HOLES = 100;

    /** Answers in a row without anything new, after which what is missing still is given up. */
    static final int MOST_VAIN = 4;

    private final FeedParts parts;
    private final ArrayDeque<TradeHole> holes = new ArrayDeque<>();
    private boolean asked;
    private int vain;
    private long dueUs;

    LateTrades(FeedParts parts) {
        this.parts = parts;
    }

    /** Asks for the next trades that are missing, when that may be done. */
    void tick(long nowUs) {
        parts.outlet().takeHoles(this::take);
        TradeHole hole = holes.peek();
        if (hole == null || asked || nowUs < dueUs) {
            return;
        }
        RestCall call = call(hole);
        if (call == null) {
            finish(hole);
            return;
        }
        asked = parts.rest()
                .fetch(
                        call,
                        nowUs,
                        body -> read(body, hole),
                        answer -> FeedParts.post(parts.loop(), () -> answered(hole, answer)));
        parts.counters().add(FeedMetric.LATE_ASKED, asked ? 1 : 0);
    }

    private void take(TradeHole hole) {
        if (holes.size() < MOST_HOLES) {
            holes.add(hole);
        } else {
            parts.counters().add(FeedMetric.LATE_MISSED, hole.missing());
        }
    }

    private @Nullable RestCall call(TradeHole hole) {
        VenueAdapter adapter = parts.adapter();
        String symbol = adapter.symbol(hole.listing().instrument());
        return adapter.tradesCall(symbol, hole.firstMissing(), hole.lastMissing());
    }

    /** On a virtual thread. */
    private List<Trade> read(byte[] body, TradeHole hole) {
        FrameDecoder decoder = new FrameDecoder(
                (frame, any, told) -> parts.adapter().tradesAnswer(frame, hole.listing(), told), new Symbols(Map.of()));
        decoder.stamp(parts.clock().nowUs(), parts.simulated().getAsBoolean());
        AnswerSink sink = new AnswerSink();
        decoder.decode(body, 0, body.length, sink);
        return sink.trades();
    }

    private void answered(TradeHole hole, RestDoor.Answer<List<Trade>> answer) {
        long nowUs = parts.clock().nowUs();
        int before = hole.missing();
        asked = false;
        switch (answer) {
            case RestDoor.Answer.Read<List<Trade>> read -> read.content().forEach(hole::offer);
            case RestDoor.Answer.Failed<List<Trade>> failure ->
                parts.trouble().accept(hole.listing() + ": no past trades: " + failure.reason());
        }
        vain = hole.missing() < before ? 0 : vain + 1;
        dueUs = vain == 0 ? nowUs : nowUs + Backoff.delayUs(parts.random(), Backoff.FIRST_US, Backoff.MOST_US, vain);
        if (hole.missing() == 0 || vain == MOST_VAIN) {
            finish(hole);
        }
    }

    private void finish(TradeHole hole) {
        int told = 0;
        for (Trade trade : hole.late()) {
            told += parts.outlet().late(trade) ? 1 : 0;
        }
        parts.counters().add(FeedMetric.LATE_TRADES, told);
        parts.counters().add(FeedMetric.LATE_MISSED, hole.missing());
        holes.remove(hole);
        vain = 0;
        dueUs = 0;
    }
}
