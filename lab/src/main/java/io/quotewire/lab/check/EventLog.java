package io.quotewire.lab.check;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Mark;
import io.quotewire.model.Decimal;
import io.quotewire.model.Listing;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest happenings that a simulator told, by hidden id and in the order of the telling, which differ: what is sent late
 * is told after what happened later. Older ones are forgotten.
 *
 * <p>Past trades and books that a venue tells whoever asks are kept apart: nobody was told of such a trade as it happened, so
 * it proves a late one and nothing else.
 *
 * <p><b>Threads:</b> one adds, any may read.
 */
public final class EventLog {
    /** How many happenings are kept unless said: some minutes of the busiest market. */
    public static final int DEFAULT_CAPACITY = 131_072;

    /** How many books are kept that were asked for. */
    static final int BOOKS = 256;

    private final Shelf shelf;
    private final Shelf past;
    private final AtomicReferenceArray<@Nullable Happening> inOrder;
    private final AtomicReferenceArray<@Nullable Fetched> fetched = new AtomicReferenceArray<>(BOOKS);
    private volatile long told;
    private volatile long books;

    /** A book that somebody was told who asked. */
    private record Fetched(Listing listing, long mark, Book book) {}

    public EventLog() {
        this(DEFAULT_CAPACITY);
    }

    /** @param capacity 1 to {@link Mark#PERIOD}, so that a mark names one happening at most */
    public EventLog(int capacity) {
        if (capacity < 1 || capacity > Mark.PERIOD) {
            throw new IllegalArgumentException(
                    "a log keeps 1 to " + Mark.PERIOD + " happenings, was asked for " + capacity);
        }
        shelf = new Shelf(capacity);
        past = new Shelf(capacity);
        inOrder = new AtomicReferenceArray<>(capacity + 1); // One is being replaced while it may be read.
    }

    /**
     * Keeps {@code happening} as it was told, in place of one with the same id and of the oldest. One that was forgotten and
     * is told again, as to a new subscriber of a quiet pair, would push out a newer one: it stays forgotten.
     *
     * <p>Figures of a day are told with the quote of the time, which may be all that is told of that quote: after a silence
     * they may be first.
     */
    public void add(Happening happening) {
        if (happening instanceof Summed summed && find(summed.quote().id()) == null) {
            add(summed.quote());
        }
        long count = told + 1;
        inOrder.set(place(count), happening);
        told = count;
        shelf.put(happening);
    }

    /** Keeps past trades that may be told now to one who asks; those that are too old stay forgotten. */
    public void addPast(List<Traded> trades) {
        trades.forEach(past::put);
    }

    /** Keeps a book that may be told now to one who asks. */
    public void addFetched(Listing listing, Book book) {
        long count = books + 1;
        fetched.set((int) (count % BOOKS), new Fetched(listing, markIn(book), book));
        books = count;
    }

    /** The highest id so far, 0 before the first. */
    public long newest() {
        return shelf.newest();
    }

    /** How many tellings there were; of one happening there may be several. */
    public long told() {
        return told;
    }

    /** What was told as the {@code n}-th, counted from 1; null if that is to come or is forgotten. */
    public @Nullable Happening told(long n) {
        if (n < 1 || n > told) {
            return null;
        }
        Happening happening = inOrder.get(place(n));
        return told - n < shelf.capacity()
                ? happening
                : null; // Asked after the reading, for it may be another by then.
    }

    /** The happening with this id, null if it was never told or is forgotten. */
    public @Nullable Happening find(long id) {
        return shelf.find(id);
    }

    /** The newest happening that bears {@code mark}, null if there is none or it is forgotten. */
    public @Nullable Happening marked(long mark) {
        return shelf.marked(mark);
    }

    /** The newest past trade that bears {@code mark}, null if nobody could ask for one or it is forgotten. */
    public @Nullable Happening past(long mark) {
        return past.marked(mark);
    }

    /** Whether {@code listing} was told to have traded at this price, spelled so, as far as the log goes back. */
    boolean traded(Listing listing, Decimal price) {
        for (long id = newest(), oldest = shelf.oldest(); id >= oldest; id--) {
            if (find(id) instanceof Traded traded
                    && traded.listing().equals(listing)
                    && traded.price().toString().equals(price.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code listing} was told to be quoted at these prices, spelled so, as far as the log goes back. */
    boolean quoted(Listing listing, @Nullable Decimal bid, @Nullable Decimal ask) {
        for (long id = newest(), oldest = shelf.oldest(); id >= oldest; id--) {
            if (find(id) instanceof Quoted quoted
                    && quoted.listing().equals(listing)
                    && quoted.bid().toString().equals(String.valueOf(bid))
                    && quoted.ask().toString().equals(String.valueOf(ask))) {
                return true;
            }
        }
        return false;
    }

    /** The id that has {@code mark} and is nearest to the newest: what is fetched may be of a moment that is yet to be told. */
    long id(long mark) {
        long upTo = newest();
        long ahead = Math.floorMod(mark - upTo, Mark.PERIOD);
        return upTo + (ahead < Mark.PERIOD / 2 ? ahead : ahead - Mark.PERIOD);
    }

    /**
     * The book of a listing that was told with this mark in its best bid, whether the stream told of it, or only a quote, or one
     * who asked. Null if there is none or it is forgotten.
     */
    @Nullable
    Book book(Listing listing, long mark) {
        Book streamed = streamed(listing, mark);
        return streamed == null ? fetched(listing, mark) : streamed;
    }

    private @Nullable Book fetched(Listing listing, long mark) {
        for (int i = 0; i < BOOKS; i++) {
            Fetched one = fetched.get(i);
            if (one != null && one.mark == mark && one.listing.equals(listing)) {
                return one.book;
            }
        }
        return null;
    }

    private @Nullable Book streamed(Listing listing, long mark) {
        long upTo = newest();
        long first = upTo - Math.floorMod(upTo - mark, Mark.PERIOD);
        for (long id = Math.max(1, first); mark >= 0 && id <= upTo; id++) {
            if (find(id) instanceof Booked booked && booked.listing().equals(listing)) {
                boolean same = markIn(booked.after()) == mark;
                return same ? booked.after() : between(booked, find(first));
            }
        }
        return null;
    }

    private static @Nullable Book between(Booked later, @Nullable Happening quote) {
        return quote instanceof Quoted quoted && quoted.listing().equals(later.listing())
                ? later.after().at(quoted)
                : null;
    }

    private static long markIn(Book book) {
        return Mark.in(book.bids(1).size(0));
    }

    private int place(long n) {
        return (int) (n % inOrder.length());
    }
}
