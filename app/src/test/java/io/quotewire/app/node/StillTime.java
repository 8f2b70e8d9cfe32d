package io.quotewire.app.node;

import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.quotewire.model.MicroClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A loop for venues and feeds alike whose time passes in steps, and only when everything has been done that was to be done
 * before: no byte is on its way, and nobody is aside, but for those to whom a venue does not answer yet.
 *
 * <p><b>Threads:</b> its maker's, which is the loop's.
 */
final class StillTime implements AutoCloseable {
    private static final long START_US = 1_790_000_000_000_000L;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    final MockTicker ticker = Ticker.newMockTicker();
    final MicroClock clock = () -> START_US + ticker.nanoTime() / 1_000;
    final EventLoop loop;
    final Wires wires;
    private final ManualIoEventLoop hand;
    private final AtomicInteger asides = new AtomicInteger();

    StillTime() {
        Wires[] made = new Wires[1];
        hand = new ManualIoEventLoop(
                null,
                Thread.currentThread(),
                thread -> made[0] = new Wires(NioIoHandler.newFactory().newHandler(thread)),
                ticker);
        loop = hand;
        wires = made[0];
    }

    /** For what a feed does aside. */
    void aside(String name, Runnable task) {
        asides.incrementAndGet();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } finally {
                asides.decrementAndGet();
            }
        });
    }

    void pass(Duration step) {
        ticker.advance(step.toNanos(), TimeUnit.NANOSECONDS);
        settle();
    }

    /** Does everything that is due now, and what comes of it. */
    private void settle() {
        turnUntil(() -> wires.areStill() && asides.get() <= wires.unanswered());
    }

    /** Does what waits for the loop meanwhile. */
    <T> T await(Callable<T> task) {
        FutureTask<T> waiting = new FutureTask<>(task);
        Thread.ofVirtual().start(waiting);
        turnUntil(waiting::isDone);
        try {
            return waiting.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Until it is so and there is nothing more to do. */
    private void turnUntil(BooleanSupplier enough) {
        long sinceNs = System.nanoTime();
        while (hand.runNow() > 0 || !enough.getAsBoolean()) {
            if (System.nanoTime() - sinceNs > PATIENCE_NS) {
                throw new AssertionError("time stands still: " + asides + " aside, " + wires.unanswered()
                        + " unanswered, all arrived: " + wires.areStill());
            }
            Thread.onSpinWait();
        }
    }

    /** Not gracefully, for which time would have to pass. */
    @Override
    @SuppressWarnings("deprecation")
    public void close() {
        hand.shutdown();
        turnUntil(hand::isTerminated);
    }
}
