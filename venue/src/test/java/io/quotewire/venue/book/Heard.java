package io.quotewire.venue.book;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Instrument;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.BookAudit;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.List;

/** What a {@link BookSync} says, as short lines, and the messages to make it speak. */
final class Heard implements BookOut {
    static final Listing BTC = new Listing("binance", new Instrument("BTC", "USDT"));

    final List<String> lines = new ArrayList<>();
    final List<BookEvent> events = new ArrayList<>();

    @Override
    public void pass(BookEvent event) {
        events.add(event);
        lines.add(
                switch (event) {
                    case BookSnapshot snapshot -> "state " + snapshot.generation() + " " + snapshot.bids();
                    case BookDelta delta -> "change " + delta.generation() + " " + delta.bids();
                    case BookLost lost -> "lost " + lost.generation() + ": " + lost.why();
                    case BookAudit audit ->
                        "audit " + audit.generation() + " " + audit.bids() + " since "
                                + audit.since().stream().map(BookDelta::bids).toList();
                });
    }

    @Override
    public void drop(Drop why) {
        lines.add("drop " + why);
    }

    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    static BookMessage state(long last, String price) {
        return message(true, 0, last, price, "1");
    }

    static BookMessage change(long first, long last, String price, String size) {
        return message(false, first, last, price, size);
    }

    private static BookMessage message(boolean snapshot, long first, long last, String price, String size) {
        Levels bids = Levels.of(Decimal.parse(price), Decimal.parse(size));
        return new BookMessage(BTC, 1, 2, false, snapshot, first, last, Extent.WHOLE, bids, Levels.EMPTY, null);
    }
}
