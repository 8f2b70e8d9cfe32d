package io.quotewire.app.node;

import io.quotewire.model.Duty;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A platform thread for one duty, which parks while there is nothing to do. */
final class DutyThread implements DutyRunner {
    private final Thread thread;
    private final DutyCycle cycle;
    private final Consumer<Throwable> fault;
    private volatile boolean stopped;

    /** @param fault gets what the duty threw; the thread has ended by then */
    DutyThread(DutyCycle cycle, Consumer<Throwable> fault) {
        this.thread = Thread.ofPlatform().name(cycle.name()).unstarted(this::run);
        this.cycle = cycle;
        this.fault = fault;
    }

    @Override
    public void start(Duty work) {
        cycle.begin(work);
        thread.start();
    }

    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        wake();
        if (thread.isAlive()) {
            thread.join();
        }
    }

    @Override
    public DutyCycle cycle() {
        return cycle;
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever it is, it ends the process: the one place that may catch it.
    private void run() {
        try {
            while (!stopped) {
                if (cycle.turn() == 0) {
                    LockSupport.parkNanos(this, REST_NS);
                }
            }
        } catch (Throwable thrown) {
            fault.accept(thrown);
        }
    }
}
