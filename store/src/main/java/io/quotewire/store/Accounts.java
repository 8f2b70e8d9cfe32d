package io.quotewire.store;

import io.quotewire.model.Check;
import io.quotewire.store.Revocation.Kind;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in.
 *
 * <p>What takes something from an account is told to {@link Revocations} in the same transaction.
 *
 * <p><b>Threads:</b> any; calls block, and return when what they did is on disk. All of them throw {@link StoreBusy} if the store
 * does not answer.
 */
public final class Accounts {
    /** Longest name, in characters. */
    public static final int LONGEST_NAME = 64;

    /** Most that one call lists. */
    public static final int MOST_LISTED = 1_000;

    private static final int LONGEST_HASH = 512;

    private final Database database;

    /** What became of a new account. */
    public sealed interface Creation {
        /** It is there. */
        record Created(Account account) implements Creation {}

        /** There is one of that name, which is as it was. */
        record NameTaken(String name) implements Creation {}
    }

    /** An account and what its password is checked against. It prints no hash. */
    public record Credential(Account account, String passwordHash) {
        @Override
        public String toString() {
            return "Credential[account=" + account + "]";
        }
    }

    Accounts(Database database) {
        this.database = database;
    }

    /**
     * A name as it is kept and compared: without a difference between cases, widths and ligatures (Unicode NFKC).
     *
     * @throws IllegalArgumentException unless it then has 1 to 64 printable characters and no space at its ends
     */
    public static String folded(String name) {
        Check.range("name (characters)", name.length(), 1, LONGEST_NAME);
        String wide = Normalizer.normalize(name, Normalizer.Form.NFKC);
        // To and fro: some letters have a capital in common and small ones that differ, as the two sigmas.
        String cased = wide.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String folded = Normalizer.normalize(cased, Normalizer.Form.NFKC);
        Texts.check("name", folded, 1, LONGEST_NAME);
        if (!folded.strip().equals(folded)) {
            throw new IllegalArgumentException("name must have no space at its ends, was \"" + folded + "\"");
        }
        return folded;
    }

    /**
     * Makes an account that is not disabled.
     *
     * @param passwordHash in the PHC format, up to 512 characters
     * @throws IllegalArgumentException if the name is none, see {@link #folded}
     */
    public Creation create(String name, Role role, Scope scope, String passwordHash, long nowUs) {
        String folded = folded(name);
        checkHash(passwordHash);
        Long id = database.write(handle -> scope.bind(handle.createUpdate("""
                        INSERT INTO account (name, role, topics, rates_ms, connections, topics_per_connection, depth,
                                             disabled, password_hash, created_us, password_changed_us)
                        VALUES (:name, :role, :topics, :rates_ms, :connections, :topics_per_connection, :depth,
                                FALSE, :hash, :now, :now)
                        ON CONFLICT DO NOTHING"""))
                .bind("name", folded)
                .bind("role", role.name())
                .bind("hash", passwordHash)
                .bind("now", nowUs)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .findOne()
                .orElse(null));
        return id == null
                ? new Creation.NameTaken(folded)
                : new Creation.Created(new Account(id, folded, role, scope, false, nowUs, nowUs));
    }

    public @Nullable Account find(long id) {
        return database.read(handle -> find(handle, id));
    }

    /** Null also where no account can have such a name. */
    public @Nullable Account find(String name) {
        String folded = foldedOrNull(name);
        return folded == null ? null : database.read(handle -> one(byName(handle, folded)));
    }

    /** To check a password against; null also where no account can have such a name. */
    public @Nullable Credential credential(String name) {
        String folded = foldedOrNull(name);
        return folded == null
                ? null
                : database.read(handle -> byName(handle, folded)
                        .map((row, _) -> new Credential(Account.read(row), row.getString("password_hash")))
                        .findOne()
                        .orElse(null));
    }

    /**
     * Those after {@code name}, by name.
     *
     * @param name empty to begin with the first
     * @param limit 1 to 1,000
     */
    public List<Account> list(String name, int limit) {
        Texts.check("after", name, 0, LONGEST_NAME);
        Check.range("limit", limit, 1, MOST_LISTED);
        return database.read(
                handle -> handle.createQuery("SELECT * FROM account WHERE name > :name ORDER BY name LIMIT :limit")
                        .bind("name", name)
                        .bind("limit", limit)
                        .map((row, _) -> Account.read(row))
                        .list());
    }

