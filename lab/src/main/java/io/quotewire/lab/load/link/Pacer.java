package io.quotewire.lab.load.link;

import java.util.concurrent.locks.LockSupport;

/**
 * An open loop: so many steps a second, each at a time that was fixed before the first one. Whoever takes a step late is told
 * when it was due, and nothing that happens puts off those behind it.
 *
 * <p><b>Threads:</b> its own, which hands steps over to the loop; {@link #begin} and {@link #end} are for others.
 */
public final class Pacer {
    /** Steps nearer than this are handed over together, on time for the first: a wake-up costs more than a step. */
    private static final long NEAR_NS = 20_000;

    private static final double NS_PER_S = 1e9;

    private final Loop loop;
    private final double everyNs;
    private final long steps;
    private final Step step;
    private volatile boolean ended;

    /** What is done at a rate, on the loop. */
    @FunctionalInterface
    public interface Step {
        /** Takes the steps {@code first} to {@code last}, the latter not included. */
        void take(long first, long last);
    }

    /** @param steps how many at most */
    public Pacer(Loop loop, int perSecond, long steps, Step step) {
        this.loop = loop;
        this.everyNs = NS_PER_S / perSecond;
        this.steps = steps;
        this.step = step;
    }

    /** When a step is due, in nanoseconds after the first. */
    public long dueNs(long number) {
        return Math.round(number * everyNs);
    }

    public void begin(long startNs) {
        Thread.ofPlatform().daemon().name("load-pacer").start(() -> pace(startNs));
    }

    public void end() {
        ended = true;
    }

    private void pace(long startNs) {
        long next = 0;
        while (next < steps && !ended) {
            long waitNs = startNs + dueNs(next) - System.nanoTime();
            if (waitNs > 0) {
                LockSupport.parkNanos(waitNs);
                continue;
            }
            long passedNs = System.nanoTime() - startNs;
            long first = next;
            while (next < steps && dueNs(next) <= passedNs + NEAR_NS) {
                next++;
            }
            long last = next;
            loop.soon(() -> step.take(first, last));
        }
    }
}
