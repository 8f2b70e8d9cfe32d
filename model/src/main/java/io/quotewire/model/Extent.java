package io.quotewire.model;

/**
 * How far a snapshot of a book reaches. What lies beyond is unknown, which is not the same as empty.
 *
 * @param kind what happens at the end of it
 * @param levels of a window, how many a side it has; of a part, beyond how many a side the venue tells of no changes, 0 for
 *     never; else 0
 */
public record Extent(Kind kind, int levels) {
    /** The venue has told all of its book. */
    public static final Extent WHOLE = new Extent(Kind.WHOLE, 0);

    /** The venue has told the best levels only, and will tell of changes anywhere: known is what lies before the last one. */
    public static final Extent PART = new Extent(Kind.PART, 0);

    public Extent {
        boolean sound = kind == Kind.WINDOW ? levels > 0 : kind == Kind.PART ? levels >= 0 : levels == 0;
        if (!sound) {
            throw new IllegalArgumentException(
                    "a window has a number of levels, and a part may, was " + kind + " of " + levels);
        }
    }

    /** The venue keeps its {@code levels} best a side in sight, and who falls out of them is gone without a word. */
    public static Extent window(int levels) {
        return new Extent(Kind.WINDOW, levels);
    }

    /**
     * As {@link #PART}, but the venue tells of changes among its best {@code levels} a side only: who falls out of them is
     * unknown from then on, since it may change without a word. A side with fewer levels is told to its end.
     */
    public static Extent part(int levels) {
        return new Extent(Kind.PART, levels);
    }

    /** What happens at the end of what a snapshot tells. */
    public enum Kind {
        WHOLE,
        PART,
        WINDOW
    }
}
