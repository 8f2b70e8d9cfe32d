package io.quotewire.engine.book;

import io.quotewire.model.Checksum;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.MarketEvent.BookAudit;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.Topic;
import io.quotewire.model.book.BookSide;
import io.quotewire.model.book.OrderBook;
import org.jspecify.annotations.Nullable;

/**
 * One listing's book, as far as it is believed.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class ShardBook {
    /** Messages for which a book may be crossed: a venue that tells one trade in two messages is not wrong. */
    public static final int CROSSED_MESSAGES = 3;

    /** How long it may be so, however many messages come. */
    public static final long CROSSED_US = 1_000_000;

    /** How long it may be so at most, also when none come. */
    public static final long CROSSED_LONGEST_US = 5_000_000;

    private static final int SERVED = Topic.Kind.DEEPEST;
    private static final long NONE = Long.MIN_VALUE;

    private final OrderBook book = OrderBook.watched();
    private final Levels.Builder bids = new Levels.Builder();
    private final Levels.Builder asks = new Levels.Builder();
    private Extent extent = Extent.WHOLE;
    private long generation = NONE;
    private long askedFor = NONE;
    private boolean sound;
    private boolean told;
    private int crossedMessages;
    private long crossedSinceUs;
    private int enoughBids;
    private int enoughAsks;
    private boolean auditDue;
    private boolean auditAsked;
    private Failure failure = Failure.SEQUENCE;
    private long checks;
    private long failures;
    private long resyncs;

    /** A state, which replaces what is known; of a sound book what differs is a change like any other. */
    public Outcome take(BookSnapshot snapshot, long nowUs) {
        if (snapshot.generation() < generation) {
            return Outcome.IGNORED;
        }
        generation = snapshot.generation();
        if (!sound) {
            book.clear();
        }
        if (!book.replace(snapshot.extent(), snapshot.bids(), snapshot.asks())) {
            return fail(Failure.UNFIT);
        }
        sound = true;
        extent = snapshot.extent();
        measure();
        Checksum checksum = snapshot.checksum();
        if (checksum != null) {
            if (!book.adds(checksum)) {
                return fail(Failure.CHECKSUM);
            }
            checks++;
        }
        return tell(nowUs);
    }

    /** What has changed. Where the venue numbers them, that it comes at all is a check which has held: the feed has seen that it follows. */
    public Outcome take(BookDelta delta, long nowUs) {
        if (!sound || delta.generation() != generation) {
            return Outcome.IGNORED;
        }
        if (!book.apply(delta.bids(), delta.asks())) {
            return fail(Failure.UNFIT);
        }
        Checksum checksum = delta.checksum();
        if (checksum != null && !book.adds(checksum)) {
            return fail(Failure.CHECKSUM);
        }
        checks += delta.linked() || checksum != null ? 1 : 0;
        auditDue |=
                !auditAsked && (book.bids().levels() < enoughBids || book.asks().levels() < enoughAsks);
        return tell(nowUs);
    }

    /** The venue's own picture. One that cannot be is no evidence. */
    public Outcome take(BookAudit audit, long nowUs) {
        if (!sound || audit.generation() != generation) {
            return Outcome.IGNORED;
        }
        auditAsked = false;
        auditDue = false;
        OrderBook picture = picture(audit);
        if (picture == null) {
            return Outcome.IGNORED;
        }
        if (!book.agreesWith(picture)) {
            note(Failure.AUDIT);
            adopt(audit.extent(), picture.bids(), picture.asks());
            told = false;
            tell(nowUs);
            return Outcome.REPLACED;
        }
        checks++;
        return reachesFurther(picture) ? extend(audit.extent(), picture, nowUs) : Outcome.NOTHING;
    }

    /** The feed has lost it. */
    public Outcome take(BookLost lost) {
        if (lost.generation() < generation) {
            return Outcome.IGNORED;
        }
        generation = lost.generation();
        return sound ? fail(Failure.SEQUENCE) : Outcome.IGNORED;
    }

    /** Time has passed, in which nothing may have come. */
    public Outcome look(long nowUs) {
        return isHeld() && nowUs - crossedSinceUs >= CROSSED_LONGEST_US ? fail(Failure.CROSSED) : Outcome.NOTHING;
    }

    /** Nothing keeps it true any more. */
    public void forget() {
        sound = false;
        told = false;
        crossedMessages = 0;
        auditDue = false;
        book.clear();
    }

    /**
     * After {@link Outcome#BROKEN}: whether the feed is still to be told, which it is once in each life of the book, and not
     * where it said so itself.
     */
    public boolean mayAskForResync() {
        if (failure == Failure.SEQUENCE || generation <= askedFor) {
            return false;
        }
        askedFor = generation;
        return true;
    }

    /** Whether the venue's picture is to be asked for; true once. */
    public boolean mayAskForAudit() {
        boolean may = auditDue;
        auditAsked |= may;
        auditDue = false;
        return may;
    }

    /** Whether it is crossed, so that nothing of it may be told. */
    public boolean isHeld() {
        return crossedMessages > 0;
    }

    /** Since when it is held back. */
    public long heldSinceUs() {
        return crossedSinceUs;
    }

    public long generation() {
        return generation;
    }

    /** What was wrong last. */
    public Failure failure() {
        return failure;
    }

    /** After {@link Outcome#CHANGED}: the levels that did. */
    public Levels changedBids() {
        return bids.toLevels();
    }

    public Levels changedAsks() {
        return asks.toLevels();
    }

    /** Its bids; not to be told while it is held back. */
    public BookSide bids() {
        return book.bids();
    }

    public BookSide asks() {
        return book.asks();
    }

    /** How often something could be said of its truth. */
    public long checks() {
        return checks;
    }

    /** How many of the checks failed. */
    public long failures() {
        return failures;
    }

    /** How often it had to be found anew. */
    public long resyncs() {
        return resyncs;
    }

    private Outcome tell(long nowUs) {
        if (book.isCrossed()) {
            return hold(nowUs);
        }
        crossedMessages = 0;
        if (!told) {
            told = true;
            book.settle();
            return Outcome.WHOLE;
        }
        bids.clear();
        asks.clear();
        book.changes(bids, asks);
        book.settle();
        return bids.count() + asks.count() == 0 ? Outcome.NOTHING : Outcome.CHANGED;
    }

    private Outcome hold(long nowUs) {
        if (crossedMessages++ == 0) {
            crossedSinceUs = nowUs;
        }
        boolean wrong = crossedMessages > CROSSED_MESSAGES && nowUs - crossedSinceUs > CROSSED_US;
        return wrong ? fail(Failure.CROSSED) : Outcome.NOTHING;
    }

    private Outcome fail(Failure kind) {
        note(kind);
        forget();
        return Outcome.BROKEN;
    }

    private void note(Failure kind) {
        failure = kind;
        checks++;
        failures++;
        resyncs++;
    }

    private static @Nullable OrderBook picture(BookAudit audit) {
        OrderBook picture = new OrderBook();
        boolean fits = picture.replace(audit.extent(), audit.bids(), audit.asks());
        for (BookDelta delta : audit.since()) {
            fits = fits && picture.apply(delta.bids(), delta.asks());
        }
        return fits && !picture.isCrossed() ? picture : null;
    }

    /** Only where what is known wears away. */
    private boolean reachesFurther(OrderBook picture) {
        return enoughBids + enoughAsks > 0
                && (picture.bids().levels() > book.bids().levels()
                        || picture.asks().levels() > book.asks().levels());
    }

    private Outcome extend(Extent reach, OrderBook picture, long nowUs) {
        boolean whole = reach.kind() == Extent.Kind.WHOLE;
        adopt(
                reach,
                whole ? picture.bids() : longer(picture.bids(), book.bids()),
                whole ? picture.asks() : longer(picture.asks(), book.asks()));
        return tell(nowUs);
    }

    private static BookSide longer(BookSide one, BookSide other) {
        return one.levels() > other.levels() ? one : other;
    }

    /** A window stays one, whatever the picture is cut from: the venue's changes are those of the window. */
    private void adopt(Extent reach, BookSide newBids, BookSide newAsks) {
        extent = extent.kind() == Extent.Kind.WINDOW ? extent : reach;
        book.replace(extent, newBids.best(BookSide.MOST), newAsks.best(BookSide.MOST));
        measure();
    }

    private void measure() {
        boolean wears = extent.kind() == Extent.Kind.PART;
        enoughBids = wears ? Math.min(SERVED, book.bids().levels() / 2) : 0;
        enoughAsks = wears ? Math.min(SERVED, book.asks().levels() / 2) : 0;
        auditAsked = false;
        auditDue = false;
    }
}
