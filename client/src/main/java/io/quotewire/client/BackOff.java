package io.quotewire.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next connection: full jitter, that is anything from nothing to a bound that doubles with
 * each failure, so that clients who lost one server do not come back as one herd.
 *
 * <p><b>Threads:</b> the conversation's only.
 */
final class BackOff {
    private final long minUs;
    private final long maxUs;
    private final long healthyUs;
    private final RandomGenerator random;
    private long boundUs;

    /**
     * @param min the first bound
     * @param max the last bound
     * @param healthy a connection that lived this long makes the next bound the first again
     */
    BackOff(Duration min, Duration max, Duration healthy, RandomGenerator random) {
        this.minUs = min.toNanos() / 1_000;
        this.maxUs = max.toNanos() / 1_000;
        this.healthyUs = healthy.toNanos() / 1_000;
        this.random = random;
        this.boundUs = minUs;
    }

    /** The wait after a connection that was up for {@code livedUs}, 0 if it never was. */
    long nextUs(long livedUs) {
        if (livedUs >= healthyUs) {
            boundUs = minUs;
        }
        long waitUs = random.nextLong(boundUs + 1);
        boundUs = Math.min(maxUs, 2 * boundUs);
        return waitUs;
    }
}
