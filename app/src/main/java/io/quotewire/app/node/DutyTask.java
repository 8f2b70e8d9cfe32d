package io.quotewire.app.node;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.quotewire.model.Duty;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A duty that is done on an event loop, between the other things that this does. */
final class DutyTask implements DutyRunner {
    private final EventLoop loop;
    private final DutyCycle cycle;
    private final Consumer<Throwable> fault;
    private final Runnable turn = this::turn;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean running;
    private volatile @Nullable Future<?> resting;

    /** @param fault gets what the duty threw */
    DutyTask(EventLoop loop, DutyCycle cycle, Consumer<Throwable> fault) {
        this.loop = loop;
        this.cycle = cycle;
        this.fault = fault;
    }

    @Override
    public void start(Duty work) {
        cycle.begin(work);
        running = true;
        resting = loop.scheduleWithFixedDelay(this::wake, 0, REST_NS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void wake() {
        if (running && !due.get() && due.compareAndSet(false, true)) {
            post(loop::execute);
        }
    }

    @Override
    public void stop() throws InterruptedException {
        running = false;
        Future<?> rest = resting;
        if (rest != null) {
            rest.cancel(false);
            if (!loop.isShuttingDown()) {
                loop.submit(() -> {}).await(); // Behind the cycle under way.
            }
        }
    }

    @Override
    public DutyCycle cycle() {
        return cycle;
    }

    /** One cycle. If there is more to do, sockets have their turn before the next: what is scheduled waits for that. */
    @SuppressWarnings({"CatchingUnchecked", "FutureReturnValueIgnored"
    }) // As for DutyThread; and what it throws is caught.
    private void turn() {
        due.set(false);
        if (!running) {
            return;
        }
        try {
            if (cycle.turn() > 0 && due.compareAndSet(false, true)) {
                post(task -> loop.schedule(task, 0, TimeUnit.NANOSECONDS));
            }
        } catch (Throwable thrown) {
            running = false;
            fault.accept(thrown);
        }
    }

    private void post(Consumer<Runnable> to) {
        try {
            to.accept(turn);
        } catch (RejectedExecutionException e) {
            running = false; // The loop has ended.
        }
    }
}
