package io.quotewire.engine;

import io.quotewire.engine.book.ShardBook;
import io.quotewire.engine.price.Part;
import io.quotewire.model.Listing;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update;
import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.Value;
import io.quotewire.model.book.BookSide;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One topic of one venue: numbers what happens to it, keeps what it said last, and tells {@link Best}.
 *
 * <p>It does not exist before its first value or trade; until then a change of status says nothing. Once closed it changes
 * only by beginning again.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class VenueTopic {
    /** Candles that one may lack who has followed another venue. */
    private static final int KEPT = 5;

    private final ArrayDeque<ClosedCandle> candles = new ArrayDeque<>(0);
    private final Chain chain;
    private final @Nullable Best best;
    private final int rank;
    private @Nullable Head last;
    private @Nullable Data data;
    private @Nullable ShardBook book;
    private @Nullable Watcher watcher;

    /** A topic that {@code best}, if there is one, knows by {@code rank}. */
    VenueTopic(Chain chain, @Nullable Best best, int rank) {
        this.chain = chain;
        this.best = best;
        this.rank = rank;
        if (best != null) {
            best.join(rank, this);
        }
    }

    static VenueTopic of(Kind kind, Listing listing, Scope scope, @Nullable Bests bests) {
        Topic topic = new Topic(kind, listing.venue(), listing.instrument());
        int rank = scope.config().bestOrder().indexOf(listing.venue());
        return new VenueTopic(scope.chain(topic), bests == null ? null : bests.of(kind), rank);
    }

    /** Has somebody told whenever it says something; there is one at most. */
    void watch(Watcher who) {
        watcher = who;
    }

    String venue() {
        return chain.topic().source();
    }

    /** What the last update said, null before the first. */
    @Nullable
    Head last() {
        return last;
    }

    /** The last value of a value topic. */
    @Nullable
    Data data() {
        return data;
    }

    /** Whether it is open and its last update says just this. */
    boolean says(@Nullable Data value, Status status) {
        Head told = last;
        return told != null && told.status() == status && status != Status.CLOSED && Objects.equals(data, value);
    }

    /** Takes in the book that it tells of, where it is a book topic. */
    void carry(ShardBook told) {
        book = told;
    }

    /** Whether what it knows is not what it told, so that nobody may begin with it now. */
    boolean isHeld() {
        return book != null && book.isHeld();
    }

    /** All that it has told, as the next update of another chain that repeats it; null of items. */
    @Nullable
    Update whole(Chain other, Head like) {
        long prev = other.seq();
        if (book != null) {
            return new Update.Book(
                    other.next(like),
                    prev,
                    true,
                    book.bids().best(BookSide.MOST),
                    book.asks().best(BookSide.MOST));
        }
        return data == null ? null : new Value(other.next(like), true, data);
    }

    /** It is no longer held. */
    void release(long nowUs) {
        if (best != null) {
            best.expire(nowUs);
        }
    }

    /** Whether it has begun and is not closed. */
    boolean isOpen() {
        return last != null && last.status() != Status.CLOSED;
    }

    boolean hasBegun() {
        return last != null;
    }

    /** A value with the times of the newest part of it; where the status changes too, one update says both. */
    void value(Part<?> newest, Data newData, Status status, String why, long nowUs) {
        Head before = last;
        long prev = chain.seq();
        Head head = chain.next(newest.tsUs(), newest.recvUs(), venue(), status, newest.simulated());
        data = newData;
        if (before == null || before.status() == Status.CLOSED) {
            publish(new Update.Value(head, true, newData), nowUs);
        } else if (before.status() == status) {
            publish(new Update.Value(head, false, newData), nowUs);
        } else {
            publish(new Update.StatusChange(head, prev, null, why, nowUs, newData), nowUs);
        }
    }

    /** A new status for the last value, which keeps its own times. */
    void change(Status status, String why, long nowUs) {
        Head before = last;
        if (before == null || before.status() == Status.CLOSED || before.status() == status) {
            return;
        }
        long prev = chain.seq();
        Head head = chain.next(before.tsUs(), before.recvUs(), venue(), status, before.simulated());
        publish(new Update.StatusChange(head, prev, null, why, nowUs, data), nowUs);
    }

    /** The number of the last item, and the head of the next one: for event topics, which make their own updates. */
    long seq() {
        return chain.seq();
    }

    Head next(long tsUs, long recvUs, Status status, boolean simulated) {
        return chain.next(tsUs, recvUs, venue(), status, simulated);
    }

    /** The head of what is shown without a number of its own. */
    Head now(long tsUs, long recvUs, Status status, boolean simulated) {
        return chain.now(tsUs, recvUs, venue(), status, simulated);
    }

    /** The last candles of a candle topic, the newest last. */
    ArrayDeque<ClosedCandle> candles() {
        return candles;
    }

    /** Whether there may have been others before them. */
    boolean keepsNoMore() {
        return candles.size() == KEPT;
    }

    void publish(Update update, long nowUs) {
        last = update.head();
        if (update instanceof ClosedCandle closed) {
            candles.add(closed);
            if (candles.size() > KEPT) {
                candles.removeFirst();
            }
        }
        chain.put(update);
        if (best != null) {
            best.on(rank, update, nowUs);
        }
        if (watcher != null) {
            watcher.changed(nowUs);
        }
    }
}
