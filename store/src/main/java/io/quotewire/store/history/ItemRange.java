package io.quotewire.store.history;

import io.quotewire.model.Check;
import io.quotewire.model.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a topic are asked for.
 *
 * @param after a place within the bounds, behind which to go on: the {@link ItemPage#next} of the page before; null for the
 *     beginning
 * @param limit most items, 1 to {@link #MOST}; each trade is one
 */
public record ItemRange(Bounds bounds, @Nullable Mark after, int limit) {
    /** What one page can hold. */
    public static final int MOST = 100_000;

    public ItemRange {
        Check.range("limit", limit, 1, MOST);
    }

    /** From where to where. */
    public sealed interface Bounds {}

    /** By number, within one epoch; both ends belong to it. */
    public record Seqs(Epoch epoch, long from, long to) implements Bounds {
        public Seqs {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException(
                        "numbers go from one to the same or a later one, was " + from + " to " + to);
            }
        }
    }

    /**
     * By when it reached us: from the first item that came at {@code fromUs} or later, to before the next one that came at {@code
     * untilUs} or later; all that has a number between them belongs to it.
     */
    public record Times(long fromUs, long untilUs) implements Bounds {
        public Times {
            if (untilUs < fromUs) {
                throw new IllegalArgumentException("a span ends after it begins, was " + fromUs + " to " + untilUs);
            }
        }
    }

    /** The items of an epoch with these numbers. */
    public static ItemRange seqs(Epoch epoch, long from, long to, int limit) {
        return new ItemRange(new Seqs(epoch, from, to), null, limit);
    }

    /** The items that came in this span. */
    public static ItemRange times(long fromUs, long untilUs, int limit) {
        return new ItemRange(new Times(fromUs, untilUs), null, limit);
    }

    /** The same bounds, going on behind that place. */
    public ItemRange after(Mark mark) {
        return new ItemRange(bounds, mark, limit);
    }
}
