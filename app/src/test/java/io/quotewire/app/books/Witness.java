package io.quotewire.app.books;

import io.quotewire.model.Ladder;

/** Another channel of the same venue, recorded beside the books, that tells of the best bid and offer as well. */
interface Witness {
    /** Where no other channel can be compared. */
    Witness NONE = new Witness() {};

    /** Whether it tells sizes too. */
    default boolean knowsSizes() {
        return false;
    }

    /**
     * A change has been applied.
     *
     * @param state number of the state that the changes belong to
     * @param number of the change
     */
    default void applied(String symbol, long state, long number, Ladder bids, Ladder asks, Tally tally) {}

    /** The recording is at its end. */
    default void ended(String symbol, Ladder bids, Ladder asks, Tally tally) {}
}
