package io.quotewire.store.history;

import io.quotewire.model.Epoch;
import java.util.Comparator;

/** A place in a topic. */
public record Mark(Epoch epoch, long seq) implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER =
            Comparator.comparing(Mark::epoch).thenComparingLong(Mark::seq);

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }
}
