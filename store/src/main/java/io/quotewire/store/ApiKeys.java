package io.quotewire.store;

import io.quotewire.model.Check;
import io.quotewire.store.Revocation.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What programs come in with: {@code qw_}, 8 characters by which a key is found, {@code _}, and 32 random bytes. The text is
 * told once; what lies in the database is its hash.
 *
 * <p><b>Threads:</b> any; calls block, and return when what they did is on disk. All of them throw {@link StoreBusy} if the store
 * does not answer.
 */
public final class ApiKeys {
    /** Most of one account, those that are over included. */
    public static final int MOST = 100;

    /** Longest name, in characters. */
    public static final int LONGEST_NAME = 64;

    private static final String HEAD = "qw_";
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"; // Nothing that is read as another.
    private static final int PREFIX_LENGTH = 8;
    private static final int SECRET_AT = HEAD.length() + PREFIX_LENGTH + 1;
    private static final int LENGTH = SECRET_AT + 43;
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final long USED_EVERY_US = 60_000_000;
    private static final int MOST_REMEMBERED = 100_000;

    private final Database database;

    /** When {@link #used} wrote last, for each key. */
    private final Map<Long, Long> writtenUs = new ConcurrentHashMap<>();

    /** What became of a key that was asked for. */
    public sealed interface Creation {
        /** It is there; {@code text} is told here and never again. It does not print the text. */
        record Created(String text, ApiKey key) implements Creation {
            @Override
            public String toString() {
                return "Created[key=" + key + "]";
            }
        }

        /** The account has as many as one may have. */
        record TooMany(int most) implements Creation {}

        record NoAccount() implements Creation {}
    }

    /**
     * A key that opens something.
     *
     * @param untilUs when it will no longer do so in this form; 0: never. What it has opened closes then
     */
    public record Valid(ApiKey key, Account account, long untilUs) {}

    private record Found(ApiKey key, String hash, @Nullable String previousHash, long previousUntilUs) {}

    ApiKeys(Database database) {
        this.database = database;
    }

    /**
     * Makes one.
     *
     * @param name 1 to 64 characters; two may have the same
     * @param expiresUs after {@code nowUs}, or 0 for never
     */
    public Creation create(long account, String name, Scope scope, long nowUs, long expiresUs) {
        Texts.check("key name", name, 1, LONGEST_NAME);
        if (expiresUs != 0) {
            Check.range("key expiry (us)", expiresUs, nowUs + 1, Long.MAX_VALUE);
        }
        String prefix = Tokens.random(ALPHABET, PREFIX_LENGTH);
        String text = text(prefix);
        ApiKey key = new ApiKey(0, account, name, prefix, scope, nowUs, expiresUs, 0);
        return database.write(handle -> create(handle, key, text));
    }

    /** The key whose text this is, if it opens something now; null otherwise. It compares in a time that tells nothing. */
    public @Nullable Valid find(String text, long nowUs) {
        if (text.length() != LENGTH || !text.startsWith(HEAD)) {
            return null;
        }
        String prefix = text.substring(HEAD.length(), HEAD.length() + PREFIX_LENGTH);
        String hash = Tokens.hash(text);
        return database.read(handle -> {
            Found found = find(handle, prefix);
            if (found == null || found.key().isOver(nowUs) || !opens(found, hash, nowUs)) {
                return null;
            }
            Account account = Accounts.find(handle, found.key().account());
            return account == null || account.disabled() ? null : new Valid(found.key(), account, untilUs(found, hash));
        });
    }

    /** All of an account, the oldest first. */
    public List<ApiKey> list(long account) {
        return database.read(handle -> handle.createQuery("SELECT * FROM api_key WHERE account = :account ORDER BY id")
                .bind("account", account)
                .map((row, _) -> ApiKey.read(row))
                .list());
    }

    /** Takes it away for ever. False where the account has no such key. */
    public boolean revoke(long account, long id, long nowUs) {
        return database.write(handle -> {
            int revoked = handle.createUpdate("DELETE FROM api_key WHERE id = :id AND account = :account")
                    .bind("id", id)
                    .bind("account", account)
                    .execute();
            if (revoked > 0) {
                Revocations.add(handle, Revocation.ofKey(Kind.KEY_REVOKED, account, id, nowUs));
            }
            return revoked > 0;
        });
    }

    /** Lets it see other things from now on; null where the account has no such key. */
    public @Nullable ApiKey setScope(long account, long id, Scope scope, long nowUs) {
        return database.write(handle -> {
            int changed = scope.bind(handle.createUpdate("""
                            UPDATE api_key SET topics = :topics, rates_ms = :rates_ms, connections = :connections,
                                               topics_per_connection = :topics_per_connection, depth = :depth
                            WHERE id = :id AND account = :account"""))
                    .bind("id", id)
                    .bind("account", account)
                    .execute();
            if (changed == 0) {
                return null;
            }
            Revocations.add(handle, Revocation.ofKey(Kind.KEY_CHANGED, account, id, nowUs));
            return find(handle, account, id);
        });
    }

