package io.quotewire.store.history;

import io.quotewire.store.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder, who has it, and what its files are called. Any thread. */
final class Folder implements AutoCloseable {
    static final String JOURNAL = ".journal";
    static final String SEGMENT = ".duckdb";
    static final String SIDE = ".pages";

    /** Behind the name of a file that is not what it should be. */
    static final String CORRUPT = ".corrupt";

    private static final String TEMPORARY = ".tmp";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("(\\d{8}T\\d{4}-(\\d{10}))(\\.journal|\\.duckdb|\\.pages)(\\.corrupt)?");

    private final Path path;
    private final Path overflow;
    private final @Nullable FileChannel lock;

    /** What files there are of one part, by their endings. */
    record Found(String name, long serial, Set<String> endings) {}

    private Folder(Path path, Path overflow, @Nullable FileChannel lock) {
        this.path = path;
        this.overflow = overflow;
        this.lock = lock;
    }

    /**
     * Takes a folder for this process alone.
     *
     * @throws HistoryUnavailable if another one has it, or it cannot be used
     */
    static Folder take(Path path) throws HistoryUnavailable {
        try {
            PrivateFiles.makeFolder(path);
            Path file = path.resolve("lock");
            PrivateFiles.make(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new HistoryUnavailable(
                        "the history in %s is in use by another process: it has to end first, or history.enabled be false"
                                .formatted(path),
                        null);
            }
            return new Folder(path, path.resolve("overflow"), channel);
        } catch (HistoryUnavailable e) {
            throw e;
        } catch (IOException e) {
            throw new HistoryUnavailable(
                    "history cannot be kept in %s: history.folder must be one that is ours alone and can be written, or history.enabled be false: %s"
                            .formatted(path, e),
                    e);
        }
    }

    /** Looks at a folder that another process may have. */
    static Folder look(Path path) throws HistoryUnavailable {
        if (!Files.isDirectory(path)) {
            throw new HistoryUnavailable("there is no history in " + path, null);
        }
        try {
            // Two processes that spill into one folder would write to the same files.
            return new Folder(path, Files.createTempDirectory("quotewire-overflow"), null);
        } catch (IOException e) {
            throw new HistoryUnavailable("there is no room for temporary files: " + e, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // By this very process.
        }
    }

    /** Whether nothing may be changed in it. */
    boolean isLent() {
        return lock == null;
    }

    /** Where DuckDB sorts what it has no memory for. */
    Path overflow() {
        return overflow;
    }

    Path file(String name, String ending) {
        return path.resolve(name + ending);
    }

    Path temporary(String name) {
        return path.resolve(name + SEGMENT + TEMPORARY);
    }

    /** For what is written from then on. */
    static String name(long partitionUs, long serial) {
        return "%s-%010d".formatted(TIME.format(Instant.ofEpochSecond(partitionUs / 1_000_000)), serial);
    }

    /** What is there, in the order in which it was written. */
    List<Found> list() throws IOException {
        TreeMap<Long, Found> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    long serial = Long.parseLong(name.group(2));
                    found.computeIfAbsent(serial, _ -> new Found(name.group(1), serial, new TreeSet<>()))
                            .endings()
                            .add(name.group(3) + (name.group(4) == null ? "" : name.group(4)));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Takes away what a process that died was in the middle of. */
    void tidy() throws IOException {
        empty(overflow);
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.contains(TEMPORARY) || name.endsWith(".wal")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Bytes of all files. */
    long size() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                size += sizeOf(file);
            }
        }
        return size;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0; // It has just been taken away.
        }
    }

    /** Gives a file that is not what it should be another name; one that is not there is left. */
    void setAside(String name, String ending) throws IOException {
        Path file = file(name, ending);
        if (Files.exists(file)) {
            PrivateFiles.replace(file, file(name, ending + CORRUPT));
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        } else {
            empty(overflow);
            Files.deleteIfExists(overflow);
        }
    }
}
