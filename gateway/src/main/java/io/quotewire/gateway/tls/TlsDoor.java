package io.quotewire.gateway.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts TLS before what serves a connection, with the certificate that is in force.
 *
 * <p><b>Threads:</b> any. Handshakes compute on threads of the door's own, and each connection waits for one step of its own at
 * a time.
 */
public final class TlsDoor implements Metric.Source, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);
    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Steps of handshakes that wait; beyond, who comes anew is closed: it would not be served in time anyway. */
    static final int MOST_WAITING = 4_096;

    private final KeyFiles files;
    private final MicroClock clock;
    private final FileWatch watch;

    /** Of the files as they are now; the watch's thread's. */
    private String refusal = "";

    private final ThreadPoolExecutor computing;
    private final LongAdder reloads = new LongAdder();
    private final LongAdder refusedReloads = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private volatile InForce inForce;

    /** What new connections are shown. */
    private record InForce(KeyMaterial material, Engines engines) {}

    private TlsDoor(KeyFiles files, KeyFiles.Contents contents, InForce first, MicroClock clock) {
        this.files = files;
        this.clock = clock;
        this.inForce = first;
        this.watch = new FileWatch(files, contents, this::changed, LOOK_EVERY);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.computing = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), // Each connection has one step in it at most.
                new DefaultThreadFactory("tls", true));
        computing.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads the files; they are not looked at again before {@link #start}. Null where there is to be no TLS.
     *
     * @throws IllegalArgumentException saying what is wrong with them
     */
    public static @Nullable TlsDoor open(TlsConfig config, MicroClock clock) {
        return config.isOn() ? read(config, clock) : null;
    }

    private static TlsDoor read(TlsConfig config, MicroClock clock) {
        KeyFiles files =
                new KeyFiles(Objects.requireNonNull(config.certificate()), Objects.requireNonNull(config.key()));
        try {
            KeyFiles.Contents contents = files.read();
            KeyMaterial material = files.material(contents, now(clock));
            return new TlsDoor(files, contents, new InForce(material, new Engines(material)), clock);
        } catch (BadKeyMaterial e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(message.startsWith("tls.") ? message : "tls: " + message, e);
        }
    }

    private static Instant now(MicroClock clock) {
        return Instant.ofEpochMilli(clock.nowUs() / 1_000);
    }

    /** From here on the files are looked at. */
    public void start() {
        LOG.atInfo().addKeyValue("certificate", inForce.material).log("tls is on");
        watch.start();
    }

    /** One look at the files, which are else looked at by themselves. */
    void look() {
        watch.look();
    }

    /** Whether handshakes are done in time; counts one that is refused where not. */
    boolean isOpen() {
        boolean open = computing.getQueue().size() < MOST_WAITING;
        if (!open) {
            turnedAway.increment();
        }
        return open;
    }

    /** What handshakes are computed on. */
    Executor computing() {
        return computing;
    }

    /** Puts TLS at the end of {@code pipeline}. */
    void enter(ChannelPipeline pipeline) {
        SslHandler handler = new SslHandler(inForce.engines.next(), false, computing);
        handler.setHandshakeTimeout(HANDSHAKE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        handler.handshakeFuture().addListener(ended -> (ended.isSuccess() ? done : failed).increment());
        pipeline.addLast(handler, new Faults());
    }

    /** The files are others than those in force; whether they are taken. What is wrong with them is said once. */
    private boolean changed(KeyFiles.Contents contents) {
        try {
            KeyMaterial material = files.material(contents, now(clock));
            inForce = new InForce(material, new Engines(material));
            reloads.increment();
            refusal = "";
            LOG.atInfo().addKeyValue("certificate", material).log("the certificate was reloaded");
            return true;
        } catch (BadKeyMaterial e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(refusal)) {
                refusal = why;
                refused(e);
            }
            return false;
        }
    }

    private void refused(BadKeyMaterial why) {
        refusedReloads.increment();
        LOG.atWarn()
                .addKeyValue("why", why.getMessage())
                .addKeyValue("kept", inForce.material)
                .log("the new certificate is no use, the old one is kept");
    }

    @Override
    public List<Metric.Reading> read() {
        return List.of(
                reading(TlsMetric.NOT_AFTER, inForce.material.notAfter().getEpochSecond()),
                reading(TlsMetric.RELOADS, reloads.sum()),
                reading(TlsMetric.RELOADS_REFUSED, refusedReloads.sum()),
                handshakes("done", done),
                handshakes("failed", failed),
                handshakes("refused", turnedAway));
    }

    private static Metric.Reading reading(TlsMetric metric, long value) {
        return new Metric.Reading(metric, Map.of(), value);
    }

    private static Metric.Reading handshakes(String outcome, LongAdder count) {
        return new Metric.Reading(TlsMetric.HANDSHAKES, Map.of("outcome", outcome), count.sum());
    }

    /** Looks and computes no more; call it when no connection is left. */
    @Override
    public void close() {
        watch.close();
        computing.shutdownNow();
    }

    /** What a client does wrong in TLS is a fault of the network to those behind, and none of ours. */
    private static final class Faults extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            boolean theirs = cause instanceof DecoderException && cause.getCause() instanceof SSLException;
            ctx.fireExceptionCaught(theirs ? Objects.requireNonNull(cause.getCause()) : cause);
        }
    }
}
