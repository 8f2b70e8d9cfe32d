package io.quotewire.gateway.tape;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a ring held at one moment. Immutable. */
public final class Tail {
    private final Epoch epoch;
    private final long firstSeq;
    private final long oldest;
    private final @Nullable Update[] updates;

    Tail(Epoch epoch, long firstSeq, long oldest, @Nullable Update[] updates) {
        this.epoch = epoch;
        this.firstSeq = firstSeq;
        this.oldest = oldest;
        this.updates = updates;
    }

    /** Updates that follow each other, at least one. */
    public static Tail of(List<Update> updates) {
        Update first = updates.getFirst();
        long firstSeq = first instanceof Update.Trades trades
                ? trades.items().getFirst().seq()
                : first.head().seq();
        return new Tail(first.head().epoch(), firstSeq, firstSeq, updates.toArray(Update[]::new));
    }

    public Epoch epoch() {
        return epoch;
    }

    /** The first number that is here, for those to whom it was promised. */
    public long firstSeq() {
        return firstSeq;
    }

    /** The first number that is here for everybody else. */
    public long oldest() {
        return oldest;
    }

    public int size() {
        return updates.length;
    }

    public Update update(int index) {
        return Objects.requireNonNull(updates[index]);
    }

    /** The place of the first update that reaches number {@code seq}, {@link #size} where none does. */
    public int find(long seq) {
        return find(0, updates.length, this::update, update -> update.head().seq() < seq);
    }

    /** The first place, of those that {@code from} and {@code end} bound, whose update is not {@code before} what is sought. */
    static int find(int from, int end, IntFunction<Update> updates, Predicate<Update> before) {
        int low = from;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before.test(updates.apply(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
