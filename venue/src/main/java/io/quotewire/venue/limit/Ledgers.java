package io.quotewire.venue.limit;

import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.venue.limit.Snapshot.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledgers of a process, and the file that they survive in.
 *
 * <p>Whatever changes is written at once, as a whole; changes that come while a write is under way go together with the next
 * one. If the disk cannot be written while the process runs, that is said and counted, and the process goes on by what it
 * knows in memory; the next process does not start before the disk can be written again. What went unwritten in between it
 * cannot know of: so a window may then hold at most twice of what we allow ourselves, which is less than what venues publish.
 *
 * <p><b>Threads:</b> any; {@link #open}, {@link #peek} and {@link #close} may block. The disk is touched by a thread named
 * {@code ledger}.
 */
public final class Ledgers implements Metric.Source, AutoCloseable {
    /** The name of the gateway's own file in its data directory. */
    public static final String GATEWAY = "limits";

    /** The name of the file that doctors share. */
    public static final String DOCTOR = "doctor";

    private static final Logger LOG = LoggerFactory.getLogger(Ledgers.class);

    /** No sliding window is longer. */
    private static final long LONGEST_US = 86_400_000_000L;

    private static final long CLOSE_S = 5;

    private final Moments moments;
    private final @Nullable LedgerFile file;
    private final Executor writer;
    private final Map<String, Ledger> opened = new LinkedHashMap<>();
    private final Object turn = new Object();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private List<Saved> found = List.of();
    private List<Saved> others = List.of();
    private boolean unreadable;
    private boolean failing;
    private @Nullable Batch waiting;

    /** Another process has the file. */
    public static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }

    /** Changes that are written together. */
    private static final class Batch {
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private boolean durable;
    }

    private Ledgers(Moments moments, @Nullable LedgerFile file, Executor writer) {
        this.moments = moments;
        this.file = file;
        this.writer = writer;
    }

    /** Ledgers that end with the process. */
    public static Ledgers inMemory(MicroClock clock) {
        return new Ledgers(Moments.of(clock), null, Runnable::run);
    }

    /**
     * Reads the file {@code name} of {@code directory}, which need not exist yet, and keeps others from writing it.
     *
     * @throws InUse if another process has it
     * @throws IOException if it cannot be written
     */
    public static Ledgers open(Path directory, String name, MicroClock clock) throws IOException {
        ExecutorService writer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("ledger").daemon().factory());
        try {
            return open(directory, name, Moments.of(clock), writer);
        } catch (IOException e) {
            writer.shutdown();
            throw e;
        }
    }

    static Ledgers open(Path directory, String name, Moments moments, Executor writer) throws IOException {
        LedgerFile file = LedgerFile.open(directory, name);
        try {
            Ledgers ledgers = new Ledgers(moments, file, writer);
            ledgers.load(file);
            return ledgers;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * What another process has written, to look at: nothing that is done with these ledgers is kept.
     *
     * @throws IOException if there is a file that cannot be read or understood
     */
    public static Ledgers peek(Path directory, String name, MicroClock clock) throws IOException {
        Ledgers ledgers = inMemory(clock);
        try {
            Snapshot snapshot = LedgerFile.read(LedgerFile.path(directory, name));
            ledgers.found = snapshot == null ? List.of() : snapshot.agedBy(ledgers.moments);
            return ledgers;
        } catch (Unreadable e) {
            throw new IOException(LedgerFile.path(directory, name) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Lets bans that another process of ours has met stand for this one too, as they are of the same address; to be called
     * before the first ledger is asked for. A file that is not there, or cannot be understood, says nothing.
     */
    public void heed(Path directory, String name) {
        try {
            Snapshot snapshot = LedgerFile.read(LedgerFile.path(directory, name));
            others = snapshot == null ? List.of() : snapshot.agedBy(moments);
        } catch (IOException | Unreadable e) {
            LOG.atWarn()
                    .addKeyValue("file", name)
                    .addKeyValue("why", e.getMessage())
                    .log("its bans are not known");
        }
    }

    /** Whether a process has the file open for writing, as a running gateway has. */
    public static boolean isHeld(Path directory, String name) throws IOException {
        return LedgerFile.isHeld(directory, name);
    }

    /** Whether a file was found once that could not be understood, and nobody has taken it away since. */
    public static boolean wasUnreadable(Path directory, String name) {
        return Files.exists(LedgerFile.aside(directory, name));
    }

    /**
     * The ledger of a venue at an address, the same one for all who ask.
     *
     * @param address host and port: other addresses are other counts
     */
    public Ledger of(String venue, String address, Limits limits) {
        synchronized (opened) {
            return opened.computeIfAbsent(venue + " " + address, _ -> opened(venue, address, limits));
        }
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        all().forEach(ledger -> readings.addAll(ledger.read(moments.clock().nowUs())));
        readings.add(new Metric.Reading(LimitMetric.WRITES, Map.of(), writes.get()));
        readings.add(new Metric.Reading(LimitMetric.WRITE_FAILURES, Map.of(), failures.get()));
        return readings;
    }

    /** Waits for what is being written, and lets others have the file. */
    @Override
    public void close() throws IOException {
        if (writer instanceof ExecutorService service) {
            service.shutdown();
            try {
                if (!service.awaitTermination(CLOSE_S, TimeUnit.SECONDS)) {
                    LOG.atWarn().log("the file of the limits is still being written");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (file != null) {
            file.close();
        }
    }

    private Ledger opened(String venue, String address, Limits limits) {
        Ledger ledger = new Ledger(venue, address, limits, this::changed);
        String key = venue + " " + address;
        Saved saved = of(key, found);
        if (saved != null) {
            ledger.restore(saved);
        } else if (unreadable) {
            ledger.exhaust(moments.clock().nowUs());
        }
        Saved other = of(key, others);
        if (other != null) {
            ledger.heed(other.banUntilUs());
        }
        return ledger;
    }

    private static @Nullable Saved of(String key, List<Saved> among) {
        return among.stream().filter(one -> one.key().equals(key)).findFirst().orElse(null);
    }

    /** Where nothing can be written now, nothing may be done later: the first write is here. */
    private void load(LedgerFile from) throws IOException {
        try {
            Snapshot snapshot = from.read();
            found = snapshot == null ? List.of() : snapshot.agedBy(moments);
            write(from, true);
        } catch (Unreadable e) {
            unreadable = true;
            failures.incrementAndGet();
            from.setAside();
            LOG.atWarn()
                    .addKeyValue("why", e.getMessage())
                    .log("the file of the limits is unreadable: everything counts as used up");
        }
    }

    private CompletableFuture<Boolean> changed(boolean durable) {
        LedgerFile to = file;
        if (to == null) {
            return CompletableFuture.completedFuture(true);
        }
        synchronized (turn) {
            Batch batch = waiting;
            if (batch != null) {
                batch.durable |= durable;
                return batch.done;
            }
            batch = new Batch();
            batch.durable = durable;
            waiting = batch;
            return begun(batch, to);
        }
    }

    private CompletableFuture<Boolean> begun(Batch batch, LedgerFile to) {
        try {
            writer.execute(() -> save(to));
        } catch (RejectedExecutionException e) {
            waiting = null;
            batch.done.complete(false); // The process ends: nothing will be done with it.
        }
        return batch.done;
    }

    private void save(LedgerFile to) {
        Batch batch;
        synchronized (turn) {
            batch = waiting;
            waiting = null;
        }
        if (batch != null) {
            batch.done.complete(tryWrite(to, batch.durable));
        }
    }

    private boolean tryWrite(LedgerFile to, boolean durable) {
        try {
            write(to, durable);
            failing = false;
            return true;
        } catch (IOException e) {
            failures.incrementAndGet();
            if (!failing) {
                LOG.atError().setCause(e).log("the file of the limits cannot be written");
            }
            failing = true;
            return false;
        }
    }

    private void write(LedgerFile to, boolean durable) throws IOException {
        long nowUs = moments.clock().nowUs();
        List<Saved> now = all().stream().map(ledger -> ledger.saved(nowUs)).toList();
        List<Saved> absent =
                found.stream().filter(one -> one.matters(nowUs, LONGEST_US)).toList();
        Snapshot empty = Snapshot.empty(moments);
        to.write(
                new Snapshot(empty.savedUs(), empty.monotonicUs(), empty.boot(), Snapshot.joined(now, absent)),
                durable);
        writes.incrementAndGet();
    }

    private List<Ledger> all() {
        synchronized (opened) {
            return List.copyOf(opened.values());
        }
    }
}
