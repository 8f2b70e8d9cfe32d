package io.quotewire.venue.limit;

import io.quotewire.venue.limit.Snapshot.Unreadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot on disk, replaced as a whole: another reader sees the old one or the new one. While it is open for writing
 * no other process can open it so.
 *
 * <p><b>Threads:</b> one at a time; all of it may block.
 */
final class LedgerFile implements AutoCloseable {
    /** Far beyond what bounded ledgers need: a larger file is not ours. */
    private static final long MOST_BYTES = 8 << 20;

    private final Path file;
    private final FileChannel lock;

    private LedgerFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /** @throws IOException if the folder cannot be made or written, or another process has the file */
    static LedgerFile open(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!hold(channel)) {
            channel.close();
            throw new Ledgers.InUse(path(directory, name) + " is in use by another process");
        }
        return new LedgerFile(path(directory, name), channel);
    }

    static boolean isHeld(Path directory, String name) throws IOException {
        Path lock = directory.resolve(name + ".lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return !hold(channel);
        }
    }

    /** Another part of this process counts as another process. */
    private static boolean hold(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static Path path(Path directory, String name) {
        return directory.resolve(name + ".txt");
    }

    /** Where a file that cannot be understood is kept, for people to look at. */
    static Path aside(Path directory, String name) {
        return directory.resolve(name + ".unreadable.txt");
    }

    /** What is in the file; null where there is none. */
    static @Nullable Snapshot read(Path file) throws IOException, Unreadable {
        if (!Files.exists(file)) {
            return null;
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new Unreadable("it has " + Files.size(file) + " bytes");
        }
        return Snapshot.decode(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    @Nullable
    Snapshot read() throws IOException, Unreadable {
        return read(file);
    }

    /** Keeps a copy. The file itself stays until a good one replaces it: a crash in between must not make it a fresh start. */
    void setAside() throws IOException {
        String name = String.valueOf(file.getFileName()).replace(".txt", "");
        Files.copy(file, aside(directory(), name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** @param durable whether it must outlast the machine and not only the process */
    void write(Snapshot snapshot, boolean durable) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        ByteBuffer bytes = ByteBuffer.wrap(snapshot.encode().getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            if (durable) {
                out.force(true);
            }
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        if (durable && !isWindows()) {
            syncDirectory();
        }
    }

    /** Lets others have it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** The new name, too, must outlast the machine. */
    private void syncDirectory() throws IOException {
        try (FileChannel folder = FileChannel.open(directory(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private Path directory() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Where a folder cannot be opened. */
    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
