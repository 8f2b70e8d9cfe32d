package io.quotewire.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whose the API keys are that were shown a moment ago, so that not each request asks the store. By their hashes: a picture of the
 * memory shows no key.
 *
 * <p><b>Threads:</b> any.
 */
final class KnownKeys {
    private static final int MOST = 10_000;
    private static final long KNOWN_US = TimeUnit.SECONDS.toMicros(60);

    private final ConcurrentHashMap<String, Holder> holders = new ConcurrentHashMap<>();
    private final AtomicLong rounds = new AtomicLong();

    private record Holder(Principal principal, long untilUs) {}

    @Nullable
    Principal find(String key, long nowUs) {
        Holder holder = holders.get(hash(key));
        return holder == null || nowUs >= holder.untilUs() ? null : holder.principal();
    }

    /** To be taken before a key is looked up; {@link #remember} does nothing if something has ended since. */
    long round() {
        return rounds.get();
    }

    void remember(String key, Principal principal, long nowUs, long round) {
        if (holders.size() >= MOST) {
            holders.clear();
        }
        String hash = hash(key);
        holders.put(hash, new Holder(principal, Math.min(nowUs + KNOWN_US, principal.expiresUs())));
        if (rounds.get() != round) {
            holders.remove(hash);
        }
    }

    void forget(Ended ended) {
        rounds.incrementAndGet();
        holders.values().removeIf(holder -> holder.principal().account() == ended.account());
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException("no SHA-256", everyJdkHasIt);
        }
    }
}
