package io.quotewire.app.books;

import io.quotewire.venue.frame.BookMessage;

/**
 * The chain rule once more, in as few words as there are: a change's first number is one more than the last number of the
 * message before it in the stream.
 */
final class Chain {
    private final Tally tally;
    private boolean begun;
    private long last;

    Chain(Tally tally) {
        this.tally = tally;
    }

    /** Counts a message of the stream, and says whether it follows on the one before. */
    boolean follows(BookMessage message) {
        tally.count(Figure.MESSAGES);
        if (message.snapshot()) {
            tally.count(Figure.SNAPSHOTS);
            if (begun && message.last() > last) {
                tally.count(Figure.RISING);
            }
            return next(message, true);
        }
        tally.count(Figure.UPDATES);
        tally.add(Figure.CHANGES, (long) message.bids().count() + message.asks().count());
        boolean numbered = message.last() != 0;
        boolean follows = !numbered || !begun || message.first() == last + 1;
        if (numbered && begun) {
            tally.count(follows ? Figure.CHAIN_OK : Figure.CHAIN_BAD);
        }
        return next(message, follows);
    }

    /** Counts the place of a message on its connection, and says whether it is the next one. */
    boolean place(long number) {
        tally.count(Figure.FRAMES);
        boolean follows = !begun || number == last + 1;
        if (begun) {
            tally.count(follows ? Figure.CHAIN_OK : Figure.CHAIN_BAD);
        } else {
            tally.note(Figure.FIRST_NUMBER, Long.toString(number));
        }
        begun = true;
        last = number;
        tally.note(Figure.LAST_NUMBER, Long.toString(last));
        return follows;
    }

    private boolean next(BookMessage message, boolean follows) {
        begun = true;
        last = message.last();
        tally.note(Figure.LAST_NUMBER, Long.toString(last));
        return follows;
    }
}
