package io.quotewire.app.books;

import io.quotewire.venue.frame.BookMessage;

/** What a step has told, in the words of the feed. */
sealed interface Told {
    Step step();

    /**
     * Something about a book.
     *
     * @param symbol the venue's spelling
     */
    record Book(Step step, String symbol, BookMessage message) implements Told {
        long last() {
            return message.last();
        }
    }

    /** The place of the step among all that the venue sent on its connection. */
    record Place(Step step, long number) implements Told {}
}
