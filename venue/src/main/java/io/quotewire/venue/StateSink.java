package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.MalformedFrame;
import org.jspecify.annotations.Nullable;

/** Hears the one state of a book that a REST answer tells, and nothing else. */
final class StateSink implements FrameSink {
    private @Nullable BookMessage state;

    /** What was heard. */
    BookMessage state() {
        if (state == null) {
            throw new MalformedFrame("expected the state of a book in the answer");
        }
        return state;
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
        throw new MalformedFrame("expected the state of a book, not " + event);
    }

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {
        event(trade);
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
