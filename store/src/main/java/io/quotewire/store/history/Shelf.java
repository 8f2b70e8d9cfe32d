package io.quotewire.store.history;

import io.quotewire.store.history.duck.SegmentFile;
import io.quotewire.store.history.duck.TableReader;
import io.quotewire.store.history.segment.Altered;
import io.quotewire.store.history.segment.Contents;
import io.quotewire.store.history.segment.SideFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of the past, in the order in which they were written.
 *
 * <p><b>Threads:</b> any. Who reads holds the read lock, so that what it reads from does not go away meanwhile; who changes what
 * there is, the write lock.
 */
final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    /** Files that stay open though nobody reads them. */
    private static final int MOST_ATTACHED = 48;

    private final Folder folder;
    private final Counts counts;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Object changing = new Object();
    private volatile List<Part> parts = List.of();

    /** Something that reads. */
    interface Query<T> {
        T of(List<Part> parts) throws SQLException, IOException;
    }

    Shelf(Folder folder, Counts counts) {
        this.folder = folder;
        this.counts = counts;
    }

    List<Part> parts() {
        return parts;
    }

    /** Runs a query, again without what it finds altered. */
    <T> T read(Connection connection, Query<T> query) throws SQLException, IOException {
        while (true) {
            PartAltered altered;
            lock.readLock().lock();
            try {
                return query.of(parts);
            } catch (PartAltered e) {
                LOG.atError()
                        .addKeyValue("segment", e.part().name())
                        .addKeyValue("why", e.getMessage())
                        .log("a segment of the history is not as it was written, and is set aside");
                altered = e;
            } finally {
                lock.readLock().unlock();
            }
            setAside(altered.part(), connection, altered.getCause() instanceof Altered);
        }
    }

    /** What reads the tables of a part that has some; a segment is held against its side file before it is opened. */
    TableReader reader(Part part, Connection connection) throws SQLException, IOException {
        synchronized (part) {
            if (part.state() == Part.State.SEALED && !part.isAttached()) {
                Path file = folder.file(part.name(), Folder.SEGMENT);
                try {
                    Objects.requireNonNull(part.side()).verify(file);
                } catch (IOException e) {
                    throw new PartAltered(part, e);
                }
                part.attached(SegmentFile.attach(connection, part.alias(), file));
            }
            part.used(System.nanoTime());
            return new TableReader(connection, part.prefix(), part.names());
        }
    }

    /** Takes in another one, for questions that are asked from now on: nobody who reads is waited for. */
    void add(Part part) {
        synchronized (changing) {
            List<Part> all = new ArrayList<>(parts);
            all.add(part);
            all.sort(Comparator.comparingLong(Part::serial));
            parts = List.copyOf(all);
        }
    }

    private void leaveOut(Part part) {
        synchronized (changing) {
            parts = parts.stream().filter(other -> other != part).toList();
        }
    }

    /** The rows are in a segment from now on; the tables in memory and the journal go. */
    void sealed(Part part, SideFile side, boolean journalAltered, Connection connection)
            throws SQLException, IOException {
        lock.writeLock().lock();
        try {
            String schema = part.alias();
            part.becomesSealed(side);
            SegmentFile.drop(connection, schema);
        } finally {
            lock.writeLock().unlock();
        }
        journalGoes(part, journalAltered);
    }

    /** Tables in memory that never got a row that is on disk. */
    void forget(Part part, boolean journalAltered, Connection connection) throws SQLException, IOException {
        lock.writeLock().lock();
        try {
            leaveOut(part);
            SegmentFile.drop(connection, part.alias());
        } finally {
            lock.writeLock().unlock();
        }
        journalGoes(part, journalAltered);
    }

    private void journalGoes(Part part, boolean altered) throws IOException {
        if (altered) {
            folder.setAside(part.name(), Folder.JOURNAL);
        } else {
            Files.deleteIfExists(folder.file(part.name(), Folder.JOURNAL));
        }
    }

    /** Takes a segment away with its files. */
    void remove(Part part, Connection connection) throws SQLException, IOException {
        lock.writeLock().lock();
        try {
            leaveOut(part);
            detach(part, connection);
        } finally {
            lock.writeLock().unlock();
        }
        for (String ending : List.of(Folder.SEGMENT, Folder.SIDE, Folder.JOURNAL)) {
            Files.deleteIfExists(folder.file(part.name(), ending));
            Files.deleteIfExists(folder.file(part.name(), ending + Folder.CORRUPT));
        }
    }

    /** @param renamed whether the file is known to be wrong: one that cannot be read may be well at the next start */
    private void setAside(Part part, Connection connection, boolean renamed) throws SQLException, IOException {
        lock.writeLock().lock();
        try {
            if (part.state() == Part.State.SEALED) {
                detach(part, connection);
                part.becomesAside();
                counts.corrupt.increment();
                if (renamed && !folder.isLent()) {
                    folder.setAside(part.name(), Folder.SEGMENT);
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Closes files that were not read for the longest time, where too many are open. */
    void detachIdle(Connection connection) throws SQLException {
        long open = parts.stream().filter(Part::isAttached).count();
        if (open <= MOST_ATTACHED || !lock.writeLock().tryLock()) { // Who reads is not held up for it.
            return;
        }
        try {
            List<Part> attached = parts.stream()
                    .filter(Part::isAttached)
                    .sorted(Comparator.comparingLong(Part::usedNs))
                    .toList();
            for (int i = 0; i < attached.size() - MOST_ATTACHED; i++) {
                detach(attached.get(i), connection);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void detach(Part part, Connection connection) throws SQLException {
        if (part.isAttached()) {
            SegmentFile.detach(connection, part.alias());
            part.detached();
        }
    }

    /** Something that cannot be read, of which no more is known than {@code contents}; null where that is nothing. */
    void addUnknown(String name, long serial, @Nullable Contents contents) {
        add(Part.aside(name, serial, contents == null ? new Contents() : contents));
    }
}
