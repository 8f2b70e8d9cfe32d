package io.quotewire.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a program comes in with. The text itself is not here: nobody has it but who was given it.
 *
 * @param name by which its owner tells it from others, 1 to 64 characters
 * @param prefix the 8 characters of its text by which it is found, which may be shown; they stay when it is rotated
 * @param scope of its own; what its account may not, it may not either
 * @param createdUs when it was made or last rotated, in microseconds since 1970, as all times here
 * @param expiresUs from when on it opens nothing; 0: never
 * @param usedUs when it was used last, to the minute; 0: never
 */
public record ApiKey(
        long id, long account, String name, String prefix, Scope scope, long createdUs, long expiresUs, long usedUs) {
    static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getLong("id"),
                row.getLong("account"),
                row.getString("name"),
                row.getString("prefix"),
                Scope.read(row),
                row.getLong("created_us"),
                row.getLong("expires_us"),
                row.getLong("used_us"));
    }

    boolean isOver(long nowUs) {
        return expiresUs != 0 && nowUs >= expiresUs;
    }
}
