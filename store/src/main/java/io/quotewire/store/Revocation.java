package io.quotewire.store;

/**
 * Something has ended, and what was opened by it has to close.
 *
 * @param seq 1 for the first there ever was, and each one more than the one before
 * @param account whose it was
 * @param login the one that has ended; 0 where it is all of the account's, or none
 * @param key the API key that has ended; 0 where it is none
 * @param atUs microseconds since 1970
 */
public record Revocation(long seq, Kind kind, long account, long login, long key, long atUs) {
    /** What has ended. */
    public enum Kind {
        /** One login, or all of an account where {@code login} is 0. */
        LOGIN_ENDED,
        /** A login, because a refresh token came that had been replaced: somebody may have stolen it. */
        LOGIN_REUSED,
        /** A login that has not been used for too long, or began too long ago. */
        LOGIN_EXPIRED,
        KEY_REVOKED,
        /** What an API key was before. Where both are good for a while, what is open comes again and learns until when. */
        KEY_ROTATED,
        /** Nothing has, but what is open by an API key may be more than it may see now. */
        KEY_CHANGED,
        /** All logins of the account; its API keys go on. */
        PASSWORD_CHANGED,
        /** All logins of the account, and all that its API keys have opened. */
        ACCOUNT_DISABLED,
        /** The account and all that it had. */
        ACCOUNT_REMOVED,
        /** Nothing has, but what is open may be more than is still permitted. */
        SCOPE_CHANGED,
        /** Nothing has, but what is open may be more than is still permitted. */
        ROLE_CHANGED
    }

    static Revocation ofAccount(Kind kind, long account, long atUs) {
        return new Revocation(0, kind, account, 0, 0, atUs);
    }

    static Revocation ofLogin(Kind kind, Login login, long atUs) {
        return new Revocation(0, kind, login.account(), login.id(), 0, atUs);
    }

    static Revocation ofKey(Kind kind, long account, long key, long atUs) {
        return new Revocation(0, kind, account, 0, key, atUs);
    }
}
