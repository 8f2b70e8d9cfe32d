package io.quotewire.store.history;

import io.quotewire.model.MicroClock;
import io.quotewire.model.Update;
import io.quotewire.store.history.duck.Duck;
import io.quotewire.store.history.duck.TableWriter;
import io.quotewire.store.history.journal.Disk;
import io.quotewire.store.history.journal.Journal;
import io.quotewire.store.history.journal.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes: from the queue into the journal, and what is there on disk into the tables that readers see.
 *
 * <p>When the disk takes nothing, the journal is not touched any more: what of it was on disk stays readable and becomes a segment,
 * what was not is lost, and so is what comes until a new journal can be made; that these are lost is the first that is in it.
 *
 * <p><b>Threads:</b> one, which calls {@link #turn} again and again.
 */
final class Scribe {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    /** Updates that are taken at once, so that a commit is never far. */
    static final int DRAINED = 8_192;

    /** Parts that wait to become segments; with more the memory would not do. */
    private static final int MOST_WAITING = 2;

    private static final String BEHIND = "what was written before cannot be made into segments";

    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final HistoryConfig config;
    private final Limits limits;
    private final MicroClock clock;
    private final Folder folder;
    private final Disk disk;
    private final Shelf shelf;
    private final Duck duck;
    private final HistoryWriter writer;
    private final Keeper keeper;
    private final Counts counts;

    private final List<Row> pending = new ArrayList<>();
    private @Nullable Open open;
    private long serial;
    private long committedNs = System.nanoTime();
    private long failedNs = committedNs;

    /**
     * Where a part becomes a segment.
     *
     * @param most rows that it may grow to while those before it wait to become one
     */
    record Limits(long rows, long bytes, long most) {
        static final Limits DEFAULT = new Limits(500_000, 64 << 20, 1_000_000);
    }

    /** What is being written. */
    private record Open(Part part, long partitionUs, Journal journal, TableWriter tables) {}

    Scribe(
            HistoryConfig config,
            Limits limits,
            MicroClock clock,
            Folder folder,
            Disk disk,
            Shelf shelf,
            Duck duck,
            HistoryWriter writer,
            Keeper keeper,
            Counts counts,
            long serial) {
        this.config = config;
        this.limits = limits;
        this.clock = clock;
        this.folder = folder;
        this.disk = disk;
        this.shelf = shelf;
        this.duck = duck;
        this.writer = writer;
        this.keeper = keeper;
        this.counts = counts;
        this.serial = serial;
    }

    /**
     * Takes what there is, and writes it where that is due.
     *
     * @param now whether to write at once
     * @return whether there may be more
     */
    boolean turn(boolean now) {
        if (counts.degraded && System.nanoTime() - failedNs < RETRY_NS && !now) {
            writer.inbox().drain(this::drop, DRAINED);
            return false;
        }
        roll();
        tellLosses();
        int drained = writer.inbox().drain(update -> put(new Row.Told(update)), DRAINED);
        boolean due = now || config.durability() == Durability.ALWAYS || drained == DRAINED || isOver();
        if (due && !pending.isEmpty()) {
            commit();
        }
        return drained == DRAINED;
    }

    boolean hasNothingToDo() {
        return pending.isEmpty() && writer.inbox().size() == 0 && writer.lossy().isEmpty();
    }

    /** Lets go of the journal, which the next start reads. */
    void close() {
        if (open != null) {
            release(open);
            open = null;
        }
    }

    private boolean isOver() {
        return System.nanoTime() - committedNs >= History.COMMIT_NS;
    }

    private void tellLosses() {
        for (Line line = writer.lossy().poll();
                line != null;
                line = writer.lossy().poll()) {
            line.takeLosses().forEach(this::put);
        }
    }

    private void put(Row row) {
        Open to = open;
        try {
            if (to == null) {
                to = begin();
                open = to;
            }
            to.journal().put(row);
            pending.add(row);
        } catch (IOException | SQLException e) {
            pending.add(row);
            fail(e);
        }
    }

    private void drop(Update update) {
        counts.lostToDisk.increment();
        writer.lose(update);
    }

    private Open begin() throws IOException, SQLException {
        if (keeper.waiting() > MOST_WAITING) {
            throw new IOException(BEHIND);
        }
        long us = partition(clock.nowUs());
        String name = Folder.name(us, serial + 1);
        Journal journal = Journal.create(disk, folder.file(name, Folder.JOURNAL));
        serial++;
        Part part = Part.inMemory(name, serial);
        TableWriter tables;
        try {
            tables = TableWriter.create(duck.connect(), part.alias(), part.names());
        } catch (SQLException e) {
            journal.close();
            throw e;
        }
        shelf.add(part);
        return new Open(part, us, journal, tables);
    }

    private void commit() {
        Open to = Objects.requireNonNull(open);
        long startNs = System.nanoTime();
        try {
            to.journal().commit();
            long doneNs = System.nanoTime();
            for (Row row : pending) {
                to.tables().put(row);
            }
            to.tables().flush();
            counts.appendNs.add(System.nanoTime() - doneNs);
            counts.committed(pending.size(), doneNs - startNs);
        } catch (IOException | SQLException e) {
            fail(e);
            return;
        }
        for (Row row : pending) {
            to.part().contents().add(row);
            written(row);
        }
        pending.clear();
        committedNs = System.nanoTime();
        if (counts.degraded) {
            counts.degraded = false;
            LOG.atInfo().log("history is written again");
        }
    }

    private void written(Row row) {
        Line line = writer.line(row.topic());
        switch (row) {
            case Row.Told told ->
                line.written(told.update().head().epoch(), told.update().head().seq());
            case Row.Loss loss -> line.written(loss.epoch(), loss.to());
        }
    }

    /** Closes a part that is full, or whose time is over. */
    private void roll() {
        Open full = open;
        if (full == null || !pending.isEmpty()) {
            return;
        }
        boolean over = partition(clock.nowUs()) != full.partitionUs()
                || full.part().contents().rows() >= limits.rows()
                || full.journal().size() >= limits.bytes();
        if (over && keeper.waiting() < MOST_WAITING) {
            open = null;
            release(full);
            keeper.seal(full.part());
        } else if (full.part().contents().rows() >= limits.most()) {
            fail(new IOException(BEHIND));
        }
    }

    /** What is not on disk is lost; what is becomes a segment when that can be. */
    void fail(Exception e) {
        if (!counts.degraded) {
            counts.degraded = true;
            LOG.atError()
                    .addKeyValue("why", e.toString())
                    .log("history cannot be written: what comes now is lost to it, and told as such later");
        }
        failedNs = System.nanoTime();
        for (Row row : pending) {
            switch (row) {
                case Row.Told told -> drop(told.update());
                case Row.Loss loss -> writer.lose(loss.topic(), new Mark(loss.epoch(), loss.from()), loss.to());
            }
        }
        pending.clear();
        Open failed = open;
        open = null;
        if (failed != null) {
            release(failed);
            keeper.seal(failed.part());
        }
    }

    private static void release(Open done) {
        try (TableWriter _ = done.tables();
                Journal _ = done.journal()) {
            LOG.atDebug().addKeyValue("journal", done.part().name()).log("a journal of the history is complete");
        } catch (IOException | SQLException e) {
            LOG.atWarn().setCause(e).log("a journal of the history was not closed cleanly");
        }
    }

    private long partition(long us) {
        return us - Math.floorMod(us, config.partition().toNanos() / 1_000);
    }
}
