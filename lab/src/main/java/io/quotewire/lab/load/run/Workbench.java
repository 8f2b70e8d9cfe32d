package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Loop;
import io.quotewire.lab.load.measure.ServerWatch;
import io.quotewire.lab.load.measure.Timeline.Second;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * What a run has at hand: its plan, its loop, the watch on the server, who looks on, and who may end it early.
 *
 * <p><b>Threads:</b> that of the run, which waits here.
 */
final class Workbench implements AutoCloseable {
    private static final Second NOTHING = new Second(0, 0, 0, 0, 0, 0);
    private static final long LOOK_MS = 20;

    private final LoadPlan plan;
    private final Onlooker onlooker;
    private final Loop loop = new Loop();
    private final CompletableFuture<?> stop;
    private final ServerWatch server;

    Workbench(LoadPlan plan, Onlooker onlooker, CompletableFuture<?> stop) {
        this.plan = plan;
        this.onlooker = onlooker;
        this.stop = CompletableFuture.anyOf(stop, loop.failure());
        this.server = new ServerWatch(
                plan.target().origin(), plan.target().tls(), plan.target().key());
    }

    LoadPlan plan() {
        return plan;
    }

    Loop loop() {
        return loop;
    }

    ServerWatch server() {
        return server;
    }

    /**
     * Nothing holds that a load test says which has failed itself.
     *
     * @throws IllegalStateException if that is so
     */
    void checkItself() {
        Throwable failure = loop.failure().getNow(null);
        if (failure != null) {
            throw new IllegalStateException("the load test itself has failed: " + failure, failure);
        }
    }

    boolean isStopped() {
        return stop.isDone();
    }

    /**
     * Lets time pass, and tells of each second; less where somebody stops the run.
     *
     * @param tick ends a second, on the loop
     * @param errors so far, on the loop
     */
    void pass(String phase, Duration time, Callable<Second> tick, Callable<Long> errors) throws InterruptedException {
        long startNs = System.nanoTime();
        long seconds = Math.max(1, time.toSeconds());
        for (long second = 1; second <= seconds && !isStopped(); second++) {
            long dueNs = second == seconds ? time.toNanos() : TimeUnit.SECONDS.toNanos(second);
            if (!waitUntil(startNs + dueNs)) {
                onlooker.on(new Progress(phase, second, seconds, loop.ask(tick), loop.ask(errors)));
            }
        }
    }

    /** Waits until {@code done}, asked on the loop, is {@code of}, or the time is over, or somebody stops the run. */
    void await(String phase, Duration patience, long of, Callable<Long> done, LongSupplier errors)
            throws InterruptedException {
        long startNs = System.nanoTime();
        long toldNs = startNs;
        long reached = loop.ask(done);
        while (reached < of && !isStopped() && System.nanoTime() - startNs < patience.toNanos()) {
            waitUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
            reached = loop.ask(done);
            if (System.nanoTime() - toldNs > TimeUnit.SECONDS.toNanos(1)) {
                toldNs = System.nanoTime();
                onlooker.on(new Progress(phase, reached, of, NOTHING, errors.getAsLong()));
            }
        }
        onlooker.on(new Progress(phase, reached, of, NOTHING, errors.getAsLong()));
    }

    /** Waits until {@code done}, asked on the loop, or the time is over; who stops the run is to be told as well what was due. */
    void linger(String phase, Duration patience, Callable<Boolean> done, LongSupplier errors)
            throws InterruptedException {
        long endNs = System.nanoTime() + patience.toNanos();
        boolean is = loop.ask(done);
        while (!is && System.nanoTime() < endNs && !loop.failure().isDone()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            is = loop.ask(done);
        }
        onlooker.on(new Progress(phase, is ? 1 : 0, 1, NOTHING, errors.getAsLong()));
    }

    /** Waits, unless somebody stops the run; whether that was so. */
    private boolean waitUntil(long dueNs) throws InterruptedException {
        try {
            stop.get(Math.max(0, dueNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    @Override
    public void close() {
        server.close();
        loop.close();
    }
}
