package io.quotewire.venue.trade;

/**
 * Watches the trade numbers of one listing: drops what was seen before and measures what is missing.
 *
 * <p>The last number outlives connections, so that the first trade after a reconnect tells exactly how many were missed.
 * Nothing advances before the engine has taken the trade: one that it refused is missing from the next one's view.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class TradeSync {
    /** Seen before: the venue repeats itself, as OKX does on each subscribe. */
    public static final long DUPLICATE = -2;

    /** Something is missing, and nobody can say how much. */
    public static final long UNKNOWN = -1;

    private boolean started;
    private boolean interrupted;
    private long last;
    private long lastUs;

    /**
     * Judges a trade that has just come in.
     *
     * @param number 0 where the venue numbers none
     * @param merged how many numbers, ending in {@code number}, the trade stands for
     * @return trades missing before it, {@link #UNKNOWN}, or {@link #DUPLICATE}
     */
    public long missing(long number, long merged, long tsUs) {
        if (!started) {
            return 0;
        }
        if (number == 0) {
            return interrupted ? UNKNOWN : 0;
        }
        if (number <= last) {
            return tsUs <= lastUs ? DUPLICATE : UNKNOWN; // Newer, but counted anew: the venue has started over.
        }
        return Math.max(0, number - merged - last);
    }

    /** The loss before this trade is known to the engine and need not be told again. */
    public void announced(long number, long merged) {
        interrupted = false;
        last = number == 0 ? 0 : number - merged;
    }

    /** The engine has taken the trade. */
    public void accepted(long number, long tsUs) {
        started = true;
        interrupted = false;
        last = number;
        lastUs = tsUs;
    }

    /** The connection was lost: without numbers, what was missed meanwhile can never be counted. */
    public void interrupted() {
        interrupted = true;
    }
}
