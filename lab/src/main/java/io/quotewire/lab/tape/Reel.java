package io.quotewire.lab.tape;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

    /** What a name of a reel has between the reel's own and the ending. */
    private static final Pattern MOMENT = Pattern.compile("-\\d{8}T\\d{6}\\.\\d{6}Z");

    /** Beside what is to be written. */
    private static final long ROOM = 1 << 20;

    private final ReelPlan plan;
    private final Medium medium;
    private final Map<String, String> about;
    private final Standing standing = new Standing();

    /** When the last record of each complete file was written, by the recorder's clock: that of files may be set. */
    private final Map<Path, Long> ends = new HashMap<>();

    private @Nullable TapeWriter writer;
    private Path part = Path.of("");
    private long begunUs;
    private long flushedUs;
    private long forcedUs;
    private boolean unforced;
    private long carried;
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
        if (writer == null) {
            yielding(() -> open(record.timeUs(), nowUs));
        }
        Objects.requireNonNull(writer).add(record);
        standing.on(record);
    }

    /** Makes the first file before there is anything to write. */
    void begin(long nowUs) throws IOException {
        open(nowUs, nowUs);
    }

    /** What was so already is so at the time of the first record, however long that has waited for the disk. */
    private void open(long firstUs, long nowUs) throws IOException {
        forget(nowUs);
        String name = plan.rotates() ? plan.name() + "-" + NAME.format(instant(nowUs)) : plan.name();
        part = part(plan.folder().resolve(name + ENDING));
        TapeWriter open = new TapeWriter(medium, part, new TapeHeader(nowUs, about));
        try {
            standing.at(firstUs).forEach(open::add);
            open.flush();
        } catch (IOException e) {
            open.abandon();
            Files.deleteIfExists(part);
            throw e;
        }
        writer = open;
        carried = open.written();
        begunUs = nowUs;
        flushedUs = nowUs;
        forcedUs = nowUs;
    }

    private static Instant instant(long us) {
        return Instant.ofEpochSecond(us / SECOND_US, us % SECOND_US * 1_000);
    }

    /** Writes what is due. */
    void tick(long nowUs) throws IOException {
        yielding(() -> work(nowUs));
    }

    private interface Step {
        void run() throws IOException;
    }

    /** On a full disk a second time, without the oldest file. Whatever else a disk says, nothing is given up for it. */
    private void yielding(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            if (!plan.yields() || !isFull() || !dropOldest()) {
                throw e;
            }
            step.run();
        }
    }

    private boolean isFull() throws IOException {
        int waiting = writer == null ? 0 : writer.gathered();
        return medium.room(plan.folder()) < ROOM + waiting;
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
        if (plan.rotates() && (old || open.written() - carried >= plan.rotateBytes())) {
            finish(open);
            ends.put(whole(part), nowUs);
            forget(nowUs);
        }
    }

    private void finish(TapeWriter open) throws IOException {
        open.finish();
        earlier += open.written();
        writer = null;
        Files.move(part, whole(part), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a file is called while it is written. */
    static Path part(Path whole) {
        return whole.resolveSibling(whole.getFileName() + PART.substring(ENDING.length()));
    }

    /** What a file is called when it is complete. */
    static Path whole(Path part) {
        String name = part.getFileName().toString();
        return name.endsWith(PART)
                ? part.resolveSibling(name.substring(0, name.length() - PART.length()) + ENDING)
                : part;
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
        long bytes = plan.rotateBytes() + carried;
        List<Path> files = files();
        ends.keySet().retainAll(files);
        for (Path file : files.reversed()) {
            bytes += Files.size(file);
            boolean tooOld =
                    !plan.keep().isZero() && endUs(file) < nowUs - plan.keep().toNanos() / 1_000;
            if (tooOld || bytes > plan.keepBytes()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Of a file of an earlier run what it says itself; one that says nothing is not too old, and goes when there is too much. */
    private long endUs(Path file) {
        return ends.computeIfAbsent(file, one -> {
            try (TapeReader reader = TapeReader.open(one, damage -> {})) {
                TapeReader.Span span = reader.span();
                return span == null ? Long.MAX_VALUE : span.lastUs();
            } catch (IOException e) {
                return Long.MAX_VALUE;
            }
        });
    }

    private boolean dropOldest() throws IOException {
        List<Path> files = files();
        return !files.isEmpty() && Files.deleteIfExists(files.getFirst());
    }

    /** All of this reel but the one that is being written, complete or not, the oldest first. */
    private List<Path> files() throws IOException {
        return files(plan.folder()).stream()
                .filter(file -> isOurs(file) && (writer == null || !file.equals(part)))
                .toList();
    }

    /** By the whole name: that of another reel may begin with this one's. */
    private boolean isOurs(Path file) {
        String whole = whole(file).getFileName().toString();
        String name = whole.substring(0, whole.length() - ENDING.length());
        return name.startsWith(plan.name())
                && MOMENT.matcher(name.substring(plan.name().length())).matches();
    }

    /** All recordings of a folder, complete or not, in order. */
    static List<Path> files(Path folder) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(ENDING) || name.endsWith(PART)) {
                    files.add(file);
                }
            }
        }
        return List.copyOf(files);
    }
}