    /** Ends all logins of the account. False where there is none; likewise below. */
    public boolean setPassword(long id, String passwordHash, long nowUs) {
        checkHash(passwordHash);
        return database.write(handle -> {
            Account account = locked(handle, id);
            if (account == null) {
                return false;
            }
            handle.createUpdate(
                            "UPDATE account SET password_hash = :hash, password_changed_us = :changed WHERE id = :id")
                    .bind("hash", passwordHash)
                    .bind("changed", Math.max(nowUs, account.passwordChangedUs() + 1))
                    .bind("id", id)
                    .execute();
            Logins.endAll(handle, id, nowUs);
            Revocations.add(handle, Revocation.ofAccount(Kind.PASSWORD_CHANGED, id, nowUs));
            return true;
        });
    }

    /** An account that is disabled keeps its API keys, which open nothing meanwhile; its logins end. */
    public boolean setDisabled(long id, boolean disabled, long nowUs) {
        return database.write(handle -> {
            Account account = locked(handle, id);
            if (account != null && account.disabled() != disabled) {
                handle.createUpdate("UPDATE account SET disabled = :disabled WHERE id = :id")
                        .bind("disabled", disabled)
                        .bind("id", id)
                        .execute();
                if (disabled) {
                    Logins.endAll(handle, id, nowUs);
                    Revocations.add(handle, Revocation.ofAccount(Kind.ACCOUNT_DISABLED, id, nowUs));
                }
            }
            return account != null;
        });
    }

    public boolean setScope(long id, Scope scope, long nowUs) {
        return database.write(handle -> {
            int changed = scope.bind(handle.createUpdate("""
                            UPDATE account SET topics = :topics, rates_ms = :rates_ms, connections = :connections,
                                               topics_per_connection = :topics_per_connection, depth = :depth
                            WHERE id = :id""")).bind("id", id).execute();
            return changed > 0 && told(handle, Kind.SCOPE_CHANGED, id, nowUs);
        });
    }

    public boolean setRole(long id, Role role, long nowUs) {
        return database.write(handle -> {
            int changed = handle.createUpdate("UPDATE account SET role = :role WHERE id = :id")
                    .bind("role", role.name())
                    .bind("id", id)
                    .execute();
            return changed > 0 && told(handle, Kind.ROLE_CHANGED, id, nowUs);
        });
    }

    /** With its logins, API keys and usage; what the audit says of it stays. */
    public boolean remove(long id, long nowUs) {
        return database.write(handle -> {
            int changed = handle.createUpdate("DELETE FROM account WHERE id = :id")
                    .bind("id", id)
                    .execute();
            return changed > 0 && told(handle, Kind.ACCOUNT_REMOVED, id, nowUs);
        });
    }

    static @Nullable Account find(Handle handle, long id) {
        return one(handle.createQuery("SELECT * FROM account WHERE id = :id").bind("id", id));
    }

    /** Keeps others from changing it, and from giving it logins and keys, until the transaction ends. */
    static @Nullable Account locked(Handle handle, long id) {
        return one(handle.createQuery("SELECT * FROM account WHERE id = :id FOR UPDATE")
                .bind("id", id));
    }

    private static boolean told(Handle handle, Kind kind, long id, long nowUs) {
        Revocations.add(handle, Revocation.ofAccount(kind, id, nowUs));
        return true;
    }

    private static Query byName(Handle handle, String folded) {
        return handle.createQuery("SELECT * FROM account WHERE name = :name").bind("name", folded);
    }

    private static @Nullable Account one(Query query) {
        return query.map((row, _) -> Account.read(row)).findOne().orElse(null);
    }

    /** The same, null where that cannot be a name. */
    public static @Nullable String foldedOrNull(String name) {
        try {
            return folded(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void checkHash(String passwordHash) {
        Texts.check("password hash", passwordHash, 1, LONGEST_HASH);
    }
}
