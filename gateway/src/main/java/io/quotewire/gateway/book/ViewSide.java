package io.quotewire.gateway.book;

import io.quotewire.model.Ladder;
import io.quotewire.model.book.BookSide;

/**
 * One side of a view, and what of it has changed since when.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class ViewSide {
    private final int depth;
    private final Rows changes;
    private final GoneLevels gone = new GoneLevels();
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

    /** Shows the book's best levels, whatever was shown before. */
    void take(BookSide side, long seq) {
        gone.clear();
        shown.restart(side.scale());
        for (int level = 0; level < Math.min(depth, side.levels()); level++) {
            shown.add(side, level, side.pricePlaces(level), seq);
        }
    }

    /** Whether it can follow the book, which it cannot where prices have become too fine for what was shown. */
    boolean canFollow(BookSide side) {
        while (shown.scale() < side.scale()) {
            if (!shown.refine() || !gone.refine()) {
                return false;
            }
        }
        return shown.scale() == side.scale();
    }

    /** Shows the book's best levels as of number {@code seq}; says whether that changes anything. */
    boolean follow(BookSide side, long seq) {
        spare.restart(side.scale());
        boolean changed = false;
        int old = 0;
        for (int level = 0; level < Math.min(depth, side.levels()); level++) {
            long key = side.key(level);
            while (old < shown.levels() && shown.key(old) > key) {
                leave(old++, seq);
                changed = true;
            }
            if (old < shown.levels() && shown.key(old) == key) {
                changed |= stay(old++, side, level, seq);
            } else {
                enter(side, level, seq);
                changed = true;
            }
        }
        for (; old < shown.levels(); old++) {
            leave(old, seq);
            changed = true;
        }
        Rows before = shown;
        shown = spare;
        spare = before;
        return changed;
    }

    /** Whether {@link #changesSince} can tell all. */
    boolean reachesBack(long seq) {
        return gone.reachesBack(seq);
    }

    /** Everything that has become another since number {@code seq}, best first; size zero for what is no longer shown. */
    Ladder changesSince(long seq) {
        changes.restart(shown.scale());
        int left = 0;
        for (int i = 0; i < shown.levels(); i++) {
            if (shown.changedAt(i) > seq) {
                left = addGone(left, shown.key(i), seq);
                changes.add(shown, i);
            }
        }
        addGone(left, Long.MIN_VALUE, seq);
        return changes;
    }

    /** Nobody will ask for what changed up to number {@code seq}. */
    void settle(long seq) {
        if (gone.count() > 0) {
            gone.settle(seq);
        }
    }

    /** Adds what has left of prices better than {@code key}, from place {@code from} on, and says where that ends. */
    private int addGone(int from, long key, long seq) {
        int at = from;
        for (; at < gone.count() && gone.key(at) > key; at++) {
            if (gone.leftAt(at) > seq) {
                changes.addGone(gone.key(at), gone.places(at));
            }
        }
        return at;
    }

    private void leave(int old, long seq) {
        gone.add(shown.key(old), shown.pricePlaces(old), seq);
    }

    private boolean stay(int old, BookSide side, int level, long seq) {
        boolean same = shown.hasSizeOf(old, side, level);
        spare.add(side, level, shown.pricePlaces(old), same ? shown.changedAt(old) : seq);
        return !same;
    }

    private void enter(BookSide side, int level, long seq) {
        int places = gone.take(side.key(level));
        spare.add(side, level, places == GoneLevels.NOT_THERE ? side.pricePlaces(level) : places, seq);
    }
}
