package io.quotewire.store.history;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update;

/** One word about a topic's past. */
public sealed interface Item {
    /**
     * What was told: {@link Update.Trades}, {@link Update.Gap}, {@link Update.StatusChange} or {@link Update.ClosedCandle}, with
     * all that it said. Where a range or a page cuts through trades that came together, these are the ones inside, and the head
     * has the number of the last of them.
     */
    record Told(Update update) implements Item {}

    /** Numbers of which nothing is known any more, both ends among them. */
    record Lost(Epoch epoch, long from, long to, Why why) implements Item {}

    /** What became of them. */
    enum Why {
        /** They found the queue full, or a disk that took nothing. */
        WRITER("writer"),
        /** They are in a file that was set aside, because it is not as it was written. */
        CORRUPT("corrupt"),
        /** They are older than what is kept. */
        EXPIRED("expired"),
        /** There are numbers before and behind, and nobody told why not these. */
        MISSING("missing");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        /** As printed. */
        public String text() {
            return text;
        }
    }
}
