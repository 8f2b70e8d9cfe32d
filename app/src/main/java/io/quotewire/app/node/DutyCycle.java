package io.quotewire.app.node;

import io.quotewire.model.Duty;
import io.quotewire.model.MicroClock;

/**
 * A duty, and how long each of its cycles takes.
 *
 * <p><b>Threads:</b> {@link #turn} from one at a time, the readings from any.
 */
final class DutyCycle {
    /** A cycle that takes longer than this holds up timers and other instruments, and is counted. */
    static final long LONG_US = 10_000;

    private final String name;
    private final MicroClock clock;
    private volatile Duty duty = nowUs -> 0;
    private volatile long longCycles;
    private volatile long longestUs;
    private volatile long lastTurnUs;

    DutyCycle(String name, MicroClock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** What is done from now on; before that it is nothing. */
    void begin(Duty work) {
        duty = work;
    }

    /** Does it once and says how much there was to do; throws what the duty throws. */
    int turn() {
        long startUs = clock.nowUs();
        lastTurnUs = startUs;
        int work = duty.doWork(startUs);
        long tookUs = clock.nowUs() - startUs;
        if (tookUs > longestUs) {
            longestUs = tookUs;
        }
        if (tookUs > LONG_US) {
            countLongCycle();
        }
        return work;
    }

    String name() {
        return name;
    }

    /** Cycles longer than {@link #LONG_US}. */
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // Who turns is the only one that writes.
    private void countLongCycle() {
        longCycles++;
    }
}
