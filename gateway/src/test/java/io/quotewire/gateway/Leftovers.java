package io.quotewire.gateway;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Everything of a gateway that there is in this process at one moment, counted: live objects of each of its classes, its
 * sockets and timers, descriptors, threads, and buffers of the pool that are in use.
 *
 * <p>What the market has said is not counted: rings keep it, up to their bounds.
 */
final class Leftovers {
    private static final Pattern LINE = Pattern.compile(" *[0-9]+: +([0-9]+) +([0-9]+)  (\\S+).*");

    /** A lambda's or a hidden class's name goes on with where it lies. */
    private static final Pattern HIDDEN = Pattern.compile("(\\+|/)0x[0-9a-f]+");

    private static final List<String> OURS = List.of(
            "io.quotewire.gateway.",
            "io.netty.channel.epoll.EpollSocketChannel",
            "io.netty.channel.socket.nio.NioSocketChannel",
            "io.netty.channel.DefaultChannelPipeline",
            "io.netty.channel.DefaultChannelHandlerContext",
            "io.netty.util.concurrent.ScheduledFutureTask");

    private final Map<String, Long> counts = new TreeMap<>();
    private long heapBytes;

    private Leftovers() {}

    /** What is there now, but for what is kept only to be used again; collects garbage first. */
    static Leftovers of(BusyGateway gateway) throws IOException {
        gateway.trim();
        Leftovers now = new Leftovers();
        histogram().lines().forEach(now::count);
        now.counts.put("descriptors", descriptors());
        now.counts.put("threads", threads());
        now.counts.put("buffers", buffers());
        return now;
    }

    /** What is there once nothing becomes less any more. */
    static Leftovers settled(BusyGateway gateway) throws IOException {
        Leftovers before = of(gateway);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        Leftovers now = of(gateway);
        while (!before.beyond(now).isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            before = now;
            now = of(gateway);
        }
        return now;
    }

    /** Waits until there is no more of anything than {@code before}. */
    static Leftovers awaitNoMoreThan(Leftovers before, BusyGateway gateway) throws IOException {
        long endNs = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        Leftovers now = of(gateway);
        while (!now.beyond(before).isEmpty()) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("left behind: " + now.beyond(before));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            now = of(gateway);
        }
        return now;
    }

    /** Everything that lives in this process, in KiB. */
    long heapKib() {
        return heapBytes >> 10;
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** How many things are counted. */
    long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<String> beyond(Leftovers before) {
        List<String> more = new ArrayList<>();
        counts.forEach((what, count) -> {
            if (count > before.of(what)) {
                more.add(count + " " + what + ", not " + before.of(what));
            }
        });
        return more;
    }

    private void count(String line) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches()) {
            heapBytes += Long.parseLong(parts.group(2));
            String name = HIDDEN.matcher(parts.group(3)).replaceAll("");
            if (OURS.stream().anyMatch(name::startsWith) && !name.startsWith(Leftovers.class.getName())) {
                counts.merge(name, Long.valueOf(parts.group(1)), Long::sum);
            }
        }
    }

    /** Number, instances, bytes and name of each class. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** But for those that carry virtual threads, of which the JVM has as many as it likes. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool-"))
                .count();
    }

    private static long buffers() {
        return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }
}
