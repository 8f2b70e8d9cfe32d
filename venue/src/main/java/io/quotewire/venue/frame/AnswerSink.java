package io.quotewire.venue.frame;

import io.quotewire.model.Channel;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Trade;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears what an answer over REST tells: the one state of a book, or past trades; anything else makes it malformed.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class AnswerSink implements FrameSink {
    private final List<Trade> trades = new ArrayList<>();
    private @Nullable BookMessage state;

    /** The one state that was heard, and no trade with it. */
    public BookMessage state() {
        if (state == null || !trades.isEmpty()) {
            throw new MalformedFrame("expected the state of a book in the answer");
        }
        return state;
    }

    /** The trades that were heard, and no state with them. */
    public List<Trade> trades() {
        if (state != null) {
            throw new MalformedFrame("expected trades in the answer, not the state of a book");
        }
        return trades;
    }

    @Override
    public void book(BookMessage message) {
        if (state != null || !message.snapshot()) {
            throw new MalformedFrame("expected one state of a book in the answer");
        }
        state = message;
    }

    @Override
    public void event(MarketEvent event) {
        throw new MalformedFrame("expected a state or trades, not " + event);
    }

    @Override
    public void trade(Trade trade, long merged) {
        trades.add(trade);
    }

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
        throw new MalformedFrame(reason);
    }

    @Override
    public void numbered(long number) {}

    @Override
    public void acknowledged(Channel channel, String symbol, boolean subscribed) {}

    @Override
    public void acknowledged(long requestId) {}

    @Override
    public void notice(String text, boolean closing) {}

    @Override
    public void unknown(String what) {}
}
