package io.quotewire.gateway.fanout;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotewire.gateway.fanout.Tally.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link FanoutBenchmark} says of itself: deliveries, what the lanes' threads allocated, what became of everything
 * that was accepted, and memory. Deliveries that are nowhere to be found end the process.
 *
 * <p><b>Threads:</b> one at a time; it asks the lanes and waits for their answers.
 */
final class LoadReport {
    private final Fanout fanout;
    private final LoadSockets sockets;
    private final List<EventLoop> loops = new ArrayList<>();
    private final long[] threads;
    private Books before = Books.NONE;
    private long allocatedBefore;

    LoadReport(Fanout fanout, LoadSockets sockets, EventLoopGroup group) {
        this.fanout = fanout;
        this.sockets = sockets;
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
        this.threads = loops.stream()
                .mapToLong(loop -> loop.submit(() -> Thread.currentThread().threadId())
                        .syncUninterruptibly()
                        .getNow())
                .toArray();
    }

    /** What lanes have counted, and what they hold, at one moment of each. */
    private record Books(
            long taken,
            long accepted,
            long sent,
            long conflated,
            long slow,
            long gone,
            long queued,
            long seats,
            long mostUnsent) {
        private static final Books NONE = new Books(0, 0, 0, 0, 0, 0, 0, 0, 0);

        private Books plus(Books more) {
            return new Books(
                    taken + more.taken,
                    accepted + more.accepted,
                    sent + more.sent,
                    conflated + more.conflated,
                    slow + more.slow,
                    gone + more.gone,
                    queued + more.queued,
                    seats + more.seats,
                    Math.max(mostUnsent, more.mostUnsent));
        }

        private void check() {
            if (accepted != sent + conflated + slow + gone + queued) {
                throw new IllegalStateException("deliveries are lost: " + this);
            }
        }
    }

    /** One line, where anything was delivered since the last. */
    void printDeliveries() {
        Books now = books();
        long allocated = allocated();
        long since = now.sent - before.sent;
        if (since > 0) {
            long bytes = allocated - allocatedBefore;
            System.err.printf(
                    "%d deliveries of %d publications, lanes allocated %d B: %.5f B a delivery, %.0f B a publication%n",
                    since,
                    now.taken - before.taken,
                    bytes,
                    (double) bytes / since,
                    (double) bytes / (now.taken - before.taken));
            printBooks(now);
        }
        before = now;
        allocatedBefore = allocated;
    }

    /** The same at the end of all. */
    void printEnd() {
        printBooks(books());
    }

    private void printBooks(Books now) {
        System.err.printf(
                "accepted %d = sent %d + conflated %d + dropped slow %d + dropped by leaving %d + queued %d;"
                        + " %d seats, %d cut, lanes refused %d%n",
                now.accepted,
                now.sent,
                now.conflated,
                now.slow,
                now.gone,
                now.queued,
                now.seats,
                sockets.cut(),
                fanout.broadcaster(0).tally().get(Count.DROPPED_LANE));
        System.err.printf(
                "memory: rss %d KB, direct buffers %d KB, most unsent of a connection %d B%n",
                residentKb(), PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() >> 10, now.mostUnsent);
    }

    private Books books() {
        Books all = Books.NONE;
        for (int i = 0; i < loops.size(); i++) {
            Lane lane = fanout.lanes().get(i);
            all = all.plus(
                    loops.get(i).submit(() -> books(lane)).syncUninterruptibly().getNow());
        }
        all.check();
        return all;
    }

    private Books books(Lane lane) {
        Tally tally = lane.tally();
        return new Books(
                tally.get(Count.TAKEN_PUBLICATIONS),
                tally.get(Count.ACCEPTED),
                tally.get(Count.SENT),
                tally.get(Count.CONFLATED),
                tally.get(Count.DROPPED_SLOW),
                tally.get(Count.DROPPED_LEFT) + tally.get(Count.DROPPED_CLOSED),
                lane.queued(),
                tally.get(Count.SEATS),
                sockets.mostUnsent(lane.index()));
    }

    private long allocated() {
        long allocated = 0;
        if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean) {
            for (long thread : threads) {
                allocated += bean.getThreadAllocatedBytes(thread);
            }
        }
        return allocated;
    }

    private static long residentKb() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
