package io.quotewire.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Who may come in. Its password's hash is not here: it leaves the store only by {@link Accounts#credential}.
 *
 * @param id never used again for another account
 * @param name as {@link Accounts#folded} makes it
 * @param createdUs microseconds since 1970, as all times here
 * @param passwordChangedUs strictly later with each change
 */
public record Account(
        long id, String name, Role role, Scope scope, boolean disabled, long createdUs, long passwordChangedUs) {
    static Account read(ResultSet row) throws SQLException {
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Scope.read(row),
                row.getBoolean("disabled"),
                row.getLong("created_us"),
                row.getLong("password_changed_us"));
    }
}
