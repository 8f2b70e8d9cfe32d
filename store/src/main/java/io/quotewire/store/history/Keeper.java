package io.quotewire.store.history;

import io.quotewire.model.MicroClock;
import io.quotewire.store.embedded.PrivateFiles;
import io.quotewire.store.history.duck.SegmentFile;
import io.quotewire.store.history.segment.SideFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what was written: makes segments, and takes away what is too old or too much.
 *
 * <p><b>Threads:</b> {@link #seal}, {@link #recovered} and {@link #waiting} any; {@link #turn} one.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final HistoryConfig config;
    private final MicroClock clock;
    private final Folder folder;
    private final Shelf shelf;
    private final Connection connection;
    private final Counts counts;
    private final Runnable waker;
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private boolean failing;

    private record Job(Part part, boolean recovered, boolean altered) {}

    Keeper(
            HistoryConfig config,
            MicroClock clock,
            Folder folder,
            Shelf shelf,
            Connection connection,
            Counts counts,
            Runnable waker) {
        this.config = config;
        this.clock = clock;
        this.folder = folder;
        this.shelf = shelf;
        this.connection = connection;
        this.counts = counts;
        this.waker = waker;
    }

    /** Takes a part that is complete. */
    void seal(Part part) {
        add(new Job(part, false, false));
    }

    /**
     * Takes one that an earlier process has left.
     *
     * @param altered whether its journal is kept, for somebody to look at
     */
    void recovered(Part part, boolean altered) {
        add(new Job(part, true, altered));
    }

    private void add(Job job) {
        jobs.add(job);
        waker.run();
    }

    /** Parts of this process that are to be sealed: what it found does not keep it from writing. */
    long waiting() {
        return jobs.stream().filter(job -> !job.recovered()).count();
    }

    /** Makes one segment, if one is to be made, and says whether it did. */
    boolean turn() {
        try {
            Job job = jobs.peek();
            boolean made = job != null && made(job);
            if (made) {
                jobs.remove();
            }
            expire();
            shelf.detachIdle(connection);
            return made;
        } catch (IOException | SQLException | RuntimeException e) { // The next turn may do better.
            LOG.atWarn().setCause(e).log("the history's files could not be looked after");
            return false;
        }
    }

    private boolean made(Job job) throws SQLException, IOException {
        Part part = job.part();
        if (part.contents().rows() == 0) {
            shelf.forget(part, job.altered(), connection);
            return true;
        }
        Path temporary = folder.temporary(part.name());
        try {
            SideFile side = written(part, temporary);
            shelf.sealed(part, side, job.altered(), connection);
            if (failing) {
                failing = false;
                LOG.atInfo().log("segments of the history can be made again");
            }
            return true;
        } catch (IOException | SQLException e) {
            if (!failing) {
                failing = true;
                LOG.atError()
                        .addKeyValue("why", e.toString())
                        .log("a segment of the history cannot be made: its journal stays");
            }
            discard(temporary);
            return false;
        }
    }

    /** The segment is on disk before its side file is, and that before the journal goes. */
    private SideFile written(Part part, Path temporary) throws SQLException, IOException {
        discard(temporary);
        SegmentFile.make(connection, part.alias(), part.names(), temporary);
        try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        SideFile side = SideFile.of(temporary, part.contents());
        PrivateFiles.replace(temporary, folder.file(part.name(), Folder.SEGMENT));
        side.write(folder.file(part.name(), Folder.SIDE));
        return side;
    }

    private static void discard(Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        Files.deleteIfExists(temporary.resolveSibling(temporary.getFileName() + ".wal"));
    }

    private void expire() throws IOException, SQLException {
        long oldestUs = clock.nowUs() - config.keep().toNanos() / 1_000;
        long bytes = folder.size();
        for (Part part : shelf.parts()) {
            long lastUs = part.contents().lastUs();
            boolean old = lastUs != Long.MIN_VALUE && lastUs < oldestUs; // Of what is not known nobody can say so.
            if (part.state() == Part.State.MEMORY || (!old && bytes <= config.sizeBytes())) {
                continue;
            }
            shelf.remove(part, connection);
            counts.expired.increment();
            bytes = folder.size();
            LOG.atInfo()
                    .addKeyValue("segment", part.name())
                    .addKeyValue("why", old ? "age" : "size")
                    .log("a segment of the history has gone");
        }
        counts.bytes = bytes;
    }
}
