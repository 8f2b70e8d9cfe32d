package io.quotewire.venue;

/**
 * How a venue tells its books.
 *
 * @param start from where the state comes
 * @param integrity how a loss is noticed, in the words of {@code /v1/sources}: {@code sequence}, {@code checksum}, {@code
 *     snapshot only} or {@code none}
 */
public record BookPlan(Start start, String integrity) {
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
