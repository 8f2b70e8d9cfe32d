package io.quotewire.app.books;

/** Reads the messages of one venue about books; whatever else the venue sends it passes over. One for each replay. */
interface Decoder {
    /** Reads a message of the stream. */
    void message(Json message, Heard heard);

    /** Reads the answer to a question for the book of {@code symbol} over REST. */
    default void answer(String symbol, Json answer, Heard heard) {
        throw new UnsupportedOperationException("nobody asks this venue for the book of " + symbol);
    }

    /** Whether what a message means depends on those before it. */
    default boolean remembers() {
        return false;
    }
}
