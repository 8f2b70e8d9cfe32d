package io.quotewire.client;

/**
 * The server's clock as seen from here, so that the age of a value is told by one clock.
 *
 * <p>Each {@code now} of the server is a little old when it arrives, never too new: of the last few the one that runs
 * furthest ahead is the nearest to the truth. Only a few are kept, because clocks drift.
 *
 * <p><b>Threads:</b> {@link #heard} from the conversation's; {@link #offsetUs} from any.
 */
final class ServerTime {
    private static final int KEPT = 4;

    private final long[] offsetsUs = new long[KEPT];
    private int count;
    private volatile long offsetUs;

    /** The server said {@code serverUs} in a message that came at {@code localUs}. */
    void heard(long serverUs, long localUs) {
        offsetsUs[count++ % KEPT] = serverUs - localUs;
        long best = offsetsUs[0];
        for (int i = 1; i < Math.min(count, KEPT); i++) {
            best = Math.max(best, offsetsUs[i]);
        }
        offsetUs = best;
    }

    /** A new connection may lead to another node with another clock. */
    void forget() {
        count = 0;
    }

    /** What to add to the local clock; 0 before the first word of the server. */
    long offsetUs() {
        return offsetUs;
    }
}
