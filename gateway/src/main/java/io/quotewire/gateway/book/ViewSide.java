package io.quotewire.gateway.book;

import io.quotewire.model.Ladder;
import io.quotewire.model.book.BookSide;

/**
 * One side of a view as its followers have it, and what has changed in it.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class ViewSide {
    private final int depth;
    private final Rows changes;
    private Rows shown;
    private Rows spare;

    ViewSide(boolean bids, int depth) {
        this.depth = depth;
        this.changes = new Rows(bids);
        this.shown = new Rows(bids);
        this.spare = new Rows(bids);
    }

    Ladder shown() {
        return shown;
    }

    /** What the last {@link #follow} found, best first; size zero for what is no longer shown. */
    Ladder changes() {
        return changes;
    }

    boolean hasChanged() {
        return changes.levels() > 0;
    }

    /** Shows the book's best levels, whatever was shown before. */
    void take(BookSide side) {
        shown.restart(side.scale());
        for (int level = 0; level < Math.min(depth, side.levels()); level++) {
            shown.add(side, level, side.pricePlaces(level));
        }
    }

    /** Shows the book's best levels and finds what changes by that. False where only {@link #take} can do it. */
    boolean follow(BookSide side) {
        if (!shown.refine(side.scale())) {
            return false;
        }
        changes.restart(side.scale());
        spare.restart(side.scale());
        int old = 0;
        for (int level = 0; level < Math.min(depth, side.levels()); level++) {
            long key = side.key(level);
            while (old < shown.levels() && shown.key(old) > key) {
                changes.addGone(shown, old++);
            }
            if (old < shown.levels() && shown.key(old) == key) {
                stay(old++, side, level);
            } else {
                spare.add(side, level, side.pricePlaces(level));
                changes.add(side, level, side.pricePlaces(level));
            }
        }
        while (old < shown.levels()) {
            changes.addGone(shown, old++);
        }
        Rows before = shown;
        shown = spare;
        spare = before;
        return true;
    }

    private void stay(int old, BookSide side, int level) {
        spare.add(side, level, shown.pricePlaces(old));
        if (!shown.hasSizeOf(old, side, level)) {
            changes.add(side, level, shown.pricePlaces(old));
        }
    }
}
