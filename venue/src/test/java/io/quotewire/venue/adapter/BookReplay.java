package io.quotewire.venue.adapter;

import io.quotewire.model.Listing;
import io.quotewire.model.book.OrderBook;
import io.quotewire.venue.frame.BookMessage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the books of one recording by the numbers that an adapter reads, and counts what happens to them. */
final class BookReplay {
    private final Map<Listing, Life> lives = new HashMap<>();

    Life of(Listing listing) {
        return lives.computeIfAbsent(listing, key -> new Life());
    }

    Map<Listing, Life> lives() {
        return lives;
    }

    void hear(BookMessage message) {
        of(message.listing()).hear(message);
    }

    /** One book, from its state to wherever it is lost. */
    static final class Life {
        final OrderBook book = new OrderBook();
        int snapshots;
        int changes;

        /** Changes whose first number is one more than the last one of the message before. */
        int followed;

        /** Changes that the state has already, and changes that reach from before the state to behind it. */
        int dropped;

        int bridging;
        int lost;
        private @Nullable BookMessage state;
        private boolean applied;
        private long last;

        /** The state was asked for over REST; it counts as soon as a change goes beyond it. */
        void base(BookMessage answer) {
            state = answer;
            book.replace(answer.extent(), answer.bids(), answer.asks());
        }

        void hear(BookMessage message) {
            if (message.snapshot()) {
                snapshots++;
                state = message;
                applied = true;
                book.replace(message.extent(), message.bids(), message.asks());
            } else {
                change(message);
            }
            last = message.last();
        }

        private void change(BookMessage message) {
            changes++;
            followed += message.first() == last + 1 ? 1 : 0;
            BookMessage from = state;
            if (from == null) {
                lost++;
            } else if (!applied && message.last() <= from.last()) {
                dropped++;
            } else if (!applied && message.first() > from.last() + 1) {
                lost++;
            } else if (applied && message.first() != last + 1) {
                lost++;
            } else {
                bridging += applied ? 0 : 1;
                applied = true;
                book.apply(message.bids(), message.asks());
            }
        }
    }
}
