package io.quotewire.gateway.auth;

import io.quotewire.model.CloseReason;
import io.quotewire.store.Revocation;

/**
 * Credentials of an account that are good no more.
 *
 * @param id of the login or key, where it is about one
 * @param seq of the revocation: what was found out when that was known is not concerned. By numbers and not by time, for clocks of
 *     several processes differ, and a change is written down before it counts
 * @param reason told to connections that came by them
 */
public record Ended(Reach reach, long account, long id, long seq, CloseReason reason) {
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
            case KEY_REVOKED, KEY_ROTATED, KEY_CHANGED -> Reach.KEY;
            case PASSWORD_CHANGED -> Reach.LOGINS;
            case ACCOUNT_DISABLED, ACCOUNT_REMOVED, SCOPE_CHANGED, ROLE_CHANGED -> Reach.ALL;
        };
        CloseReason reason = switch (row.kind()) {
            case LOGIN_EXPIRED, KEY_ROTATED, KEY_CHANGED, SCOPE_CHANGED, ROLE_CHANGED -> CloseReason.EXPIRED;
            default -> CloseReason.REVOKED;
        };
        long id = reach == Reach.KEY ? row.key() : row.login();
        return new Ended(reach, row.account(), id, row.seq(), reason);
    }

    public boolean concerns(Principal who) {
        return who.account() == account
                && who.knownSeq() < seq
                && switch (reach) {
                    case LOGIN -> who.login() == id;
                    case LOGINS -> who.login() != 0;
                    case KEY -> who.key() == id;
                    case ALL -> true;
                };
    }
}
