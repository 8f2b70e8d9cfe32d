package io.quotewire.app.node;

import io.quotewire.model.Duty;
import io.quotewire.model.MicroClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A platform thread that does one duty over and over, and parks while there is nothing to do.
 *
 * <p><b>Threads:</b> {@link #wake}, {@link #stop} and the readings from any; {@link #start} once.
 */
final class DutyThread {
    /** A cycle that takes longer than this holds up timers and other instruments, and is counted. */
    static final long LONG_CYCLE_US = 10_000;

    /** Timers are looked at this often though nothing arrives. */
    private static final long REST_NS = 5_000_000;

    private final Thread thread;
    private final MicroClock clock;
    private final Consumer<Throwable> fault;
    private volatile Duty duty = nowUs -> 0;
    private volatile boolean stopped;
    private volatile long longCycles;
    private volatile long longestUs;
    private volatile long lastTurnUs;

    /** @param fault gets what the duty threw; the thread has ended by then and the duty's state is not to be trusted */
    DutyThread(String name, MicroClock clock, Consumer<Throwable> fault) {
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
        this.clock = clock;
        this.fault = fault;
    }

    void start(Duty work) {
        duty = work;
        thread.start();
    }

    /** Makes the next cycle come at once. Cheap; before the start it does nothing. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends after the cycle under way and waits for that. */
    void stop() throws InterruptedException {
        stopped = true;
        wake();
        if (thread.isAlive()) {
            thread.join();
        }
    }

    String name() {
        return thread.getName();
    }

    /** Cycles longer than {@link #LONG_CYCLE_US}. */
    long longCycles() {
        return longCycles;
    }

    long longestUs() {
        return longestUs;
    }

    /** When the last cycle began; 0 before the first. */
    long lastTurnUs() {
        return lastTurnUs;
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, it ends the process: the one place that may catch it.
    private void run() {
        try {
            while (!stopped) {
                if (cycle() == 0) {
                    LockSupport.parkNanos(this, REST_NS);
                }
            }
        } catch (Throwable thrown) {
            fault.accept(thrown);
        }
    }

    private int cycle() {
        long startUs = clock.nowUs();
        lastTurnUs = startUs;
        int work = duty.doWork(startUs);
        long tookUs = clock.nowUs() - startUs;
        if (tookUs > longestUs) {
            longestUs = tookUs;
        }
        if (tookUs > LONG_CYCLE_US) {
            countLongCycle();
        }
        return work;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // This thread is the only one that writes.
    private void countLongCycle() {
        longCycles++;
    }
}
