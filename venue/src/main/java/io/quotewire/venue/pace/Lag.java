package io.quotewire.venue.pace;

import java.util.Arrays;

/**
 * Receive time less the venue's own, over the last few hundred events.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class Lag {
    private static final int KEPT = 512;

    private final long[] lagMs = new long[KEPT];
    private long seen;

    /** As of {@link #sortedSeen}: several percentiles are asked for at a time, and of a quiet venue the same ones for long. */
    private long[] sorted = {};

    private long sortedSeen;

    public void add(long tsUs, long recvUs) {
        if (tsUs > 0) {
            lagMs[(int) (seen++ % KEPT)] = Math.max(0, (recvUs - tsUs) / 1_000);
        }
    }

    /** The lag that {@code percent} of the events do not exceed, -1 where there are none. */
    public long percentileMs(int percent) {
        int count = (int) Math.min(seen, KEPT);
        if (count == 0) {
            return -1;
        }
        if (sortedSeen != seen) {
            sorted = Arrays.copyOf(lagMs, count);
            Arrays.sort(sorted);
            sortedSeen = seen;
        }
        return sorted[Math.min(count - 1, count * percent / 100)];
    }
}
