package io.quotewire.store;

import io.quotewire.model.Check;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How much was sent to each account, day by day.
 *
 * <p><b>Threads:</b> any; calls block, and return when what they did is on disk. All of them throw {@link StoreBusy} if the store
 * does not answer.
 */
public final class Usage {
    /** Most that one call adds or lists. */
    public static final int MOST = 1_000;

    /** How many days of an account are kept. */
    public static final int KEPT_DAYS = 400;

    private static final long LAST_DAY = 1_000_000;
    private static final long MOST_COUNTED = Long.MAX_VALUE / 4;

    private final Database database;

    /**
     * A day of an account.
     *
     * @param day days since 1970-01-01 (UTC), 0 to 1,000,000
     * @param messages that were sent; bytes of them; connections that were opened: each 0 to 2^61
     */
    public record Day(long account, long day, long messages, long bytes, long connections) {
        public Day {
            Check.range("usage.day", day, 0, LAST_DAY);
            Check.range("usage.messages", messages, 0, MOST_COUNTED);
            Check.range("usage.bytes", bytes, 0, MOST_COUNTED);
            Check.range("usage.connections", connections, 0, MOST_COUNTED);
        }
    }

    Usage(Database database) {
        this.database = database;
    }

    /**
     * Adds to what is there, all of it or nothing. What an account that is gone has used is not kept.
     *
     * @param days up to 1,000
     */
    public void add(List<Day> days) {
        Check.range("usage (days)", days.size(), 0, MOST);
        // In one order, so that two who add at the same time do not wait for each other.
        List<Day> sorted =
                days.stream().sorted(Comparator.comparingLong(Day::account)).toList();
        database.write(handle -> {
            sorted.forEach(day -> add(handle, day));
            return sorted.size();
        });
    }

    /** Days of an account on which something was sent, the oldest first; both ends belong to it. At most 1,000. */
    public List<Day> list(long account, long fromDay, long toDay) {
        Check.range("usage.from", fromDay, 0, LAST_DAY);
        Check.range("usage.to", toDay, fromDay, LAST_DAY);
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM usage_day WHERE account = :account AND on_day BETWEEN :from AND :to
                        ORDER BY on_day LIMIT :most""")
                .bind("account", account)
                .bind("from", fromDay)
                .bind("to", toDay)
                .bind("most", MOST)
                .map((row, _) -> new Day(
                        row.getLong("account"),
                        row.getLong("on_day"),
                        row.getLong("messages"),
                        row.getLong("bytes"),
                        row.getLong("connections")))
                .list());
    }

    /** The account is locked: so nobody else can make the row between the update that finds none and the insert. */
    private static void add(Handle handle, Day day) {
        if (Accounts.locked(handle, day.account()) == null) {
            return;
        }
        int updated = change(handle, day, """
                UPDATE usage_day SET messages = messages + :messages, bytes = bytes + :bytes,
                                     connections = connections + :connections
                WHERE account = :account AND on_day = :day""");
        if (updated == 0) {
            change(handle, day, """
                    INSERT INTO usage_day (account, on_day, messages, bytes, connections)
                    VALUES (:account, :day, :messages, :bytes, :connections)""");
            handle.createUpdate("DELETE FROM usage_day WHERE account = :account AND on_day <= :before")
                    .bind("account", day.account())
                    .bind("before", day.day() - KEPT_DAYS)
                    .execute();
        }
    }

    private static int change(Handle handle, Day day, String sql) {
        return handle.createUpdate(sql)
                .bind("account", day.account())
                .bind("day", day.day())
                .bind("messages", day.messages())
                .bind("bytes", day.bytes())
                .bind("connections", day.connections())
                .execute();
    }
}
