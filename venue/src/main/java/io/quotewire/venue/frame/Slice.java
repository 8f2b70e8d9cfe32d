package io.quotewire.venue.frame;

/** Where a text lies in a message: two offsets in one number, so that it costs no object. */
final class Slice {
    private Slice() {}

    static long slice(int from, int to) {
        return ((long) from << Integer.SIZE) | to;
    }

    static int from(long slice) {
        return (int) (slice >>> Integer.SIZE);
    }

    static int to(long slice) {
        return (int) slice;
    }
}
