package io.quotewire.gateway.auth;

import io.quotewire.model.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What access tokens are signed with, in a file that nobody but its owner may read: a line for each key, the newest first,
 * which signs; the others are good for verifying until the last token that they signed is over.
 *
 * <p>A line is {@code kid created secret}: a name, microseconds since 1970, and at least 256 bits in Base64 (URL alphabet). An
 * operator may write it; without a file there is one with a random key at the first start.
 *
 * <p><b>Threads:</b> any; only {@link #renew} writes.
 */
public final class SigningKeys {
    private static final int SECRET_BYTES = 32;
    private static final int MOST_KEYS = 16;
    private static final int LONGEST_LINE = 400;
    private static final int FEWEST_DIFFERENT = 12;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private volatile List<Key> keys;

    /** One key. */
    static final class Key {
        private final String id;
        private final long createdUs;
        private final byte[] secret;

        private Key(String id, long createdUs, byte[] secret) {
            this.id = id;
            this.createdUs = createdUs;
            this.secret = secret;
        }

        /** As tokens name it: 1 to 32 letters, digits, {@code _} and {@code -}. */
        String id() {
            return id;
        }

        long createdUs() {
            return createdUs;
        }

        /** To be read only. */
        byte[] secret() {
            return secret;
        }
    }

    private SigningKeys(Path file, List<Key> keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Reads the file, which is made where there is none.
     *
     * @throws IllegalArgumentException naming the line, if it is not such a file, a secret is weak, or others may read it
     * @throws IOException if it cannot be read or made
     */
    public static SigningKeys open(Path file, long nowUs) throws IOException {
        if (Files.notExists(file)) {
            write(file, List.of(random(nowUs)));
        }
        return new SigningKeys(file, read(file));
    }

    /** The one that signs. */
    Key newest() {
        return keys.getFirst();
    }

    /** The one of that name; null where there is none. */
    @Nullable
    Key of(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }

    /**
     * Reads the file again, for another process may have renewed it; and where the newest key is older than {@code age}, makes
     * a new one and forgets those that were replaced longer ago than {@code longestToken}.
     *
     * @throws IllegalArgumentException as {@link #open}; what was known counts on
     */
    public synchronized void renew(long nowUs, Duration age, Duration longestToken) throws IOException {
        List<Key> now = read(file);
        if (nowUs - now.getFirst().createdUs() >= us(age)) {
            now = renewed(now, nowUs, us(longestToken));
            write(file, now);
        }
        keys = now;
    }

    private static List<Key> renewed(List<Key> before, long nowUs, long longestTokenUs) {
        List<Key> all = new ArrayList<>(List.of(random(nowUs)));
        long replacedUs = nowUs;
        for (Key key : before) {
            if (nowUs - replacedUs <= longestTokenUs && all.size() < MOST_KEYS) {
                all.add(key);
            }
            replacedUs = key.createdUs();
        }
        return List.copyOf(all);
    }

    private static Key random(long nowUs) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new Key("k" + Long.toString(nowUs, 36), nowUs, secret);
    }

    private static List<Key> read(Path file) throws IOException {
        if (isPosix() && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalArgumentException("%s may be read by others: chmod 600 %s".formatted(file, file));
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Check.range("lines of " + file, lines.size(), 1, MOST_KEYS);
        List<Key> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Key key = key(lines.get(i));
            if (key == null || !names.add(key.id())) {
                throw new IllegalArgumentException(
                        ("line %d of %s is not KID CREATED SECRET, with a kid of its own and a random secret of at least"
                                        + " 32 bytes in Base64; without the file a new one is made, and all log in anew")
                                .formatted(i + 1, file));
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private static @Nullable Key key(String line) {
        String[] words = line.length() > LONGEST_LINE ? new String[0] : line.split(" ", -1);
        if (words.length != 3 || !words[0].matches("[A-Za-z0-9_-]{1,32}") || !words[1].matches("[0-9]{1,18}")) {
            return null;
        }
        try {
            byte[] secret = Base64.getUrlDecoder().decode(words[2]);
            return isWeak(secret) ? null : new Key(words[0], Long.parseLong(words[1]), secret);
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
        return secret.length < SECRET_BYTES || different.size() < FEWEST_DIFFERENT;
    }

    /** All or nothing, and never readable by others, not even for a moment. */
    private static void write(Path file, List<Key> keys) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        FileAttribute<?>[] mode = isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)}
                : new FileAttribute<?>[0];
        Files.createFile(draft, mode);
        List<String> lines = keys.stream()
                .map(key -> key.id() + " " + key.createdUs() + " "
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(key.secret()))
                .toList();
        Files.write(draft, lines, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static long us(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
