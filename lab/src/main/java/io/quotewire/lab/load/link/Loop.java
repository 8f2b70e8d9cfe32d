package io.quotewire.lab.load.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quotewire.lab.load.measure.Generator;
import io.quotewire.lab.load.wire.Intake;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that all connections of a run live on, its clock, and what it takes itself.
 *
 * <p><b>Threads:</b> {@link #ask}, {@link #run} and {@link #close} any but its own; the rest is its own.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of beats and steps that nobody waits for.
public final class Loop implements AutoCloseable {
    private static final int CONNECT_MS = 10_000;
    private static final long CLOSE_MS = 2_000;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Intake intake = new Intake();
    private final Sources sources = new Sources();
    private final long startNs = System.nanoTime();
    private final long startUs = wallUs();
    private final Generator generator;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private long offsetUs;
    private long readNs = startNs;

    public Loop() {
        generator = ask(Generator::new);
        long firstNs = System.nanoTime();
        long everyNs = TimeUnit.MILLISECONDS.toNanos(Generator.BEAT_MS);
        loop.execute(() -> beat(firstNs + everyNs, everyNs));
    }

    /** What {@code question} says on the loop. */
    public <T> T ask(Callable<T> question) {
        return loop.submit(question).syncUninterruptibly().getNow();
    }

    /** Does something on the loop, and waits for it. */
    public void run(Runnable step) {
        loop.submit(step).syncUninterruptibly();
    }

    /** Does something on the loop; any thread. */
    void soon(Runnable step) {
        loop.execute(guarded(step));
    }

    public void later(long delayNs, Runnable step) {
        loop.schedule(guarded(step), delayNs, TimeUnit.NANOSECONDS);
    }

    /** Does something over and over until the loop ends. */
    public void every(long periodMs, Runnable step) {
        loop.scheduleAtFixedRate(guarded(step), periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Completed by what went wrong in the load test itself, in which case nothing that it says holds. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    private Runnable guarded(Runnable step) {
        return () -> {
            try {
                step.run();
            } catch (Throwable t) {
                failure.complete(t);
            }
        };
    }

    ChannelFuture connect(InetSocketAddress to, ChannelHandler handler, int receiveBytes) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .handler(handler);
        if (receiveBytes > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, receiveBytes);
        }
        return bootstrap.connect(to, sources.next(to));
    }

    Intake intake() {
        return intake;
    }

    public Generator generator() {
        return generator;
    }

    /** Something was read now. */
    void read() {
        readNs = System.nanoTime();
    }

    /** When the last read was, by the monotonic clock. */
    public long readNs() {
        return readNs;
    }

    /** When the last read was, by the server's clock: microseconds since 1970. */
    public long readUs() {
        return us(readNs);
    }

    long us(long ns) {
        return startUs + offsetUs + (ns - startNs) / 1_000;
    }

    /** The server's clock is so much ahead of ours. */
    public void serverAhead(long us) {
        offsetUs = us;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS * 2);
    }

    /** A beat that was late does not put off those behind it, or a long pause would count once. */
    private void beat(long dueNs, long everyNs) {
        long nowNs = System.nanoTime();
        generator.beat(Math.max(0, nowNs - dueNs));
        long nextNs = dueNs + everyNs;
        if (nextNs <= nowNs) {
            loop.execute(() -> beat(nextNs, everyNs));
        } else {
            loop.schedule(() -> beat(nextNs, everyNs), nextNs - nowNs, TimeUnit.NANOSECONDS);
        }
    }

    private static long wallUs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
