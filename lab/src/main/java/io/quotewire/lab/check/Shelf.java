package io.quotewire.lab.check;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Mark;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest happenings by hidden id, as many as fit. One that was pushed out pushes out nothing newer when it comes again.
 *
 * <p><b>Threads:</b> one puts, any may read.
 */
final class Shelf {
    private final AtomicReferenceArray<@Nullable Happening> ring;
    private volatile long newest;

    /** @param capacity 1 to {@link Mark#PERIOD} */
    Shelf(int capacity) {
        ring = new AtomicReferenceArray<>(capacity);
    }

    int capacity() {
        return ring.length();
    }

    /** Keeps it in place of one with the same id and of the oldest. */
    void put(Happening happening) {
        long upTo = newest;
        if (happening.id() > upTo - ring.length()) {
            ring.set(slot(happening.id()), happening);
            newest = Math.max(upTo, happening.id());
        }
    }

    /** The highest id so far, 0 before the first. */
    long newest() {
        return newest;
    }

    /** The lowest id that may still be here, at least 1. */
    long oldest() {
        return Math.max(1, newest - ring.length() + 1);
    }

    /** The happening with this id, null if it never came or is forgotten. */
    @Nullable
    Happening find(long id) {
        Happening happening = ring.get(slot(id));
        return happening != null && happening.id() == id ? happening : null;
    }

    /** The newest that bears {@code mark}, null if there is none or it is forgotten. */
    @Nullable
    Happening marked(long mark) {
        long upTo = newest;
        long back = Math.floorMod(upTo - mark, Mark.PERIOD);
        return mark < 0 || back >= upTo ? null : find(upTo - back);
    }

    private int slot(long id) {
        return (int) Math.floorMod(id, (long) ring.length());
    }
}
