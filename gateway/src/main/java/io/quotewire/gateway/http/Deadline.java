package io.quotewire.gateway.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One deadline that moves often and is rarely met: it is put off by writing a number, and the timer follows when it fires.
 *
 * <p><b>Threads:</b> the executor's.
 */
final class Deadline {
    private final EventExecutor executor;
    private final Runnable action;
    private @Nullable ScheduledFuture<?> timer;
    private long timerNs;
    private long dueNs;

    Deadline(EventExecutor executor, Runnable action) {
        this.executor = executor;
        this.action = action;
    }

    /** Replaces the deadline before, if any. */
    void set(Duration after) {
        long nowNs = executor.ticker().nanoTime();
        dueNs = nowNs + after.toNanos();
        if (timer == null || timerNs - dueNs > 0) {
            clear();
            schedule(nowNs);
        }
    }

    void clear() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long nowNs) {
        timerNs = dueNs;
        timer = executor.schedule(this::fire, dueNs - nowNs, TimeUnit.NANOSECONDS);
    }

    private void fire() {
        timer = null;
        long nowNs = executor.ticker().nanoTime();
        if (dueNs - nowNs > 0) {
            schedule(nowNs);
        } else {
            action.run();
        }
    }
}
