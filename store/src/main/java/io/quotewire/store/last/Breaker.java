package io.quotewire.store.last;

import java.util.random.RandomGenerator;

/**
 * When a place that has failed is tried again: after half a second, then later and later, up to half a minute; each time somewhere in
 * the second half of that, so that many gateways do not come at once.
 *
 * <p><b>Threads:</b> one; {@link #isOpen} any.
 */
final class Breaker {
    static final long FIRST_US = 500_000;
    static final long LONGEST_US = 30_000_000;

    private final RandomGenerator random;
    private long pauseUs = FIRST_US;
    private long untilUs;
    private volatile boolean open;

    Breaker(RandomGenerator random) {
        this.random = random;
    }

    /** Whether the place is given up for now. */
    boolean isOpen() {
        return open;
    }

    boolean allows(long nowUs) {
        return !open || nowUs >= untilUs;
    }

    void failed(long nowUs) {
        open = true;
        untilUs = nowUs + pauseUs / 2 + random.nextLong(pauseUs / 2);
        pauseUs = Math.min(LONGEST_US, pauseUs * 2);
    }

    void worked() {
        open = false;
        pauseUs = FIRST_US;
    }
}
