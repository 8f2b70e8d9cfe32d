package io.quotewire.engine;

import io.quotewire.engine.book.Outcome;
import io.quotewire.engine.book.ShardBook;
import io.quotewire.engine.count.Tally.Count;
import io.quotewire.engine.price.Part;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.BookReport;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.BookAudit;
import io.quotewire.model.MarketEvent.BookDelta;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.model.MarketEvent.BookLost;
import io.quotewire.model.MarketEvent.BookSnapshot;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.book.BookSide;

/**
 * A listing's book with its topic: what becomes of the one is told by the other, and what is wrong with it goes to the
 * feed.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class BookState implements Timers.Task {
    private final Listing listing;
    private final Scope scope;
    private final VenueTopic topic;
    private final Standing standing;
    private final Part<ShardBook> part;
    private final Voice voice;
    private final ShardBook book;
    private final Timers.Timer timer;
    private boolean held;
    private String wrongWhy = "";

    /**
     * @param part what the book's channel is worth, which verdicts on that touch
     * @param voice its channel, of which nothing is expected while the book is found anew
     */
    BookState(Listing listing, Scope scope, VenueTopic topic, Standing standing, Part<ShardBook> part, Voice voice) {
        this.listing = listing;
        this.scope = scope;
        this.topic = topic;
        this.standing = standing;
        this.part = part;
        this.voice = voice;
        this.book = new ShardBook();
        this.timer = scope.timers().create(this);
        topic.carry(book);
    }

    /** Takes in what is said of the book. Of what has come of it nothing is told yet. */
    Outcome take(BookEvent event, long nowUs) {
        long checks = book.checks();
        Outcome outcome = switch (event) {
            case BookDelta delta -> book.take(delta, nowUs);
            case BookSnapshot snapshot -> book.take(snapshot, nowUs);
            case BookAudit audit -> book.take(audit, nowUs);
            case BookLost lost -> book.take(lost);
        };
        scope.tally().add(Count.BOOK_CHECKS, book.checks() - checks);
        if (outcome == Outcome.BROKEN || outcome == Outcome.REPLACED) {
            wrong(event instanceof BookLost lost ? lost.why() : why());
        } else if (outcome == Outcome.IGNORED) {
            scope.tally().count(Count.IGNORED_BOOKS);
        }
        if (book.isHeld() && outcome == Outcome.NOTHING) {
            scope.tally().count(Count.BOOKS_HELD_BACK);
            scope.timers().arm(timer, book.heldSinceUs() + ShardBook.CROSSED_LONGEST_US);
        }
        return outcome;
    }

    /** What the channel said last is as new as this, unless it is held back. */
    void date(long tsUs, long recvUs, boolean simulated) {
        if (!book.isHeld()) {
            part.take(book, tsUs, recvUs, simulated);
        }
    }

    /** Tells what has come of the last event. */
    void tell(Outcome outcome, long nowUs) {
        switch (outcome) {
            case CHANGED -> {
                tellStatus(nowUs);
                publish(false, book.changedBids(), book.changedAsks(), nowUs);
            }
            case WHOLE -> publishWhole(nowUs);
            case REPLACED -> {
                topic.change(Status.RESYNC, wrongWhy, nowUs);
                publishWhole(nowUs);
            }
            case BROKEN -> {
                voice.release();
                part.spoil(Status.RESYNC);
                tellStatus(nowUs);
            }
            case NOTHING, IGNORED -> {}
        }
        if (held && !book.isHeld()) {
            topic.release(nowUs); // Also where no update says so.
        }
        held = book.isHeld();
        ask();
    }

    /** Tells the status where it has changed by what did not come from the book itself. */
    void tellStatus(long nowUs) {
        Status shown = standing.shown(part.status());
        topic.change(shown, standing.why(shown, part.status() == Status.RESYNC ? wrongWhy : part.why()), nowUs);
    }

    /** Nothing keeps the book true any more. */
    void end(Status status, String why, long nowUs) {
        book.forget();
        held = false;
        part.spoil(status);
        topic.change(status, why, nowUs);
    }

    /** One that has been held back for so long is wrong, though nothing more has come. */
    @Override
    public void expire(long nowUs) {
        Outcome outcome = book.look(nowUs);
        if (outcome == Outcome.BROKEN) {
            scope.tally().count(Count.BOOK_CHECKS);
            wrong(why());
            tell(outcome, nowUs);
        } else if (book.isHeld()) {
            scope.timers().arm(timer, book.heldSinceUs() + ShardBook.CROSSED_LONGEST_US);
        }
    }

    boolean isFollowed() {
        return topic.isOpen() || book.isHeld();
    }

    BookReport report() {
        Head last = topic.last();
        return new BookReport(
                listing.instrument(),
                last == null ? Status.RESYNC : last.status(),
                book.bids().levels(),
                book.asks().levels(),
                book.checks(),
                book.failures(),
                book.resyncs());
    }

    private void wrong(String why) {
        wrongWhy = why;
        scope.tally().count(Count.of(book.failure()));
        scope.tally().count(Count.BOOK_RESYNCS);
    }

    private String why() {
        String venue = listing.venue();
        return switch (book.failure()) {
            case SEQUENCE -> venue + " left something out";
            case CHECKSUM -> "the book does not add up to the checksum of " + venue;
            case UNFIT -> venue + " sent a level that cannot be";
            case CROSSED -> "the book of " + venue + " stayed crossed";
            case AUDIT -> "the book is not the one that " + venue + " shows";
        };
    }

    private void ask() {
        if (part.status() == Status.RESYNC && book.mayAskForResync()) {
            scope.ask(new FeedCommand.Resync(listing, book.generation(), wrongWhy));
        }
        if (book.mayAskForAudit()) {
            String why = book.bids().levels() + " bids and " + book.asks().levels() + " asks are left";
            scope.ask(new FeedCommand.Audit(listing, book.generation(), why));
        }
    }

    private void publishWhole(long nowUs) {
        publish(true, book.bids().best(BookSide.MOST), book.asks().best(BookSide.MOST), nowUs);
    }

    private void publish(boolean snapshot, Levels bids, Levels asks, long nowUs) {
        long prev = topic.seq();
        Head head = topic.next(part.tsUs(), part.recvUs(), standing.shown(part.status()), part.simulated());
        topic.publish(new Update.Book(head, prev, snapshot, bids, asks), nowUs);
    }
}
