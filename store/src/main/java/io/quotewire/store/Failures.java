package io.quotewire.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a database, sorted by what can be done about it. */
final class Failures {
    /** SQL states of a transaction that another one has undone, or that had to wait too long. */
    private static final Set<String> CROSSED = Set.of("40001", "40P01");

    /** Another transaction holds what this one needs: H2, PostgreSQL. */
    private static final Set<String> HELD = Set.of("HYT00", "55P03", "57014");

    /** The connection, the resources, the operator, the system. */
    private static final Set<String> CLASSES_OF_AWAY = Set.of("08", "53", "57", "58");

    /** H2's database is closed, its file cannot be written, its server has gone. */
    private static final Set<Integer> CODES_OF_AWAY = Set.of(
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.OBJECT_CLOSED,
            ErrorCode.DATABASE_ALREADY_OPEN_1,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.GENERAL_ERROR_1);

    private Failures() {}

    /** What to throw in the place of {@code thrown}. */
    static RuntimeException told(RuntimeException thrown) {
        SQLException cause = cause(thrown);
        if (cause == null) {
            return thrown;
        }
        return isCrossed(cause) || isAway(cause) || HELD.contains(state(cause))
                ? new StoreBusy("the store does not answer: " + cause.getMessage(), thrown)
                : new IllegalStateException("the store refuses: " + cause.getMessage(), thrown);
    }

    /** Whether a transaction that failed so, and was not about to commit, would do better at once. */
    static boolean isWorthAnother(RuntimeException thrown) {
        SQLException cause = cause(thrown);
        return cause != null
                && !(cause instanceof SQLTransientConnectionException) // The pool has waited long enough.
                && (isCrossed(cause) || isAway(cause));
    }

    /** Whether other connections to the same place are likely to fail, too. */
    static boolean isOfConnection(RuntimeException thrown) {
        SQLException cause = cause(thrown);
        return cause != null && isAway(cause);
    }

    private static boolean isCrossed(SQLException cause) {
        return CROSSED.contains(state(cause));
    }

    private static boolean isAway(SQLException cause) {
        String state = state(cause);
        return cause instanceof SQLTransientConnectionException
                || CODES_OF_AWAY.contains(cause.getErrorCode())
                || (!HELD.contains(state) && state.length() == 5 && CLASSES_OF_AWAY.contains(state.substring(0, 2)));
    }

    private static String state(SQLException cause) {
        return cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    private static @Nullable SQLException cause(@Nullable Throwable thrown) {
        Throwable at = thrown;
        while (at != null && !(at instanceof SQLException)) {
            at = at.getCause();
        }
        return (SQLException) at;
    }
}
