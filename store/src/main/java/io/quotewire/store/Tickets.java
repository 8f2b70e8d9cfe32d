package io.quotewire.store;

import io.quotewire.model.Check;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Leave to open one connection, for clients that can send a text in an address only: given once, taken once, and soon over. What
 * lies in the database is a hash.
 *
 * <p><b>Threads:</b> any; calls block, and return when what they did is on disk. All of them throw {@link StoreBusy} if the store
 * does not answer.
 */
public final class Tickets {
    /** Most of one account that wait to be taken; beyond it the one that would be over first goes. */
    public static final int MOST = 100;

    private static final long LONGEST_US = Duration.ofMinutes(10).toNanos() / 1_000;

    private final Database database;

    /**
     * Who gets it.
     *
     * @param login by which he is in; 0 where that is a key
     * @param key by which he is in; 0 where that is a login
     */
    public record Holder(long account, long login, long key) {
        public Holder {
            if ((login == 0) == (key == 0)) {
                throw new IllegalArgumentException(
                        "a ticket is of a login or a key: one must be 0, was %d and %d".formatted(login, key));
            }
        }

        public static Holder of(Login login) {
            return new Holder(login.account(), login.id(), 0);
        }

        public static Holder of(ApiKey key) {
            return new Holder(key.account(), 0, key.id());
        }
    }

    /**
     * Who has taken one; of login and key one is null.
     *
     * @param untilUs when what it was given for ends by itself; 0: never
     */
    public record Taken(
            Account account,
            @Nullable Login login,
            @Nullable ApiKey key,
            long untilUs) {}

    private record Row(Holder holder, String address, long expiresUs) {}

    Tickets(Database database) {
        this.database = database;
    }

    /**
     * Makes one. Null where there is no such account. Those that are over are swept.
     *
     * @param address from which alone it can be taken, up to 64 characters
     * @param expiresUs from when on it cannot be taken; within 10 min after {@code nowUs}
     */
    public @Nullable String issue(Holder holder, String address, long nowUs, long expiresUs) {
        Texts.check("address", address, 0, Logins.LONGEST_ADDRESS);
        Check.range("ticket expiry (us)", expiresUs, nowUs + 1, nowUs + LONGEST_US);
        String text = Tokens.text(Tokens.random(Tokens.SECRET_BYTES));
        boolean issued = database.write(handle -> {
            if (Accounts.locked(handle, holder.account()) == null) {
                return false;
            }
            sweep(handle, holder.account(), nowUs);
            handle.createUpdate("""
                            INSERT INTO ticket (hash, account, login, api_key, address, expires_us)
                            VALUES (:hash, :account, :login, :key, :address, :expires)""")
                    .bind("hash", Tokens.hash(text))
                    .bind("account", holder.account())
                    .bind("login", holder.login())
                    .bind("key", holder.key())
                    .bind("address", address)
                    .bind("expires", expiresUs)
                    .execute();
            return true;
        });
        return issued ? text : null;
    }

    /**
     * Takes one. Null where it is none, was taken, is over, comes from another address, or what it was given for has ended; in
     * each case it is gone.
     */
    public @Nullable Taken take(String text, String address, long nowUs) {
        if (Tokens.bytes(text, Tokens.SECRET_BYTES) == null) {
            return null;
        }
        String hash = Tokens.hash(text);
        // Whoever guesses shall not make us write.
        if (database.read(handle -> row(handle, hash, "")) == null) {
            return null;
        }
        return database.write(handle -> {
            Row row = row(handle, hash, " FOR UPDATE");
            if (row == null) {
                return null;
            }
            handle.createUpdate("DELETE FROM ticket WHERE hash = :hash")
                    .bind("hash", hash)
                    .execute();
            return row.address().equals(address) && nowUs < row.expiresUs() ? taken(handle, row.holder(), nowUs) : null;
        });
    }

    private static @Nullable Taken taken(Handle handle, Holder holder, long nowUs) {
        Account account = Accounts.find(handle, holder.account());
        if (account == null || account.disabled()) {
            return null;
        }
        if (holder.login() != 0) {
            Login login = Logins.open(handle, holder.login(), nowUs);
            return login == null ? null : new Taken(account, login, null, login.expiresUs());
        }
        ApiKey key = ApiKeys.open(handle, holder.key(), nowUs);
        return key == null ? null : new Taken(account, null, key, key.expiresUs());
    }

    private static void sweep(Handle handle, long account, long nowUs) {
        handle.createUpdate("DELETE FROM ticket WHERE expires_us <= :now")
                .bind("now", nowUs)
                .execute();
        handle.createUpdate("""
                        DELETE FROM ticket WHERE account = :account AND hash NOT IN (
                            SELECT hash FROM ticket WHERE account = :account
                            ORDER BY expires_us DESC, hash LIMIT :most)""").bind("account", account).bind("most", MOST - 1).execute();
    }

    private static @Nullable Row row(Handle handle, String hash, String lock) {
        return handle.createQuery("SELECT * FROM ticket WHERE hash = :hash" + lock)
                .bind("hash", hash)
                .map((row, _) -> new Row(
                        new Holder(row.getLong("account"), row.getLong("login"), row.getLong("api_key")),
                        row.getString("address"),
                        row.getLong("expires_us")))
                .findOne()
                .orElse(null);
    }
}
