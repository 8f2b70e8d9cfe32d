package io.quotewire.store;

import io.quotewire.store.Revocation.Kind;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Who is in, and the refresh tokens by which he stays.
 *
 * <p>A token is good once: renewing gives the next. Each belongs to a family, and one that comes when it has been replaced ends
 * the whole family, as nobody can tell who of the two that had it was meant to. For 10 s the one that was just replaced is
 * answered by the same successor. In the database lie hashes only, and the successor in a form that takes its predecessor to read.
 *
 * <p>In a transaction an account is locked before logins and logins before the counter of {@link Revocations}.
 *
 * <p><b>Threads:</b> any; calls block, and return when what they did is on disk. All of them throw {@link StoreBusy} if the store
 * does not answer.
 */
public final class Logins {
    /** Most that are open of one account; beyond it the one that was used longest ago ends. */
    public static final int MOST = 100;

    /** Longest name of a client, in characters. */
    public static final int LONGEST_CLIENT = 200;

    /** Longest address, in characters. */
    static final int LONGEST_ADDRESS = 64;

    /** How many of an account that have ended are still known. */
    private static final int MOST_ENDED = 100;

    private static final long GRACE_US = 10_000_000;

    private final Database database;
    private final LoginTimes times;

    /**
     * A login and the token that renews it. It does not print the token.
     *
     * @param account as it is now, which may be another than when its password was checked
     */
    public record Begun(String token, Login login, Account account) {
        @Override
        public String toString() {
            return "Begun[login=" + login + "]";
        }
    }

    private record Family(
            Login login,
            boolean ended,
            String secretHash,
            @Nullable String previousHash,
            @Nullable String successor,
            long renewedUs) {}

    Logins(Database database, LoginTimes times) {
        this.database = database;
        this.times = times;
    }

    /**
     * Lets in whose password was right.
     *
     * @param account as it was when the password was checked; null is returned where it has been disabled or removed since, or its
     *     password has changed
     * @param client up to 200 characters
     * @param address up to 64 characters
     */
    public @Nullable Begun begin(Account account, String client, String address, long nowUs) {
        Texts.check("client", client, 0, LONGEST_CLIENT);
        Texts.check("address", address, 0, LONGEST_ADDRESS);
        RefreshToken token = RefreshToken.random();
        long expiresUs = times.expiresUs(nowUs, nowUs);
        Login login = new Login(0, account.id(), client, address, nowUs, nowUs, expiresUs);
        return database.write(handle -> begin(handle, account, login, token));
    }

    /** Replaces a token by the next. */
    public Renewal renew(String token, long nowUs) {
        RefreshToken read = RefreshToken.parse(token);
        // Whoever guesses shall not make us write.
        if (read == null || database.read(handle -> family(bySelector(handle, read, ""))) == null) {
            return new Renewal.Unknown();
        }
        return database.write(handle -> renew(handle, read, nowUs));
    }

