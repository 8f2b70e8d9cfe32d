package io.quotewire.app.books;

import io.quotewire.model.Channel;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of what an adapter says of one frame, that which is about books. */
final class Overheard implements FrameSink {
    private static final long NONE = -1;

    final List<BookMessage> books = new ArrayList<>();
    private long place = NONE;

    /** Whether the frame was said to have this place on its connection, and no other. */
    boolean isAt(List<Told.Place> places) {
        return places.isEmpty() ? place == NONE : place == places.getFirst().number();
    }

    @Override
    public void book(BookMessage message) {
        books.add(message);
    }

    @Override
    public void event(MarketEvent event) {}

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {}

    @Override
    public void numbered(long number) {
        place = number;
    }

    @Override
    public void acknowledged(Channel channel, String symbol, boolean subscribed) {}

    @Override
    public void acknowledged(long requestId) {}

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {}

    @Override
    public void notice(String text, boolean closing) {}

    @Override
    public void unknown(String what) {}
}
