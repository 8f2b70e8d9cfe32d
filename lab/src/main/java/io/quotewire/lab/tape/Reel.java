package io.quotewire.lab.tape;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One file after the other. Where a disk is full, a reel that may forget gives up its oldest.
 *
 * <p><b>Threads:</b> one.
 */
final class Reel {
    static final String ENDING = ".qwr";
    static final String PART = ".qwr.part";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final long SECOND_US = 1_000_000;

    private final ReelPlan plan;
    private final Medium medium;
    private final Map<String, String> about;
    private final Standing standing = new Standing();
    private @Nullable TapeWriter writer;
    private Path part = Path.of("");
    private long begunUs;
    private long flushedUs;
    private long forcedUs;
    private boolean unforced;
    private long earlier;

    Reel(ReelPlan plan, Medium medium, Map<String, String> about) {
        this.plan = plan;
        this.medium = medium;
        this.about = about;
    }

    Standing standing() {
        return standing;
    }

    /** Bytes of this reel's files since it began, those it has deleted included. */
    long written() {
        return earlier + (writer == null ? 0 : writer.written());
    }

    /** Takes one record. If it cannot be written it is kept, and {@link #tick} tries again; if this fails, it was not taken. */
    void take(TapeRecord record, long nowUs) throws IOException {
        current(nowUs).add(record);
        standing.on(record);
    }

    /** Makes the first file before there is anything to write. */
    void begin(long nowUs) throws IOException {
        current(nowUs);
    }

    private TapeWriter current(long nowUs) throws IOException {
        TapeWriter open = writer;
        if (open == null) {
            forget(nowUs);
            String name = plan.rotates() ? plan.name() + "-" + NAME.format(instant(nowUs)) : plan.name();
            part = plan.folder().resolve(name + PART);
            open = new TapeWriter(medium, part, new TapeHeader(nowUs, about));
            standing.at(nowUs).forEach(open::add);
            writer = open;
            begunUs = nowUs;
            flushedUs = nowUs;
            forcedUs = nowUs;
        }
        return open;
    }

    private static Instant instant(long us) {
        return Instant.ofEpochSecond(us / SECOND_US, us % SECOND_US * 1_000);
    }

    /** Writes what is due. */
    void tick(long nowUs) throws IOException {
        try {
            work(nowUs);
        } catch (IOException e) {
            if (!plan.rotates() || plan.keepBytes() == 0 || !dropOldest()) {
                throw e;
            }
            work(nowUs);
        }
    }

    private void work(long nowUs) throws IOException {
        TapeWriter open = writer;
        if (open == null) {
            return;
        }
        if (open.gathered() >= TapeFormat.BLOCK || (open.gathered() > 0 && nowUs - flushedUs >= SECOND_US)) {
            open.flush();
            flushedUs = nowUs;
            unforced = true;
        }
        if (plan.force() && unforced && nowUs - forcedUs >= SECOND_US) {
            open.force();
            forcedUs = nowUs;
            unforced = false;
        }
        boolean old = nowUs - begunUs >= plan.rotateAfter().toNanos() / 1_000;
        if (plan.rotates() && (old || open.written() >= plan.rotateBytes())) {
            finish(open);
            forget(nowUs);
        }
    }

    private void finish(TapeWriter open) throws IOException {
        open.finish();
        earlier += open.written();
        writer = null;
        String name = part.getFileName().toString();
        Path whole = part.resolveSibling(name.substring(0, name.length() - PART.length()) + ENDING);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Completes the file that is open. If that fails, what there is of it stays under the name of an incomplete one. */
    void close() throws IOException {
        TapeWriter open = writer;
        if (open != null) {
            try {
                finish(open);
            } catch (IOException e) {
                writer = null;
                open.abandon();
                throw e;
            }
        }
    }

    /** Deletes what is too old, and the oldest of what is too much with the file that comes next. */
    private void forget(long nowUs) throws IOException {
        if (plan.keepBytes() == 0) {
            return;
        }
        long bytes = plan.rotateBytes();
        for (Path file : complete().reversed()) {
            bytes += Files.size(file);
            boolean tooOld = !plan.keep().isZero()
                    && Files.getLastModifiedTime(file).toMillis()
                            < nowUs / 1_000 - plan.keep().toMillis();
            if (tooOld || bytes > plan.keepBytes()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean dropOldest() throws IOException {
        SequencedCollection<Path> files = complete();
        return !files.isEmpty() && Files.deleteIfExists(files.getFirst());
    }

    /** All files of this name but the one that is being written, the oldest first. */
    private SequencedCollection<Path> complete() throws IOException {
        TreeSet<Path> files = new TreeSet<>(files(plan.folder(), plan.name() + "-"));
        if (writer != null) {
            files.remove(part);
        }
        return files;
    }

    /** All files of a folder whose name begins so, complete or not, in order. */
    static List<Path> files(Path folder, String prefix) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix) && (name.endsWith(ENDING) || name.endsWith(PART))) {
                    files.add(file);
                }
            }
        }
        return List.copyOf(files);
    }
}
