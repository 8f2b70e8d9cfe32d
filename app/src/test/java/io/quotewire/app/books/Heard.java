package io.quotewire.app.books;

import java.util.ArrayList;
import java.util.List;

/** Gathers what one step says. */
final class Heard {
    private static final long NONE = -1;

    private final List<Draft> drafts = new ArrayList<>();
    private long place = NONE;

    /** Begins to tell of a book. */
    Draft book(String symbol) {
        Draft draft = new Draft(symbol);
        drafts.add(draft);
        return draft;
    }

    /** Says which place the message has on its connection. */
    void place(long number) {
        place = number;
    }

    /** What was said. */
    List<Told> told(String venue, Step step) {
        List<Told> told = new ArrayList<>();
        if (place != NONE) {
            told.add(new Told.Place(step, place));
        }
        for (Draft draft : drafts) {
            String symbol = draft.symbol();
            told.add(new Told.Book(step, symbol, draft.message(Names.listing(venue, symbol), step.recvUs())));
        }
        return told;
    }
}