    /** Those that are open, the one that was used last first. */
    public List<Login> list(long account, long nowUs) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM login WHERE account = :account AND ended_us = 0 AND expires_us > :now
                        ORDER BY used_us DESC, id DESC""")
                .bind("account", account)
                .bind("now", nowUs)
                .map((row, _) -> Login.read(row))
                .list());
    }

    /** False where the account has no such login that is open. */
    public boolean end(long account, long login, long nowUs) {
        return database.write(handle -> {
            Login found = handle.createQuery(
                            "SELECT * FROM login WHERE id = :id AND account = :account AND ended_us = 0 FOR UPDATE")
                    .bind("id", login)
                    .bind("account", account)
                    .map((row, _) -> Login.read(row))
                    .findOne()
                    .orElse(null);
            if (found == null) {
                return false;
            }
            end(handle, found, Kind.LOGIN_ENDED, nowUs);
            return true;
        });
    }

    /** Ends the login of that token, also where another has taken its place; null where that has ended, or there is none. */
    public @Nullable Login end(String token, long nowUs) {
        RefreshToken read = RefreshToken.parse(token);
        if (read == null || database.read(handle -> family(bySelector(handle, read, ""))) == null) {
            return null;
        }
        return database.write(handle -> {
            Family family = family(bySelector(handle, read, " FOR UPDATE"));
            if (family == null || family.ended()) {
                return null;
            }
            end(handle, family.login(), Kind.LOGIN_ENDED, nowUs);
            return family.login();
        });
    }

    /** How many have ended. */
    public int endAll(long account, long nowUs) {
        return database.write(handle -> {
            Accounts.locked(handle, account);
            int ended = endAll(handle, account, nowUs);
            if (ended > 0) {
                Revocations.add(handle, Revocation.ofAccount(Kind.LOGIN_ENDED, account, nowUs));
            }
            return ended;
        });
    }

    /** Without telling: the caller does, and has locked the account. */
    static int endAll(Handle handle, long account, long nowUs) {
        return handle.createUpdate("UPDATE login SET ended_us = :now WHERE account = :account AND ended_us = 0")
                .bind("account", account)
                .bind("now", nowUs)
                .execute();
    }

    /** Null where it has ended or is over. */
    static @Nullable Login open(Handle handle, long id, long nowUs) {
        return handle.createQuery("SELECT * FROM login WHERE id = :id AND ended_us = 0 AND expires_us > :now")
                .bind("id", id)
                .bind("now", nowUs)
                .map((row, _) -> Login.read(row))
                .findOne()
                .orElse(null);
    }

    private static @Nullable Begun begin(Handle handle, Account checked, Login login, RefreshToken token) {
        Account account = Accounts.locked(handle, checked.id());
        if (account == null || account.disabled() || account.passwordChangedUs() != checked.passwordChangedUs()) {
            return null;
        }
        forget(handle, login);
        List<Login> beyond = beyondMost(handle, login);
        beyond.forEach(old -> markEnded(handle, old, login.createdUs()));
        Login begun = insert(handle, login, token);
        beyond.forEach(old -> Revocations.add(handle, Revocation.ofLogin(Kind.LOGIN_ENDED, old, login.createdUs())));
        return new Begun(token.text(), begun, account);
    }

    /** So that who comes and goes all day leaves no more than a hundred rows behind. */
    private static void forget(Handle handle, Login next) {
        handle.createUpdate("""
                        DELETE FROM login WHERE account = :account AND (ended_us > 0 OR expires_us <= :now) AND id NOT IN (
                            SELECT id FROM login WHERE account = :account AND (ended_us > 0 OR expires_us <= :now)
                            ORDER BY id DESC LIMIT :most)""")
                .bind("account", next.account())
                .bind("now", next.createdUs())
                .bind("most", MOST_ENDED)
                .execute();
    }

    /** Those that have to go for {@code next} to have room. */
    private static List<Login> beyondMost(Handle handle, Login next) {
        return handle.createQuery("""
                        SELECT * FROM login WHERE account = :account AND ended_us = 0 AND expires_us > :now
                        ORDER BY used_us DESC, id DESC OFFSET :most""")
                .bind("account", next.account())
                .bind("now", next.createdUs())
                .bind("most", MOST - 1)
                .map((row, _) -> Login.read(row))
                .list();
    }

    private static Login insert(Handle handle, Login login, RefreshToken token) {
        long id = handle.createUpdate("""
                        INSERT INTO login (account, client, address, created_us, used_us, expires_us, ended_us,
                                           selector_hash, secret_hash, renewed_us)
                        VALUES (:account, :client, :address, :now, :now, :expires, 0, :selector, :secret, 0)""")
                .bind("account", login.account())
                .bind("client", login.client())
                .bind("address", login.address())
                .bind("now", login.createdUs())
                .bind("expires", login.expiresUs())
                .bind("selector", token.selectorHash())
                .bind("secret", token.secretHash())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        return login.withId(id);
    }

    private Renewal renew(Handle handle, RefreshToken token, long nowUs) {
        Family family = family(bySelector(handle, token, " FOR UPDATE"));
        if (family == null) {
            return new Renewal.Unknown();
        }
        Login login = family.login();
        Account account = Accounts.find(handle, login.account());
        if (family.ended() || account == null || account.disabled()) {
            return new Renewal.Revoked(login);
        }
        boolean newest = Tokens.isSame(token.secretHash(), family.secretHash());
        if (!newest && !isJustReplaced(family, token, nowUs)) {
            end(handle, login, Kind.LOGIN_REUSED, nowUs);
            return new Renewal.Reused(login);
        }
        if (nowUs >= login.expiresUs()) {
            end(handle, login, Kind.LOGIN_EXPIRED, nowUs);
            return new Renewal.Expired(login);
        }
        return newest
                ? renewed(handle, token, login, account, nowUs)
                : new Renewal.Again(token.unveiled(successor(family)).text(), login, account);
    }

    private static boolean isJustReplaced(Family family, RefreshToken token, long nowUs) {
        return family.previousHash() != null
                && Tokens.isSame(token.secretHash(), family.previousHash())
                && nowUs - family.renewedUs() <= GRACE_US;
    }

    private static String successor(Family family) {
        if (family.successor() == null) {
            throw new IllegalStateException("a refresh token was replaced by nothing");
        }
        return family.successor();
    }

    private Renewal renewed(Handle handle, RefreshToken token, Login login, Account account, long nowUs) {
        RefreshToken next = token.next();
        Login renewed = login.renewed(nowUs, times.expiresUs(login.createdUs(), nowUs));
        handle.createUpdate("""
                        UPDATE login SET secret_hash = :secret, previous_hash = :previous, successor = :successor,
                                         renewed_us = :now, used_us = :now, expires_us = :expires
                        WHERE id = :id""")
                .bind("secret", next.secretHash())
                .bind("previous", token.secretHash())
                .bind("successor", token.veiled(next))
                .bind("now", nowUs)
                .bind("expires", renewed.expiresUs())
                .bind("id", login.id())
                .execute();
        return new Renewal.Renewed(next.text(), renewed, account);
    }

    private static void end(Handle handle, Login login, Kind kind, long nowUs) {
        markEnded(handle, login, nowUs);
        Revocations.add(handle, Revocation.ofLogin(kind, login, nowUs));
    }

    private static void markEnded(Handle handle, Login login, long nowUs) {
        handle.createUpdate("UPDATE login SET ended_us = :now WHERE id = :id")
                .bind("now", nowUs)
                .bind("id", login.id())
                .execute();
    }

    private static Query bySelector(Handle handle, RefreshToken token, String lock) {
        return handle.createQuery("SELECT * FROM login WHERE selector_hash = :selector" + lock)
                .bind("selector", token.selectorHash());
    }

    private static @Nullable Family family(Query query) {
        return query.map((row, _) -> new Family(
                        Login.read(row),
                        row.getLong("ended_us") > 0,
                        row.getString("secret_hash"),
                        row.getString("previous_hash"),
                        row.getString("successor"),
                        row.getLong("renewed_us")))
                .findOne()
                .orElse(null);
    }
}
