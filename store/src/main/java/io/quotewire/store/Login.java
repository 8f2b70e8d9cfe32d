package io.quotewire.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Somebody has come in with his password, and stays in by renewing: one family of refresh tokens.
 *
 * @param client what it calls itself, up to 200 characters
 * @param address where it came from, up to 64 characters
 * @param createdUs when it began, in microseconds since 1970, as all times here
 * @param usedUs when it began or was last renewed
 * @param expiresUs until when it can be renewed, if it is not before
 */
public record Login(long id, long account, String client, String address, long createdUs, long usedUs, long expiresUs) {
    static Login read(ResultSet row) throws SQLException {
        return new Login(
                row.getLong("id"),
                row.getLong("account"),
                row.getString("client"),
                row.getString("address"),
                row.getLong("created_us"),
                row.getLong("used_us"),
                row.getLong("expires_us"));
    }

    Login withId(long newId) {
        return new Login(newId, account, client, address, createdUs, usedUs, expiresUs);
    }

    Login renewed(long nowUs, long untilUs) {
        return new Login(id, account, client, address, createdUs, nowUs, untilUs);
    }
}
