package io.quotewire.venue;

import io.quotewire.model.MicroClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A clock that stands until a test turns it, and the waiting of tests for what other threads do. */
final class TestClock implements MicroClock {
    private static final long DEADLINE_S = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition looked = lock.newCondition();
    private long nowUs = 1_767_323_045_000_000L;
    private long looks;

    @Override
    public long nowUs() {
        lock.lock();
        try {
            looks++;
            looked.signalAll();
            return nowUs;
        } finally {
            lock.unlock();
        }
    }

    void advance(Duration by) {
        lock.lock();
        try {
            nowUs += by.toNanos() / 1_000;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the feed has looked at the clock so often that whatever is due now has been done. */
    void settle() {
        lock.lock();
        try {
            long enough = looks + 4;
            await("the feed to look at the clock", () -> looks >= enough);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a condition that comes true without the clock being turned. */
    void until(String what, BooleanSupplier condition) {
        lock.lock();
        try {
            await(what, condition);
        } finally {
            lock.unlock();
        }
    }

    /** Turns the clock step by step until the condition holds. */
    void turnUntil(String what, Duration step, BooleanSupplier condition) {
        for (int steps = 0; !condition.getAsBoolean(); steps++) {
            if (steps > 2_000) {
                throw new AssertionError("never saw " + what);
            }
            advance(step);
            settle();
        }
    }

    /** Wakes at each look at the clock, which the feed takes many times a second. */
    private void await(String what, BooleanSupplier condition) {
        long left = TimeUnit.SECONDS.toNanos(DEADLINE_S);
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("waited in vain for " + what);
                }
                long before = left;
                left = looked.awaitNanos(Math.min(left, 50_000_000)) + before - Math.min(before, 50_000_000);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }
}