    /**
     * Gives it another text, which is told here and never again; null where the account has no such key.
     *
     * @param overlap how long the text of before is good as well, 0 to 30 days; the one before that is not
     */
    public Creation.@Nullable Created rotate(long account, long id, Duration overlap, long nowUs) {
        Check.range("overlap (s)", overlap.toSeconds(), 0, LONGEST_OVERLAP.toSeconds());
        return database.write(handle -> {
            ApiKey key = find(handle, account, id);
            return key == null ? null : rotate(handle, key, nowUs, nowUs + overlap.toNanos() / 1_000);
        });
    }

    /** It was used: written down at most once a minute, however often it is. */
    public void used(long id, long nowUs) {
        AtomicBoolean due = new AtomicBoolean();
        if (writtenUs.size() >= MOST_REMEMBERED) {
            writtenUs.clear();
        }
        writtenUs.compute(id, (_, beforeUs) -> {
            due.set(beforeUs == null || nowUs - beforeUs >= USED_EVERY_US);
            return due.get() || beforeUs == null ? Long.valueOf(nowUs) : beforeUs;
        });
        if (due.get()) {
            database.write(
                    handle -> handle.createUpdate("UPDATE api_key SET used_us = :now WHERE id = :id AND used_us < :now")
                            .bind("now", nowUs)
                            .bind("id", id)
                            .execute());
        }
    }

    /** Null where there is none that opens something. */
    static @Nullable ApiKey open(Handle handle, long id, long nowUs) {
        return handle.createQuery("SELECT * FROM api_key WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> ApiKey.read(row))
                .findOne()
                .filter(key -> !key.isOver(nowUs))
                .orElse(null);
    }

    /** Null where the account has none such; it stays as it is until the transaction ends. */
    private static @Nullable ApiKey find(Handle handle, long account, long id) {
        return handle.createQuery("SELECT * FROM api_key WHERE id = :id AND account = :account FOR UPDATE")
                .bind("id", id)
                .bind("account", account)
                .map((row, _) -> ApiKey.read(row))
                .findOne()
                .orElse(null);
    }

    private static String text(String prefix) {
        return HEAD + prefix + "_" + Tokens.text(Tokens.random(Tokens.SECRET_BYTES));
    }

    private static Creation create(Handle handle, ApiKey key, String text) {
        if (Accounts.locked(handle, key.account()) == null) {
            return new Creation.NoAccount();
        }
        long present = handle.createQuery("SELECT COUNT(*) FROM api_key WHERE account = :account")
                .bind("account", key.account())
                .mapTo(Long.class)
                .one();
        return present >= MOST ? new Creation.TooMany(MOST) : new Creation.Created(text, insert(handle, key, text));
    }

    private static ApiKey insert(Handle handle, ApiKey key, String text) {
        long id = key.scope()
                .bind(handle.createUpdate("""
                        INSERT INTO api_key (account, name, prefix, hash, previous_until_us, topics, rates_ms, connections,
                                             topics_per_connection, depth, created_us, expires_us, used_us)
                        VALUES (:account, :name, :prefix, :hash, 0, :topics, :rates_ms, :connections,
                                :topics_per_connection, :depth, :now, :expires, 0)"""))
                .bind("account", key.account())
                .bind("name", key.name())
                .bind("prefix", key.prefix())
                .bind("hash", Tokens.hash(text))
                .bind("now", key.createdUs())
                .bind("expires", key.expiresUs())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        return new ApiKey(
                id, key.account(), key.name(), key.prefix(), key.scope(), key.createdUs(), key.expiresUs(), 0);
    }

    private static Creation.Created rotate(Handle handle, ApiKey key, long nowUs, long untilUs) {
        String text = text(key.prefix());
        handle.createUpdate("""
                        UPDATE api_key SET previous_hash = hash, previous_until_us = :until, hash = :hash, created_us = :now
                        WHERE id = :id""")
                .bind("until", untilUs)
                .bind("hash", Tokens.hash(text))
                .bind("now", nowUs)
                .bind("id", key.id())
                .execute();
        Revocations.add(handle, Revocation.ofKey(Kind.KEY_ROTATED, key.account(), key.id(), nowUs));
        return new Creation.Created(
                text,
                new ApiKey(
                        key.id(),
                        key.account(),
                        key.name(),
                        key.prefix(),
                        key.scope(),
                        nowUs,
                        key.expiresUs(),
                        key.usedUs()));
    }

    private static @Nullable Found find(Handle handle, String prefix) {
        return handle.createQuery("SELECT * FROM api_key WHERE prefix = :prefix")
                .bind("prefix", prefix)
                .map((row, _) -> new Found(
                        ApiKey.read(row),
                        row.getString("hash"),
                        row.getString("previous_hash"),
                        row.getLong("previous_until_us")))
                .findOne()
                .orElse(null);
    }

    private static boolean opens(Found found, String hash, long nowUs) {
        boolean isNewest = Tokens.isSame(hash, found.hash());
        boolean isPrevious = found.previousHash() != null && Tokens.isSame(hash, found.previousHash());
        return isNewest || (isPrevious && nowUs < found.previousUntilUs());
    }

    private static long untilUs(Found found, String hash) {
        long expiresUs = found.key().expiresUs();
        if (Tokens.isSame(hash, found.hash())) {
            return expiresUs;
        }
        return expiresUs == 0 ? found.previousUntilUs() : Math.min(expiresUs, found.previousUntilUs());
    }
}
