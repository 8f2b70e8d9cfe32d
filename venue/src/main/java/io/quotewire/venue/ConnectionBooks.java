package io.quotewire.venue;

import io.quotewire.model.Channel;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent.BookEvent;
import io.quotewire.venue.book.BookOut;
import io.quotewire.venue.book.BookSync;
import io.quotewire.venue.frame.AnswerSink;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.Symbols;
import io.quotewire.venue.pace.Backoff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The books that one connection follows: finds the state of each that has none, by subscribing anew or over REST, one at a
 * time and later each time that it fails.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class ConnectionBooks implements BookOut {
    /** How long a state may take that the stream is to bring. */
    private static final long STATE_US = 10_000_000;

    private final FeedParts parts;
    private final Subscriptions subscriptions;
    private final BookPlan plan;
    private final Map<Listing, Following> books = new LinkedHashMap<>();
    private long number = -1;

    ConnectionBooks(FeedParts parts, Subscriptions subscriptions) {
        this.parts = parts;
        this.subscriptions = subscriptions;
        this.plan = parts.adapter().profile().book();
    }

    /** One book, and when its state is to be asked for. */
    private static final class Following {
        final Listing listing;
        final String symbol;
        final BookSync sync;

        /** Asked for and not come, until then; 0 where it is not asked for. */
        long awaitedUntilUs;

        long dueUs;
        long syncedUs;
        int failures;

        /** A picture of it is wanted; it is asked for as soon as that may be done. */
        boolean auditWanted;

        boolean auditing;

        Following(Listing listing, String symbol, BookSync sync) {
            this.listing = listing;
            this.symbol = symbol;
            this.sync = sync;
        }
    }

    /** The venue sends the book from now on, or soon. */
    void expect(Listing listing) {
        wanted(listing);
    }

    /** What the venue says of a book, after the frame that held it was placed by {@link #numbered}. */
    void on(BookMessage message) {
        Following book = wanted(message.listing());
        if (book == null) {
            parts.counters().add(FeedMetric.UNKNOWN, 1);
            return;
        }
        if (parts.outlet().flow(message.listing()).takeBookRefused()) {
            book.sync.lose("the engine is full", message);
        }
        boolean before = book.sync.isSynced();
        book.sync.on(message);
        changed(book, before, message.recvUs());
    }

    /**
     * The place of a frame among all of this connection: a hole takes the truth of every book that may have been in it. A
     * frame that comes twice is none: what it says of a book is so already.
     *
     * @return whether there was one
     */
    boolean numbered(long place, long nowUs) {
        boolean hole = number >= 0 && place != number && place != number + 1;
        if (hole) {
            parts.counters().add(FeedMetric.FRAME_GAPS, 1);
            books.values().forEach(book -> lose(book, "frame %d does not follow %d".formatted(place, number), nowUs));
        }
        number = place;
        return hole;
    }

    /** The thread of a book, null where there is none; still this connection's. */
    @Nullable
    BookSync thread(Listing listing) {
        Following book = books.get(listing);
        return book == null ? null : book.sync;
    }

    /** Spins on the thread of a book that another connection has followed; from now on it is this one's. */
    void join(ConnectionBooks old, Listing listing) {
        Following book = old.books.remove(listing);
        if (book != null) {
            book.sync.join();
            book.auditWanted = false;
            books.put(listing, book);
        }
    }

    /** The book is to be found by this connection, which has not followed it so far; at once. */
    void find(Listing listing) {
        Following book = follow(listing);
        book.failures = 1;
        books.put(listing, book);
    }

    /** The connection has ended, and with it all that was known. */
    void interrupted() {
        books.clear();
        number = -1;
    }

    void remove(Listing listing) {
        books.remove(listing);
    }

    /** A shard has found a book wrong; nothing is done where that book is a new one by now. */
    void ask(FeedCommand.Resync command, long nowUs) {
        Following book = books.get(command.listing());
        if (book != null && book.sync.generation() == command.generation()) {
            lose(book, command.why(), nowUs);
        }
    }

    /** A shard wants the venue's picture of a book; false where that book is a new one by now, or has none. */
    boolean ask(FeedCommand.Audit command) {
        Following book = books.get(command.listing());
        return book != null && book.sync.generation() == command.generation() && audit(command.listing());
    }

    /** Books that could be held against the venue's own pictures now. */
    List<Listing> auditable() {
        return plan.auditable()
                ? books.values().stream()
                        .filter(book -> book.sync.isSynced())
                        .map(book -> book.listing)
                        .toList()
                : List.of();
    }

    /** Has a book held against the venue's picture; false where that cannot be done. */
    boolean audit(Listing listing) {
        Following book = books.get(listing);
        if (book == null || !plan.auditable() || !book.sync.isSynced()) {
            return false;
        }
        book.auditWanted = true;
        return true;
    }

    /** The channel is begun anew by somebody else: what comes before the new state says nothing. */
    void renewed(Listing listing, String why, long nowUs) {
        Following book = books.get(listing);
        if (book != null) {
            boolean before = book.sync.isSynced();
            book.sync.lose(why, listing, nowUs);
            changed(book, before, nowUs);
            if (plan.start() != BookPlan.Start.REST) { // Another channel brings no state there.
                book.awaitedUntilUs = nowUs + STATE_US;
            }
        }
    }

    /** Asks for what is due. */
    void tick(long nowUs) {
        for (Following book : books.values()) {
            if (parts.outlet().flow(book.listing).takeBookRefused()) {
                lose(book, "the engine is full", nowUs);
            }
            if (book.awaitedUntilUs > 0 && nowUs >= book.awaitedUntilUs) {
                failed(book, nowUs);
            }
            if (!book.sync.isSynced() && book.awaitedUntilUs == 0 && nowUs >= book.dueUs) {
                find(book, nowUs);
            } else if (book.auditWanted && !book.auditing) {
                fetchPicture(book, nowUs);
            }
        }
    }

    @Override
    public void pass(BookEvent event) {
        if (!parts.outlet().book(event)) {
            parts.counters().add(FeedMetric.REFUSED_BOOKS, 1);
        }
    }

    @Override
    public void drop(Drop why) {
        parts.counters()
                .add(
                        switch (why) {
                            case OLD -> FeedMetric.BOOKS_OLD;
                            case STATELESS, TOO_MANY_WAITING -> FeedMetric.BOOKS_STATELESS;
                            case STATE_TOO_OLD -> FeedMetric.BOOK_STATES_OLD;
                            case AUDIT_MISSED -> FeedMetric.BOOK_AUDITS_MISSED;
                        },
                        1);
    }

    /** Null where the book was left, and this is what the venue said before it knew. */
    private @Nullable Following wanted(Listing listing) {
        Following book = books.get(listing);
        if (book == null && subscriptions.wants(parts.adapter().symbol(listing.instrument()), Channel.BOOK)) {
            book = follow(listing);
            books.put(listing, book);
        }
        return book;
    }

    private Following follow(Listing listing) {
        String symbol = parts.adapter().symbol(listing.instrument());
        return new Following(listing, symbol, plan.thread(parts.generations(), this));
    }

    private void lose(Following book, String why, long nowUs) {
        boolean before = book.sync.isSynced();
        book.sync.lose(why, book.listing, nowUs);
        changed(book, before, nowUs);
    }

    /** A book that was lost is looked for at once, unless it was lost again soon after it was found. */
    private void changed(Following book, boolean before, long nowUs) {
        boolean now = book.sync.isSynced();
        if (before && !now) {
            parts.counters().add(FeedMetric.BOOKS_LOST, 1);
            book.failures = nowUs - book.syncedUs >= Backoff.HEALTHY_US ? 0 : book.failures;
            book.dueUs = nowUs + (book.failures == 0 ? 0 : wait(book.failures));
            book.failures++;
            book.awaitedUntilUs = 0;
        } else if (!before && now) {
            book.syncedUs = nowUs;
            book.awaitedUntilUs = 0;
        }
    }

    private void find(Following book, long nowUs) {
        switch (plan.start()) {
            case EACH -> {} // It comes by itself.
            case STREAM -> {
                // One that was never had is on its way.
                if (book.sync.generation() > 0 || book.failures > 0) {
                    boolean asked = subscriptions.renew(book.symbol, Channel.BOOK);
                    parts.counters().add(FeedMetric.BOOK_STATES_ASKED, asked ? 1 : 0);
                }
                book.awaitedUntilUs = nowUs + STATE_US;
            }
            case REST -> fetch(book, nowUs);
        }
    }

    private void fetch(Following book, long nowUs) {
        RestCall call = parts.adapter().bookCall(book.symbol);
        boolean flows = subscriptions.isConfirmed(book.symbol, Channel.BOOK);
        if (call != null && flows && fetch(call, book, nowUs, answer -> answered(book, answer))) {
            parts.counters().add(FeedMetric.BOOK_STATES_ASKED, 1);
            book.awaitedUntilUs = Long.MAX_VALUE; // The door answers in any case.
        }
    }

    private void fetchPicture(Following book, long nowUs) {
        RestCall call = parts.adapter().bookCall(book.symbol);
        if (call == null || !book.sync.isSynced()) {
            book.auditWanted = false;
        } else if (fetch(call, book, nowUs, answer -> pictured(book, answer))) {
            parts.counters().add(FeedMetric.BOOK_AUDITS, 1);
            book.auditWanted = false;
            book.auditing = true;
            book.sync.expectPicture();
        }
    }

    private boolean fetch(RestCall call, Following book, long nowUs, Consumer<RestDoor.Answer<BookMessage>> then) {
        return parts.rest()
                .fetch(
                        call,
                        nowUs,
                        body -> state(body, book.listing),
                        answer -> FeedParts.post(parts.loop(), () -> then.accept(answer)));
    }

    /** On a virtual thread: reads the one state that the answer has. */
    private BookMessage state(byte[] body, Listing listing) {
        FrameDecoder decoder = new FrameDecoder(
                (frame, any, told) -> parts.adapter().bookAnswer(frame, listing, told), new Symbols(Map.of()));
        decoder.stamp(parts.clock().nowUs(), parts.simulated().getAsBoolean());
        AnswerSink sink = new AnswerSink();
        decoder.decode(body, 0, body.length, sink);
        return sink.state();
    }

    private void answered(Following book, RestDoor.Answer<BookMessage> answer) {
        long nowUs = parts.clock().nowUs();
        if (books.get(book.listing) != book) {
            return; // Of a connection that has ended, or a book that nobody wants.
        }
        switch (answer) {
            case RestDoor.Answer.Read<BookMessage> read -> {
                boolean before = book.sync.isSynced();
                book.awaitedUntilUs = 0;
                if (book.sync.state(read.content())) {
                    changed(book, before, nowUs);
                } else {
                    failed(book, nowUs);
                }
            }
            case RestDoor.Answer.Failed<BookMessage> failure -> {
                parts.trouble().accept(book.listing + ": no state of its book: " + failure.reason());
                failed(book, nowUs);
            }
        }
    }

    private void pictured(Following book, RestDoor.Answer<BookMessage> answer) {
        book.auditing = false;
        if (books.get(book.listing) != book) {
            return;
        }
        switch (answer) {
            case RestDoor.Answer.Read<BookMessage> read -> book.sync.picture(read.content());
            case RestDoor.Answer.Failed<BookMessage> ignored -> book.sync.noPicture();
        }
    }

    private void failed(Following book, long nowUs) {
        parts.counters().add(FeedMetric.BOOK_STATE_FAILURES, 1);
        book.awaitedUntilUs = 0;
        book.dueUs = nowUs + wait(book.failures++);
    }

    private long wait(int failures) {
        return Backoff.delayUs(parts.random(), Backoff.FIRST_US, Backoff.MOST_US, failures);
    }
}
