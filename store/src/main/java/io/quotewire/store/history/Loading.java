package io.quotewire.store.history;

import io.quotewire.store.history.duck.Duck;
import io.quotewire.store.history.duck.TableWriter;
import io.quotewire.store.history.journal.JournalReader;
import io.quotewire.store.history.journal.Row;
import io.quotewire.store.history.segment.Altered;
import io.quotewire.store.history.segment.SideFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Puts on the shelf what is in the folder: of segments only what lies beside them is read, journals come back into tables. One
 * thread, once.
 */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Folder folder;
    private final Shelf shelf;
    private final Duck duck;
    private final Counts counts;
    private final List<Recovered> recovered = new ArrayList<>();
    private long tail;
    private long highest;

    /** Rows that came back from a journal. */
    record Recovered(Part part, boolean altered) {}

    Loading(Folder folder, Shelf shelf, Duck duck, Counts counts) {
        this.folder = folder;
        this.shelf = shelf;
        this.duck = duck;
        this.counts = counts;
    }

    /** Does it. */
    void run() throws IOException, SQLException {
        long startNs = System.nanoTime();
        if (!folder.isLent()) {
            folder.tidy();
        }
        for (Folder.Found found : folder.list()) {
            highest = Math.max(highest, found.serial());
            try {
                load(found);
            } catch (NoSuchFileException e) {
                again(found.serial());
            } catch (IOException | RuntimeException e) {
                leaveOut(found, e);
            }
        }
        boolean isNews = !folder.isLent() && !shelf.parts().isEmpty();
        LOG.atLevel(isNews ? Level.INFO : Level.DEBUG)
                .addKeyValue("segments", shelf.parts().size())
                .addKeyValue("bytes", folder.size())
                .addKeyValue(
                        "recovered_rows",
                        recovered.stream()
                                .mapToLong(one -> one.part().contents().rows())
                                .sum())
                .addKeyValue("recovered_tail", tail)
                .addKeyValue("took_ms", (System.nanoTime() - startNs) / 1_000_000)
                .log("history opened");
    }

    /** It may be well at the next start, and the rest is no worse for it. */
    private void leaveOut(Folder.Found found, Exception e) {
        counts.corrupt.increment();
        LOG.atError()
                .addKeyValue("part", found.name())
                .addKeyValue("why", e.toString())
                .log("a part of the history cannot be read, and is left out");
        shelf.addUnknown(found.name(), found.serial(), null);
    }

    /** A gateway that we only look at has made a segment of a journal meanwhile, or taken one away. */
    private void again(long serial) throws IOException, SQLException {
        for (Folder.Found found : folder.list()) {
            if (found.serial() == serial) {
                load(found);
            }
        }
    }

    /** What is to be sealed, in order. */
    List<Recovered> recovered() {
        return recovered;
    }

    /** The highest number that any file has. */
    long highest() {
        return highest;
    }

    private void load(Folder.Found found) throws IOException, SQLException {
        Set<String> endings = found.endings();
        boolean journal = endings.contains(Folder.JOURNAL);
        SideFile side = endings.contains(Folder.SIDE) ? side(found.name()) : null;
        if (side != null && endings.contains(Folder.SEGMENT)) {
            shelf.add(Part.sealed(found.name(), found.serial(), side));
            if (journal) { // It died between the two.
                delete(found.name(), Folder.JOURNAL);
            }
        } else if (journal) {
            delete(found.name(), Folder.SEGMENT); // It died before the side file was there.
            delete(found.name(), Folder.SIDE);
            replay(found);
        } else {
            unreadable(found, side);
        }
    }

    /** A segment or its side file is missing, altered or set aside already. */
    private void unreadable(Folder.Found found, @Nullable SideFile side) throws IOException {
        if (found.endings().contains(Folder.SEGMENT) || (found.endings().contains(Folder.SIDE) && side == null)) {
            counts.corrupt.increment();
            LOG.atError()
                    .addKeyValue("segment", found.name())
                    .log("a segment of the history cannot be held against what lies beside it, and is set aside");
            if (!folder.isLent()) {
                folder.setAside(found.name(), Folder.SEGMENT);
                if (side == null) {
                    folder.setAside(found.name(), Folder.SIDE);
                }
            }
        }
        shelf.addUnknown(found.name(), found.serial(), side == null ? null : side.contents());
    }

    private @Nullable SideFile side(String name) throws IOException {
        try {
            return SideFile.read(folder.file(name, Folder.SIDE));
        } catch (Altered e) {
            LOG.atError().addKeyValue("why", e.getMessage()).log("a side file of the history is altered");
            return null;
        }
    }

    private void replay(Folder.Found found) throws IOException, SQLException {
        Path file = folder.file(found.name(), Folder.JOURNAL);
        Part part = Part.inMemory(found.name(), found.serial());
        JournalReader.Found read;
        try (TableWriter tables = TableWriter.create(duck.connect(), part.alias(), part.names())) {
            read = JournalReader.read(file, row -> {
                part.contents().add(row);
                put(tables, row);
            });
            tables.flush();
        } catch (Unwritable e) {
            throw e.cause;
        }
        tail += read.tail();
        if (read.tail() > 0 && !folder.isLent()) {
            LOG.atWarn()
                    .addKeyValue("journal", found.name())
                    .addKeyValue("bytes", read.tail())
                    .log("the torn end of a journal of the history was left out");
        }
        if (read.altered() > 0) {
            part.journalIsAltered();
            counts.corrupt.increment();
            LOG.atError()
                    .addKeyValue("journal", found.name())
                    .addKeyValue("places", read.altered())
                    .log(
                            "a journal of the history is not as it was written: what is sound of it is kept, the file set aside");
        }
        shelf.add(part);
        recovered.add(new Recovered(part, read.altered() > 0));
    }

    private static void put(TableWriter tables, Row row) {
        try {
            tables.put(row);
        } catch (SQLException e) {
            throw new Unwritable(e);
        }
    }

    private void delete(String name, String ending) throws IOException {
        if (!folder.isLent()) {
            Files.deleteIfExists(folder.file(name, ending));
        }
    }

    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final SQLException cause;

        Unwritable(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
