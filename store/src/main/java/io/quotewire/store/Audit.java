package io.quotewire.store;

import io.quotewire.model.Check;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Who did what to whom, for people to read later.
 *
 * <p><b>Threads:</b> any; calls block, and return when what they did is on disk. All of them throw {@link StoreBusy} if the store
 * does not answer.
 */
public final class Audit {
    /** Most that one call lists. */
    public static final int MOST_LISTED = 1_000;

    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_DETAIL = 2_000;

    private final Database database;
    private final AuditLimits limits;

    /**
     * One act. What cannot be printed is kept as {@code \\u000a}: a text of a client must not make a line of its own.
     *
     * @param actor who did it, up to 64 characters, as {@code account 7} or {@code command line}
     * @param action what he did, up to 64 characters
     * @param subject to whom or what, up to 200 characters
     * @param address from where, up to 64 characters
     * @param detail what else there is to say, up to 2,000 characters
     * @param atUs when, in microseconds since 1970
     */
    public record Entry(String actor, String action, String subject, String address, String detail, long atUs) {
        public Entry {
            actor = Texts.escaped("audit.actor", actor, LONGEST_WORD);
            action = Texts.escaped("audit.action", action, LONGEST_WORD);
            subject = Texts.escaped("audit.subject", subject, LONGEST_SUBJECT);
            address = Texts.escaped("audit.address", address, LONGEST_WORD);
            detail = Texts.escaped("audit.detail", detail, LONGEST_DETAIL);
        }
    }

    /** An entry as it stands in the store. */
    public record Row(long id, Entry entry) {}

    Audit(Database database, AuditLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    /** Writes one down, and returns its number. */
    public long append(Entry entry) {
        return database.write(handle -> {
            long id = handle.createUpdate("""
                            INSERT INTO audit (actor, action, subject, address, detail, at_us)
                            VALUES (:actor, :action, :subject, :address, :detail, :at)""")
                    .bind("actor", entry.actor())
                    .bind("action", entry.action())
                    .bind("subject", entry.subject())
                    .bind("address", entry.address())
                    .bind("detail", entry.detail())
                    .bind("at", entry.atUs())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            sweep(handle, id, entry.atUs());
            return id;
        });
    }

    /**
     * Those before {@code id}, the newest first.
     *
     * @param id 0 to begin with the newest
     * @param limit 1 to 1,000
     */
    public List<Row> list(long id, int limit) {
        Check.range("before", id, 0, Long.MAX_VALUE);
        Check.range("limit", limit, 1, MOST_LISTED);
        return database.read(
                handle -> handle.createQuery("SELECT * FROM audit WHERE id < :id ORDER BY id DESC LIMIT :limit")
                        .bind("id", id == 0 ? Long.MAX_VALUE : id)
                        .bind("limit", limit)
                        .map((row, _) -> read(row))
                        .list());
    }

    private void sweep(Handle handle, long id, long nowUs) {
        handle.createUpdate("DELETE FROM audit WHERE id <= :id OR at_us < :before")
                .bind("id", id - limits.rows())
                .bind("before", nowUs - limits.age().toSeconds() * 1_000_000)
                .execute();
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                new Entry(
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("address"),
                        row.getString("detail"),
                        row.getLong("at_us")));
    }
}
