package io.quotewire.gateway.book;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.book.OrderBook;
import org.jspecify.annotations.Nullable;

/**
 * The best levels of one book, as the followers of one {@code book.N} have them.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
public final class BookView {
    private final Topic topic;
    private final Mirror mirror;

    /** What followers have; null while there are none. */
    private @Nullable Shown shown;

    /** @param topic of a kind with a depth */
    public BookView(Topic topic, Mirror mirror) {
        this.topic = topic;
        this.mirror = mirror;
    }

    /** The levels as told last, and where the topic stood then. */
    private static final class Shown {
        private final ViewSide bids;
        private final ViewSide asks;
        private Head head;

        private Shown(int depth, Head head, OrderBook book) {
            this.bids = new ViewSide(true, depth);
            this.asks = new ViewSide(false, depth);
            this.head = head;
            take(book);
        }

        private void take(OrderBook book) {
            bids.take(book.bids());
            asks.take(book.asks());
        }

        /** False where the change cannot be said. */
        private boolean follow(OrderBook book) {
            boolean follows = bids.follow(book.bids());
            return asks.follow(book.asks()) && follows;
        }
    }

    /** Somebody follows from now on, beginning with {@link #printSnapshot}. */
    public void open() {
        shown = beginning();
    }

    /** Nobody follows any more. */
    public void close() {
        shown = null;
    }

    /** Where followers stand; without any, where the book does. */
    public Head head() {
        return shown == null ? here() : shown.head;
    }

    /**
     * Prints what followers are to be told of {@code update}, the newest that the mirror took in. False where that is
     * nothing; for a view that is not open it always is.
     */
    public boolean print(JsonWriter json, Update update) {
        Shown now = shown;
        if (now == null) {
            return false;
        }
        Head before = now.head;
        boolean anew = mirror.isAnew() || !before.epoch().equals(update.head().epoch());
        if (!anew && update instanceof Update.StatusChange change) {
            now.head = here();
            DataMessages.update(json, printable(change, before.seq(), now.head));
            return true;
        }
        if (!anew && mirror.isServed() && now.follow(mirror.book())) {
            return printChange(json, now, here());
        }
        if (!anew && !mirror.isServed()) {
            return false; // A change of what was never told.
        }
        now.head = here();
        now.take(mirror.book());
        printSnapshot(json);
        return true;
    }

    /** Prints what a joiner begins with: what followers have, or without any what the book holds now. */
    public void printSnapshot(JsonWriter json) {
        Shown now = shown == null ? beginning() : shown;
        if (mirror.isServed()) {
            DataMessages.book(json, now.head, now.bids.shown(), now.asks.shown());
        } else {
            DataMessages.snapshot(json, now.head);
        }
    }

    private static boolean printChange(JsonWriter json, Shown now, Head head) {
        Head before = now.head;
        if (!now.bids.hasChanged()
                && !now.asks.hasChanged()
                && before.status() == head.status()
                && before.source().equals(head.source())) {
            return false;
        }
        now.head = head;
        DataMessages.bookChange(json, head, before.seq(), now.bids.changes(), now.asks.changes());
        return true;
    }

    private Shown beginning() {
        return new Shown(topic.kind().depth(), here(), mirror.book());
    }

    private Head here() {
        Head head = mirror.head();
        return new Head(
                topic,
                head.epoch(),
                head.seq(),
                head.tsUs(),
                head.recvUs(),
                head.source(),
                head.status(),
                head.simulated());
    }

    /** The same change, as the next in this view's own chain. */
    private static Update.StatusChange printable(Update.StatusChange change, long prev, Head head) {
        return new Update.StatusChange(head, prev, change.was(), change.why(), change.sinceUs(), null);
    }
}
