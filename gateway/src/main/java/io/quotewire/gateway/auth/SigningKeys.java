package io.quotewire.gateway.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What access tokens are signed with, in a file that nobody but its owner may read: a line for each key, the newest first,
 * which signs; the others are good for verifying until the last token that they signed is over.
 *
 * <p>A line is {@code kid created secret}: a name, microseconds since 1970, and at least 256 bits in Base64 (URL alphabet). An
 * operator may write it; without a file there is one with a random key at the first start. Gateways that share the file know
 * each other's tokens: what one has made another reads when it meets a name that it does not know.
 *
 * <p><b>Threads:</b> any; {@link #newest}, {@link #of} and {@link #mayHaveOthers} do not wait.
 */
public final class SigningKeys {
    static final int SECRET_BYTES = 32;

    /** Names that nobody has given cost one look at the file in so long. */
    static final long AGAIN_US = TimeUnit.SECONDS.toMicros(1);

    private final SigningKeyFile file;
    private volatile List<Key> keys;
    private volatile long readUs;

    /** One key. */
    static final class Key {
        private final String id;
        private final long createdUs;
        private final byte[] secret;

        Key(String id, long createdUs, byte[] secret) {
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

    private SigningKeys(SigningKeyFile file, List<Key> keys, long readUs) {
        this.file = file;
        this.keys = keys;
        this.readUs = readUs;
    }

    /**
     * Reads the file, which is made where there is none. Of several processes that make it at once, one does.
     *
     * @throws IllegalArgumentException naming the line, if it is not such a file, a secret is weak, or others may read it
     * @throws IOException if it cannot be read or made
     */
    public static SigningKeys open(Path path, long nowUs) throws IOException {
        SigningKeyFile file = new SigningKeyFile(path);
        List<Key> keys = file.read();
        return new SigningKeys(file, keys.isEmpty() ? file.change(before -> first(before, nowUs)) : keys, nowUs);
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

    /** Whether {@link #readAgain} would look: the file may have keys that another process has made. */
    boolean mayHaveOthers(long nowUs) {
        return Math.abs(nowUs - readUs) >= AGAIN_US;
    }

    /** Learns what another process has made, unless that was tried a moment ago. */
    synchronized void readAgain(long nowUs) {
        if (!mayHaveOthers(nowUs)) {
            return;
        }
        try {
            List<Key> now = file.read();
            keys = now.isEmpty() ? keys : now;
        } catch (IOException | IllegalArgumentException e) {
            // What is known counts on; renewing says what is wrong.
        }
        readUs = nowUs; // Last: who comes meanwhile waits for what is read.
    }

    /**
     * Reads the file again, for another process may have renewed it; and where the newest key is older than {@code age}, makes
     * a new one and forgets those that were replaced longer ago than {@code longestToken}. Where the file is gone, none of its
     * keys counts any more, and there is a new one.
     *
     * @throws IllegalArgumentException as {@link #open}; what was known counts on
     */
    public synchronized void renew(long nowUs, Duration age, Duration longestToken) throws IOException {
        List<Key> now = file.read();
        if (now.isEmpty() || isOld(now, nowUs, age)) {
            now = file.change(before -> isOld(before, nowUs, age)
                    ? renewed(before, nowUs, TimeUnit.NANOSECONDS.toMicros(longestToken.toNanos()))
                    : first(before, nowUs));
        }
        keys = now;
        readUs = nowUs;
    }

    private static boolean isOld(List<Key> keys, long nowUs, Duration age) {
        return !keys.isEmpty() && nowUs - keys.getFirst().createdUs() >= TimeUnit.NANOSECONDS.toMicros(age.toNanos());
    }

    private static List<Key> first(List<Key> before, long nowUs) {
        return before.isEmpty() ? List.of(random(nowUs)) : before;
    }

    private static List<Key> renewed(List<Key> before, long nowUs, long longestTokenUs) {
        List<Key> all = new ArrayList<>(List.of(random(nowUs)));
        long replacedUs = nowUs;
        for (Key key : before) {
            if (nowUs - replacedUs <= longestTokenUs && all.size() < SigningKeyFile.MOST_KEYS) {
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
}
