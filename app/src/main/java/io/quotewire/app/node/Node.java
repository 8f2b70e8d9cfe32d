package io.quotewire.app.node;

import io.netty.channel.EventLoopGroup;
import io.quotewire.engine.MarketEngine;
import io.quotewire.gateway.Gateway;
import io.quotewire.lab.tape.Recorder;
import io.quotewire.model.Catalog;
import io.quotewire.model.Directory;
import io.quotewire.model.Duty;
import io.quotewire.model.MicroClock;
import io.quotewire.model.SourceReport;
import io.quotewire.venue.limit.Ledgers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. Life: {@link #start}, {@link #drain}, {@link #stop}.
 *
 * <p><b>Threads:</b> any may ask; start, drain and stop are for one.
 */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long LOOPS_END_MS = 2_000;

    private final Parts parts;
    private boolean stopped;

    /**
     * All that turns.
     *
     * @param accounts null where there are none
     * @param memory what is kept for later
     * @param recorder of the last minutes; null where there is none
     * @param fault completes when a thread has failed whose state others need: the process must end
     */
    record Parts(
            CompletableFuture<Throwable> fault,
            Shards shards,
            MarketEngine engine,
            Feeds feeds,
            EventLoopGroup feedLoops,
            Gateway gateway,
            @Nullable Accounts accounts,
            Memory memory,
            @Nullable Recorder recorder,
            MicroClock clock,
            Ledgers ledgers,
            StatusDuty status) {}

    /** What tells how sources fare, and the shard on whose thread it does. */
    record StatusDuty(int shard, Duty duty) {}

    Node(Parts parts) {
        this.parts = parts;
    }

    /**
     * Opens the port, tells what was said before the start, and then starts to connect to the venues.
     *
     * @throws IOException if the port cannot be opened; nothing has been started then
     */
    public void start() throws IOException {
        parts.gateway.start();
        parts.shards.start(this::duty);
        parts.memory.recall(parts.engine, parts.clock);
        if (parts.recorder != null) {
            parts.recorder.start();
        }
        parts.feeds.start();
    }

    /** What was bound, with the ports that the system chose. */
    public List<InetSocketAddress> addresses() {
        return parts.gateway.addresses();
    }

    /** The address of operators; null where they have none of their own. */
    public @Nullable InetSocketAddress adminAddress() {
        return parts.gateway.adminAddress();
    }

    /** Whether TLS is spoken there. */
    public boolean encrypted() {
        return parts.gateway.isEncrypted();
    }

    /** Whether any topic is live, which is what {@code /ready} says. */
    public boolean ready() {
        return parts.gateway.isReady();
    }

    public Catalog catalog() {
        return directory().catalog();
    }

    public List<SourceReport> sources() {
        return directory().sources();
    }

    /** When the last byte of any venue came; 0 for never. At most a second old. */
    public long lastReceivedUs() {
        return sources().stream().mapToLong(SourceReport::lastRecvUs).max().orElse(0);
    }

    /**
     * Lets a new connection to a venue take the place of each that there is, one at a time in each venue; nothing is missed.
     *
     * @param why told to operators
     */
    public void rotate(String why) {
        parts.feeds.rotate(why);
    }

    /** Completes when the node is not to be trusted any more, with what was thrown. */
    public CompletableFuture<Throwable> fault() {
        return parts.fault;
    }

    /** Accepts no more clients, says goodbye to those there are, and waits until they have gone. */
    public void drain(Duration within) throws InterruptedException {
        parts.gateway.drain(within);
    }

    /** Ends whatever still turns; doing it twice does nothing more. */
    public void stop() throws InterruptedException {
        if (stopped) {
            return;
        }
        stopped = true;
        parts.gateway.close();
        if (parts.accounts != null) {
            parts.accounts.close();
        }
        parts.memory.closeLast(); // Before the feeds say that they have ended, which is no word on a price.
        parts.feeds.close();
        if (parts.recorder != null) {
            parts.recorder.close(); // When nobody is left who would tell it anything.
        }
        parts.shards.stop();
        parts.memory.closeHistory(); // With the last that the shards told.
        parts.feedLoops
                .shutdownGracefully(0, LOOPS_END_MS, TimeUnit.MILLISECONDS)
                .await(LOOPS_END_MS);
        try {
            parts.ledgers.close(); // When nobody is left who would ask for anything.
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the data folder could not be let go of");
        }
    }

    private Directory directory() {
        return parts.feeds;
    }

    private Duty duty(int shard) {
        Duty market = parts.engine.shard(shard);
        Duty broadcaster = parts.gateway.broadcaster(shard);
        if (shard != parts.status.shard()) {
            return nowUs -> market.doWork(nowUs) + broadcaster.doWork(nowUs);
        }
        Duty status = parts.status.duty();
        return nowUs -> market.doWork(nowUs) + status.doWork(nowUs) + broadcaster.doWork(nowUs);
    }
}
