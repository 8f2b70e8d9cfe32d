package io.quotewire.lab.check;

import io.quotewire.client.Message.BookLevels;
import io.quotewire.lab.check.Finding.Kind;
import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Mark;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.book.BookSide;
import io.quotewire.model.book.OrderBook;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the book of one topic from a client's messages, and holds it to the one that the venue had: a snapshot adds up to its
 * hash, the book is never crossed, each level is one that was told at the same moment, and that is never before the last.
 *
 * <p>The moment is known by the mark in the best bid. A view of up to {@value #SURE} levels must have as many as the venue;
 * of a deeper one the gateway may know less than the venue has.
 *
 * <p><b>Threads:</b> the checker's only.
 */
final class BookWatch {
    private static final int SURE = 50;

    private final Topic topic;
    private final EventLog log;
    private final Findings findings;
    private final OrderBook book = new OrderBook();

    /** By source; a book that was found in the log is of a venue, so there are few. */
    private final Map<String, Long> newest = new HashMap<>();

    BookWatch(Topic topic, EventLog log, Findings findings) {
        this.topic = topic;
        this.log = log;
        this.findings = findings;
    }

    void snapshot(Head head, @Nullable BookLevels levels) {
        if (levels == null) {
            book.clear();
            return;
        }
        book.replace(Extent.WHOLE, levels.bids(), levels.asks());
        String sum = BookSum.of(book);
        if (levels.hash() != null && !levels.hash().equals(sum)) {
            findings.add(Kind.INVENTED, topic, "book " + head.seq() + " adds up to " + sum + ", not " + levels.hash());
        }
        judge(head);
    }

    void change(Head head, @Nullable BookLevels levels) {
        if (levels != null) {
            book.apply(levels.bids(), levels.asks());
            judge(head);
        }
    }

    private void judge(Head head) {
        if (book.isCrossed()) {
            findings.add(Kind.CROSSED, topic, "book " + head.seq() + " at " + best());
        } else if (book.bids().levels() > 0) {
            Listing listing = new Listing(head.source(), topic.instrument());
            long mark = Mark.in(book.bids().size(0));
            Book told = log.book(listing, mark);
            if (told == null || !same(book.bids(), told.bids(depth())) || !same(book.asks(), told.asks(depth()))) {
                findings.add(Kind.INVENTED, topic, "book " + head.seq() + " at " + best() + ", told was " + told);
            } else {
                order(head, log.id(mark));
            }
        }
    }

    private void order(Head head, long id) {
        long before = newest.getOrDefault(head.source(), 0L);
        if (id < before) {
            findings.add(Kind.GOING_BACK, topic, "book " + head.seq() + " is that of " + id + ", after " + before);
        }
        newest.put(head.source(), Math.max(before, id));
    }

    private boolean same(BookSide side, Levels told) {
        Levels held = side.best(depth());
        boolean enough = held.count() == told.count() || (depth() > SURE && held.count() < told.count());
        for (int i = 0; enough && i < held.count(); i++) {
            enough = held.price(i).toString().equals(told.price(i).toString())
                    && held.size(i).toString().equals(told.size(i).toString());
        }
        return enough;
    }

    private int depth() {
        return topic.kind().depth();
    }

    private String best() {
        return book.bids().best(1) + " and " + book.asks().best(1);
    }
}
