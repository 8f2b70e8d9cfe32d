package io.quotewire.lab.script;

import io.quotewire.model.Channel;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that an adapter says of some frames; what is not an event, in words. */
final class Heard implements FrameSink {
    final List<MarketEvent> events = new ArrayList<>();
    final List<BookMessage> books = new ArrayList<>();
    final List<String> others = new ArrayList<>();

    @Override
    public void event(MarketEvent event) {
        events.add(event);
    }

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {
        events.add(trade);
        if (merged != 1) {
            others.add("merged " + merged);
        }
    }

    @Override
    public void book(BookMessage message) {
        books.add(message);
    }

    @Override
    public void numbered(long number) {}

    @Override
    public void acknowledged(Channel channel, String symbol, boolean subscribed) {
        others.add("acknowledged " + channel + " " + symbol);
    }

    @Override
    public void acknowledged(long requestId) {
        others.add("acknowledged " + requestId);
    }

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {
        others.add("refused " + reason);
    }

    @Override
    public void notice(String text, boolean closing) {
        others.add("notice " + text + (closing ? " closing" : ""));
    }

    @Override
    public void unknown(String what) {
        others.add("unknown " + what);
    }
}
