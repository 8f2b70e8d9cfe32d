package io.quotewire.gateway.book;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.book.OrderBook;
import org.jspecify.annotations.Nullable;

/**
 * The best levels of one book, and what has changed in them since when: of all followers of one {@code book.N}, whatever
 * their rates.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
public final class BookView {
    /** What an update of the book means to those who follow this view. */
    public enum Step {
        NOTHING,
        /** Levels have changed. */
        CHANGE,
        /** The status or the source has: told at once, behind what was still to be told. */
        STATUS,
        /** What was there before does not count any more: told at once as a snapshot. */
        ANEW
    }

    private final Topic topic;
    private final Mirror mirror;

    /** What there is to follow; null while nobody does. */
    private @Nullable Shown shown;

    /** @param topic of a kind with a depth */
    public BookView(Topic topic, Mirror mirror) {
        this.topic = topic;
        this.mirror = mirror;
    }

    /** The levels, and where the topic stood when they became these. */
    private static final class Shown {
        private final ViewSide bids;
        private final ViewSide asks;
        private Head head;

        /** Whether the levels were to be told then. */
        private boolean served;

        private Shown(int depth, Head head, Mirror mirror) {
            this.bids = new ViewSide(true, depth);
            this.asks = new ViewSide(false, depth);
            this.head = head;
            this.served = mirror.isServed();
            take(mirror.book());
        }

        private void moveTo(Head newHead, Mirror mirror) {
            head = newHead;
            served = mirror.isServed();
        }

        private void take(OrderBook book) {
            bids.take(book.bids(), head.seq());
            asks.take(book.asks(), head.seq());
        }

        private boolean canFollow(OrderBook book) {
            return bids.canFollow(book.bids()) && asks.canFollow(book.asks());
        }

        private boolean follow(OrderBook book, long seq) {
            boolean changed = bids.follow(book.bids(), seq);
            return asks.follow(book.asks(), seq) || changed;
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

    /** Where the view stands; without followers, where the book does. */
    public Head head() {
        return shown == null ? here() : shown.head;
    }

    /**
     * Takes in what the newest update of the mirror means to this view. That of one which is not open is nothing.
     *
     * @param update the newest that the mirror took in
     */
    public Step step(Update update) {
        Shown now = shown;
        if (now == null) {
            return Step.NOTHING;
        }
        Head before = now.head;
        boolean anew = mirror.isAnew() || !before.epoch().equals(update.head().epoch());
        if (!anew && update instanceof Update.StatusChange) {
            now.moveTo(here(), mirror);
            return Step.STATUS;
        }
        if (!anew && !mirror.isServed()) {
            return Step.NOTHING; // A change of what was never told.
        }
        if (!anew && now.canFollow(mirror.book())) {
            return follow(now, here());
        }
        now.moveTo(here(), mirror);
        now.take(mirror.book());
        return Step.ANEW;
    }

    /** Prints a change of status to those who stood at number {@code prev}. */
    public void printStatus(JsonWriter json, Update.StatusChange change, long prev) {
        DataMessages.update(
                json, new Update.StatusChange(head(), prev, change.was(), change.why(), change.sinceUs(), null));
    }

    /**
     * Prints what has changed to those who stood at number {@code prev}: each price that was another at any moment since.
     * Where that is not known any more, a snapshot.
     */
    public void printChanges(JsonWriter json, long prev) {
        Shown now = shown;
        if (now == null || !now.bids.reachesBack(prev) || !now.asks.reachesBack(prev)) {
            printSnapshot(json);
        } else {
            DataMessages.bookChange(json, now.head, prev, now.bids.changesSince(prev), now.asks.changesSince(prev));
        }
    }

    /** Prints what a joiner begins with. */
    public void printSnapshot(JsonWriter json) {
        Shown now = shown == null ? beginning() : shown;
        if (now.served) {
            DataMessages.book(json, now.head, now.bids.shown(), now.asks.shown());
        } else {
            DataMessages.snapshot(json, now.head);
        }
    }

    /** Nobody will ask for what changed up to number {@code seq}. */
    public void settle(long seq) {
        Shown now = shown;
        if (now != null) {
            now.bids.settle(seq);
            now.asks.settle(seq);
        }
    }

    private Step follow(Shown now, Head head) {
        Head before = now.head;
        boolean changed = now.follow(mirror.book(), head.seq());
        boolean told = before.status() != head.status() || !before.source().equals(head.source());
        if (changed || told) {
            now.moveTo(head, mirror);
        }
        return changed || told ? Step.CHANGE : Step.NOTHING;
    }

    private Shown beginning() {
        return new Shown(topic.kind().depth(), here(), mirror);
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
}
