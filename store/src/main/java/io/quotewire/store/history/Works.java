package io.quotewire.store.history;

import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.store.history.duck.Duck;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What turns behind the door: {@code history-write}, which opens DuckDB and the folder's files and then writes, and {@code
 * history-keep}, which makes segments and takes old ones away. Any thread.
 */
final class Works implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Works.class);

    /** What comes within so long goes into one block. */
    private static final long GATHER_NS = TimeUnit.MILLISECONDS.toNanos(20);

    /** When nothing comes there is still an hour that ends, and something that grows old. */
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** As long as a process that ends waits for a disk. */
    private static final long PATIENCE_MS = 10_000;

    private static final long KEEP_NS = TimeUnit.SECONDS.toNanos(1);

    private final HistoryConfig config;
    private final MicroClock clock;
    private final History.Seams seams;
    private final Folder folder;
    private final Counts counts = new Counts();
    private final Shelf shelf;
    private final HistoryWriter writer;
    private final Queue<CompletableFuture<Boolean>> flushes = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private final Thread writing;
    private volatile boolean closing;

    /** What there is once DuckDB is. */
    private record Opened(Duck duck, Desk desk, Keeper keeper, Thread keeping, Scribe scribe) {}

    private Works(HistoryConfig config, MicroClock clock, Predicate<Topic> kept, History.Seams seams, Folder folder) {
        this.config = config;
        this.clock = clock;
        this.seams = seams;
        this.folder = folder;
        this.shelf = new Shelf(folder, counts);
        this.writer = new HistoryWriter(kept, config.tickers(), seams.queue(), counts, this::wake);
        this.writing = Thread.ofPlatform().name("history-write").daemon().unstarted(this::write);
    }

    static Works start(
            HistoryConfig config, MicroClock clock, Predicate<Topic> kept, History.Seams seams, Folder folder) {
        Works works = new Works(config, clock, kept, seams, folder);
        works.writing.start();
        return works;
    }

    HistoryWriter writer() {
        return writer;
    }

    Counts counts() {
        return counts;
    }

    Shelf shelf() {
        return shelf;
    }

    /** Parts that can be read. */
    long readable() {
        return shelf.parts().stream()
                .filter(part -> part.state() != Part.State.ASIDE)
                .count();
    }

    /** Where questions are answered, when all has been looked through. */
    Desk desk() throws HistoryUnavailable {
        return opened().desk();
    }

    /** Another connection to what is there. */
    DuckDBConnection connect() throws HistoryUnavailable, SQLException {
        return opened().duck().connect();
    }

    /** Makes segments of all that is to be one, before it returns. */
    void keep() throws HistoryUnavailable {
        Keeper keeper = opened().keeper();
        synchronized (keeper) {
            while (keeper.turn()) {
                LOG.atDebug().log("a segment of the history was made");
            }
        }
    }

    private Opened opened() throws HistoryUnavailable {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opened.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    throw new HistoryUnavailable("the history's files are still being looked through", e);
                } catch (ExecutionException e) {
                    throw new HistoryUnavailable("there is no history: " + e.getCause(), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void flush() throws HistoryUnavailable, InterruptedException {
        opened();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        flushes.add(done);
        LockSupport.unpark(writing);
        if (!writing.isAlive()) {
            done.complete(false);
        }
        try {
            if (closing || !done.get()) {
                throw new HistoryUnavailable("history cannot be written just now", null);
            }
        } catch (ExecutionException e) {
            throw new HistoryUnavailable("history cannot be written any more", e);
        }
    }

    private void wake() {
        LockSupport.unpark(writing);
    }

    private void write() {
        Opened all;
        try {
            all = open();
        } catch (IOException | SQLException | RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.atError().addKeyValue("why", e.toString()).log("there is no history: what comes is not kept");
            counts.degraded = true;
            opened.completeExceptionally(e);
            return;
        }
        opened.complete(all);
        all.keeping().start();
        try {
            while (!closing) {
                guarded(all.scribe());
            }
            while (!all.scribe().hasNothingToDo() && !counts.degraded) {
                all.scribe().turn(true);
            }
        } finally {
            all.scribe().close();
            flushes.forEach(flush -> flush.complete(false));
        }
    }

    /** A row that cannot be written for whatever reason must not keep those behind it from being written. */
    private void guarded(Scribe scribe) {
        try {
            turn(scribe);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a row of the history could not be understood");
            scribe.fail(e);
        }
    }

    private void turn(Scribe scribe) {
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        for (CompletableFuture<Boolean> one = flushes.poll(); one != null; one = flushes.poll()) {
            asked.add(one);
        }
        // What was offered before the flush was asked for is in the queue now.
        int left = asked.isEmpty() ? 0 : writer.inbox().size();
        boolean more = scribe.turn(!asked.isEmpty());
        while (more && left > 0) {
            left -= Scribe.DRAINED;
            more = scribe.turn(true);
        }
        boolean written = !counts.degraded;
        asked.forEach(flush -> flush.complete(written));
        if (!more && flushes.isEmpty() && !closing) {
            LockSupport.parkNanos(scribe.hasNothingToDo() ? IDLE_NS : GATHER_NS);
        }
    }

    private Opened open() throws IOException, SQLException {
        Duck duck = Duck.open(config.memoryBytes(), config.threads(), folder.overflow());
        Loading loading = new Loading(folder, shelf, duck, counts);
        loading.run();
        Thread[] keeping = new Thread[1];
        Keeper keeper =
                new Keeper(config, clock, folder, shelf, duck.connect(), counts, () -> LockSupport.unpark(keeping[0]));
        if (!folder.isLent()) {
            loading.recovered().forEach(one -> keeper.recovered(one.part(), one.altered()));
        }
        Scribe scribe = new Scribe(
                config,
                seams.limits(),
                clock,
                folder,
                seams.disk(),
                shelf,
                duck,
                writer,
                keeper,
                counts,
                loading.highest());
        keeping[0] = Thread.ofPlatform().name("history-keep").daemon().unstarted(() -> keep(keeper));
        return new Opened(duck, new Desk(shelf, duck), keeper, keeping[0], scribe);
    }

    private void keep(Keeper keeper) {
        while (!closing && !folder.isLent()) {
            boolean made;
            synchronized (keeper) {
                made = keeper.turn();
            }
            if (!made) {
                LockSupport.parkNanos(KEEP_NS);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writing);
        try {
            writing.join(PATIENCE_MS);
            if (writing.isAlive()) {
                LOG.atWarn().log("the disk does not answer: the last of the history may not be on it");
                return;
            }
            Opened all = opened.isCompletedExceptionally() ? null : opened.get();
            if (all != null) {
                LockSupport.unpark(all.keeping());
                all.keeping().join(PATIENCE_MS);
                if (all.keeping().isAlive() || !all.desk().end(PATIENCE_MS)) {
                    LOG.atWarn().log("the disk does not answer: the history's files are left as they are");
                    return; // All that was committed is on disk, and the next start goes on from there.
                }
                all.duck().close();
            }
            folder.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | IOException | SQLException e) {
            // All that was committed is on disk.
            LOG.atWarn().setCause(e).log("the history was not closed cleanly");
        }
    }
}
