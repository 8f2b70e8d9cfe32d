package io.quotewire.venue.pace;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: full jitter below a ceiling that doubles, from half a second to a minute, and
 * starts over only after a minute of health. Many clients of a venue that came back do not all return at once.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class Backoff {
    public static final long FIRST_US = 500_000;
    public static final long MOST_US = 60_000_000;
    public static final long HEALTHY_US = 60_000_000;

    private final RandomGenerator random;
    private int failures;
    private long openedUs;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** What was attempted has succeeded. */
    public void opened(long nowUs) {
        openedUs = nowUs;
    }

    /** It has failed, or ended after it had succeeded; gives the time of the next attempt. */
    public long nextUs(long nowUs) {
        if (openedUs > 0 && nowUs - openedUs >= HEALTHY_US) {
            failures = 0;
        }
        openedUs = 0;
        return nowUs + delayUs(random, FIRST_US, MOST_US, failures++);
    }

    public int failures() {
        return failures;
    }

    /** A delay from {@code firstUs} to a ceiling of twice that after no failure, doubling up to {@code mostUs}. */
    public static long delayUs(RandomGenerator random, long firstUs, long mostUs, int failures) {
        long ceiling = Math.min(mostUs, firstUs << Math.min(failures + 1, 20));
        return firstUs + random.nextLong(ceiling - firstUs + 1);
    }
}
