package io.quotewire.gateway.auth;

import io.quotewire.model.CloseReason;
import io.quotewire.store.Revocation;

/**
 * Credentials of an account that are good no more.
 *
 * @param id of the login or key, where it is about one
 * @param atUs what was found out later than this is not concerned; microseconds since 1970
 * @param reason told to connections that came by them
 */
public record Ended(Reach reach, long account, long id, long atUs, CloseReason reason) {
    /** What of the account has ended. */
    public enum Reach {
        LOGIN,
        /** All logins, and no key. */
        LOGINS,
        KEY,
        ALL
    }

    static Ended of(Revocation row) {
        Reach reach = switch (row.kind()) {
            case LOGIN_ENDED -> row.login() == 0 ? Reach.LOGINS : Reach.LOGIN;
            case LOGIN_REUSED, LOGIN_EXPIRED -> Reach.LOGIN;
            case KEY_REVOKED, KEY_ROTATED -> Reach.KEY;
            case PASSWORD_CHANGED -> Reach.LOGINS;
            case ACCOUNT_DISABLED, ACCOUNT_REMOVED, SCOPE_CHANGED, ROLE_CHANGED -> Reach.ALL;
        };
        CloseReason reason = switch (row.kind()) {
            case LOGIN_EXPIRED, KEY_ROTATED, SCOPE_CHANGED, ROLE_CHANGED -> CloseReason.EXPIRED;
            default -> CloseReason.REVOKED;
        };
        long id = reach == Reach.KEY ? row.key() : row.login();
        return new Ended(reach, row.account(), id, row.atUs(), reason);
    }

    public boolean concerns(Principal who) {
        return who.account() == account
                && who.knownUs() <= atUs
                && switch (reach) {
                    case LOGIN -> who.login() == id;
                    case LOGINS -> who.login() != 0;
                    case KEY -> who.key() == id;
                    case ALL -> true;
                };
    }
}
