package io.quotewire.lab.simulate;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Listing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one venue says of what happens: the truth, or what a fault of the venue itself makes of it.
 *
 * <p>Changes of a book are always those since the book that was told last, true or not, so that the venue stays in agreement
 * with itself: a crossed book is uncrossed by what is told next. They are also those since any book that was shown over REST
 * in between, as a venue tells each level that was touched.
 *
 * <p><b>Threads:</b> the loop.
 */
final class Telling {
    private static final long STALE_US = 60_000_000;

    /** More are not shown between two tellings but by a frozen venue, which tells none. */
    private static final int MOST_SHOWN = 16;

    private final Faults faults;
    private final Map<Listing, Line> lines = new HashMap<>();

    Telling(Faults faults) {
        this.faults = faults;
    }

    /** What is told of one listing. */
    private static final class Line {
        private final Set<Class<? extends Happening>> outliers = new HashSet<>();
        /** Books that somebody was shown who asked since one was told. */
        private final Deque<Book> shown = new ArrayDeque<>();

        private @Nullable Booked booked;
        private @Nullable Happening quoted;
        private @Nullable Happening summed;

        /** How far numbers are behind the market's. */
        private long behind;

        private boolean restarted;

        long number(long marketsOwn) {
            return marketsOwn - behind;
        }
    }

    /** Something to be told, and whether it is what happened. */
    record Told(Happening happening, boolean isTrue) {}

    /** What is told of what has just happened; null for nothing. */
    @Nullable
    Told of(Happening happening) {
        if (isShut(happening.listing())) {
            return null;
        }
        Line line = line(happening.listing());
        boolean frozen = spoils(Verb.FROZEN, happening.listing());
        return switch (happening) {
            case Booked booked -> frozen ? null : booked(line, booked);
            case Traded traded -> frozen ? null : bent(line, traded);
            case Quoted quoted -> {
                Told told = bent(line, numbered(line, quoted));
                yield frozen && line.quoted != null ? new Told(line.quoted, true) : kept(line, told);
            }
            case Summed summed -> {
                Told told = bent(line, summed);
                yield frozen && line.summed != null ? new Told(line.summed, true) : kept(line, told);
            }
        };
    }

    private static Told kept(Line line, Told told) {
        if (told.happening instanceof Quoted) {
            line.quoted = told.happening;
        } else {
            line.summed = told.happening;
        }
        return told;
    }

    /** What a new subscriber is told of the newest that the market has; null for nothing. */
    @Nullable
    Told again(Happening latest) {
        Listing listing = latest.listing();
        Line line = line(listing);
        if (isShut(listing)) {
            return null;
        }
        if (latest instanceof Booked) {
            boolean sound = !spoils(Verb.CROSSED, listing);
            return line.booked == null ? null : new Told(dated(line.booked), sound);
        }
        Happening still = latest instanceof Quoted ? line.quoted : latest instanceof Summed ? line.summed : null;
        if (spoils(Verb.FROZEN, listing) && still != null) {
            return new Told(still, true);
        }
        Told always = bent(latest);
        return always == null ? new Told(dated(latest), true) : always;
    }

    /** The newest changes of a book as they were told, null before the first. */
    @Nullable
    Booked booked(Listing listing) {
        return line(listing).booked;
    }

    /** A book of the market under the number that is told, for one who asks. */
    Book shown(Listing listing, Book book) {
        Line line = line(listing);
        Book numbered = book.numbered(line.number(book.sequence()));
        line.shown.addLast(numbered);
        if (line.shown.size() > MOST_SHOWN) {
            line.shown.removeFirst();
        }
        return numbered;
    }

    /** Numbers of books begin anew at 1, the market being at {@code number}. */
    void restart(Listing listing, long number) {
        Line line = line(listing);
        line.behind = number - 1;
        line.restarted = true;
    }

    /** The next quote, trade and figures of the listing are at ten times the price. */
    void armOutlier(Listing listing) {
        line(listing).outliers.addAll(Set.of(Quoted.class, Traded.class, Summed.class));
    }

    private Told booked(Line line, Booked happening) {
        boolean crossed = spoils(Verb.CROSSED, happening.listing());
        Book after = happening.after().numbered(line.number(happening.last()));
        after = crossed ? after.crossed() : after;
        Book before = line.booked == null ? happening.before() : line.booked.after();
        long count = line.booked == null ? happening.count() : line.booked.count() + 1;
        Booked told = new Booked(
                happening.id(),
                happening.listing(),
                happening.tsUs(),
                line.restarted ? 1 : count,
                before,
                after,
                List.copyOf(line.shown));
        line.shown.clear();
        line.booked = told;
        line.restarted = false;
        return new Told(dated(told), !crossed);
    }

    private Told bent(Line line, Happening happening) {
        Told always = bent(happening);
        if (always != null) {
            return always;
        }
        Happening dated = dated(happening);
        return new Told(line.outliers.remove(happening.getClass()) ? Bent.outlier(dated) : dated, true);
    }

    /** What a fault makes of a value as long as it is in force, null if there is none. */
    private @Nullable Told bent(Happening happening) {
        if (spoils(Verb.ZERO, happening.listing())) {
            return new Told(Bent.zero(dated(happening)), false);
        }
        boolean crossed = spoils(Verb.CROSSED, happening.listing()) && !(happening instanceof Traded);
        return crossed ? new Told(Bent.crossed(dated(happening)), false) : null;
    }

    private Happening dated(Happening happening) {
        return spoils(Verb.STALE, happening.listing()) ? happening.at(happening.tsUs() - STALE_US) : happening;
    }

    private static Quoted numbered(Line line, Quoted it) {
        long number = line.number(it.sequence());
        return new Quoted(it.id(), it.listing(), it.tsUs(), number, it.bid(), it.bidSize(), it.ask(), it.askSize());
    }

    /** Whether the venue tells nothing of a listing for now. */
    boolean isShut(Listing listing) {
        return spoils(Verb.HALT, listing) || spoils(Verb.DELIST, listing);
    }

    private boolean spoils(Verb verb, Listing listing) {
        return faults.spoils(verb, listing.instrument());
    }

    private Line line(Listing listing) {
        return lines.computeIfAbsent(listing, any -> new Line());
    }
}
