package io.quotewire.store;

import io.quotewire.model.Check;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What has ended, in order, for every process that has something open. Each asks several times a second for what has come since,
 * and closes what has to close.
 *
 * <p>Numbers have no holes, and become visible in their order: who has seen one has seen all before it. So a first row that is
 * not the next one says that rows between have been swept, which happens a day after they came: whoever has slept so long closes
 * all that it has.
 *
 * <p>Whoever lets somebody in takes {@link #last} before it looks whether he may come, and asks {@link #after} that once he is
 * in: then nothing ends unseen in between.
 *
 * <p><b>Threads:</b> any; calls block.
 */
public final class Revocations {
    /** Most rows that one call returns. */
    public static final int MOST = 10_000;

    static final long KEPT_US = 86_400_000_000L;

    private final Database database;

    Revocations(Database database) {
        this.database = database;
    }

    /**
     * Those after {@code seq}, the oldest first.
     *
     * @param seq the last one that is known; 0 for all that there are
     * @param limit 1 to 10,000
     * @throws StoreBusy if the store does not answer
     */
    public List<Revocation> after(long seq, int limit) {
        Check.range("seq", seq, 0, Long.MAX_VALUE);
        Check.range("limit", limit, 1, MOST);
        return database.read(
                handle -> handle.createQuery("SELECT * FROM revocation WHERE seq > :seq ORDER BY seq LIMIT :limit")
                        .bind("seq", seq)
                        .bind("limit", limit)
                        .map((row, _) -> read(row))
                        .list());
    }

    /** The number of the last one; 0 where there never was one. */
    public long last() {
        return database.read(handle -> handle.createQuery("SELECT seq FROM revocation_counter")
                .mapTo(Long.class)
                .one());
    }

    /**
     * Writes one down, with a number of its own, as a part of the transaction that ends it. It comes last in that: the counter is
     * held until the commit, and whoever held it and then waited for something else could wait for ever.
     */
    static void add(Handle handle, Revocation revocation) {
        handle.execute("UPDATE revocation_counter SET seq = seq + 1");
        long seq = handle.createQuery("SELECT seq FROM revocation_counter")
                .mapTo(Long.class)
                .one();
        handle.createUpdate("""
                        INSERT INTO revocation (seq, kind, account, login, api_key, at_us)
                        VALUES (:seq, :kind, :account, :login, :key, :at)""")
                .bind("seq", seq)
                .bind("kind", revocation.kind().name())
                .bind("account", revocation.account())
                .bind("login", revocation.login())
                .bind("key", revocation.key())
                .bind("at", revocation.atUs())
                .execute();
        handle.createUpdate("DELETE FROM revocation WHERE at_us < :before")
                .bind("before", revocation.atUs() - KEPT_US)
                .execute();
    }

    private static Revocation read(ResultSet row) throws SQLException {
        return new Revocation(
                row.getLong("seq"),
                Revocation.Kind.valueOf(row.getString("kind")),
                row.getLong("account"),
                row.getLong("login"),
                row.getLong("api_key"),
                row.getLong("at_us"));
    }
}
