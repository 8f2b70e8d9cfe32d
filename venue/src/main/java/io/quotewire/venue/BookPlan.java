package io.quotewire.venue;

import io.quotewire.venue.book.BookOut;
import io.quotewire.venue.book.BookSync;
import java.util.function.LongSupplier;

/**
 * How a venue tells its books.
 *
 * @param start from where the state comes
 * @param integrity how a loss is noticed, in the words of {@code /v1/sources}: {@code sequence}, {@code checksum}, {@code
 *     snapshot only} or {@code none}
 * @param auditable whether {@link VenueAdapter#bookCall} gives a state that is numbered as the stream is, so that the two
 *     can be held against each other
 */
public record BookPlan(Start start, String integrity, boolean auditable) {
    /** A book that cannot be audited. */
    public BookPlan(Start start, String integrity) {
        this(start, integrity, false);
    }

    /** The thread of one book that is told so. */
    public BookSync thread(LongSupplier generations, BookOut out) {
        return start == Start.EACH
                ? BookSync.ofStates(generations, out)
                : new BookSync(start == Start.REST, isLinked(), generations, out);
    }

    /** Whether numbers tell that no message is missing. */
    boolean isLinked() {
        return integrity.equals("sequence");
    }

    /** From where a book's state comes. */
    public enum Start {
        /** The stream begins with it. To ask for it again is to subscribe again. */
        STREAM,
        /** From {@link VenueAdapter#bookCall}; the stream tells changes only. */
        REST,
        /** Each message of the stream is the whole state. */
        EACH
    }
}
