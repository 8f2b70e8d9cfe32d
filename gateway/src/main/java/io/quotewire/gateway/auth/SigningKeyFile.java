package io.quotewire.gateway.auth;

import io.quotewire.model.Check;
import io.quotewire.store.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file of signing keys, which several processes may share: whoever changes it holds a lock, and reads it again under that.
 *
 * <p><b>Threads:</b> any; calls may wait for the disk, and {@link #change} for another process.
 */
final class SigningKeyFile {
    static final int MOST_KEYS = 16;

    private static final int LONGEST_LINE = 400;
    private static final int MOST_LINKS = 16;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FEWEST_DIFFERENT = 12;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** The system's locks are between processes: two of one process would be refused theirs. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Path file;
    private final Path lockFile;

    /** @param named may be a link, also to what is not there yet: what it leads to is the file, for all who have links to it */
    SigningKeyFile(Path named) throws IOException {
        Path at = named;
        for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(at); links++) {
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        this.file = at;
        this.lockFile = file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * What is in it, the newest first; empty where there is no file.
     *
     * @throws IllegalArgumentException naming the line, if it is not such a file, a secret is weak, or others may read it
     * @throws IOException if it cannot be read
     */
    List<SigningKeys.Key> read() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        if (isPosix() && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalArgumentException("%s may be read by others: chmod 600 %s".formatted(file, file));
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Check.range("lines of " + file, lines.size(), 1, MOST_KEYS);
        List<SigningKeys.Key> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            SigningKeys.Key key = key(lines.get(i));
            if (key == null || !names.add(key.id())) {
                throw new IllegalArgumentException(
                        ("line %d of %s is not KID CREATED SECRET, with a kid of its own and a random secret of at least"
                                        + " 32 bytes in Base64; without the file a new one is made, and access tokens of before count no more")
                                .formatted(i + 1, file));
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    /**
     * Puts what {@code change} makes of the keys in their place; it is told those that are there when nobody else can change
     * them any more. Whole or not at all, and never to be read by others, not even for a moment.
     *
     * @return what is in the file now
     */
    List<SigningKeys.Key> change(UnaryOperator<List<SigningKeys.Key>> change) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ONE_AT_A_TIME.lock();
        try {
            PrivateFiles.make(lockFile);
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                return changed(change, lock);
            }
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** A process that holds it and does nothing, or a disk far away, must not hold up all who have to do with keys. */
    private FileLock lock(FileChannel channel) throws IOException {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() - untilNs > 0) {
                throw new IOException("another process has held " + lockFile + " for 5 s, and says nothing");
            }
            LockSupport.parkNanos(LOOK_NS);
            lock = channel.tryLock();
        }
        return lock;
    }

    /** @param lock is held */
    private List<SigningKeys.Key> changed(UnaryOperator<List<SigningKeys.Key>> change, FileLock lock)
            throws IOException {
        List<SigningKeys.Key> before = read();
        List<SigningKeys.Key> after = change.apply(before);
        if (lock.isValid() && !after.equals(before)) {
            PrivateFiles.write(file, after.stream().map(SigningKeyFile::line).collect(Collectors.joining()));
        }
        return after;
    }

    private static String line(SigningKeys.Key key) {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(key.secret());
        return key.id() + " " + key.createdUs() + " " + secret + "\n";
    }

    private static SigningKeys.@Nullable Key key(String line) {
        String[] words = line.length() > LONGEST_LINE ? new String[0] : line.split(" ", -1);
        if (words.length != 3 || !words[0].matches("[A-Za-z0-9_-]{1,32}") || !words[1].matches("[0-9]{1,18}")) {
            return null;
        }
        try {
            byte[] secret = Base64.getUrlDecoder().decode(words[2]);
            return isWeak(secret) ? null : new SigningKeys.Key(words[0], Long.parseLong(words[1]), secret);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Too short, or not made by chance: of 32 random bytes more than 20 are different. */
    private static boolean isWeak(byte[] secret) {
        Set<Byte> different = new TreeSet<>();
        for (byte each : secret) {
            different.add(each);
        }
        return secret.length < SigningKeys.SECRET_BYTES || different.size() < FEWEST_DIFFERENT;
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
