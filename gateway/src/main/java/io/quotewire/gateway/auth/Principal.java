package io.quotewire.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody is found to be. Immutable.
 *
 * @param account 0 for nobody in particular
 * @param name of the account; empty for nobody in particular
 * @param login by which they came, 0 where it was by a key
 * @param key likewise, 0 where it was by a login
 * @param knownSeq number of the last revocation when that was found: it knows of no later one
 * @param expiresUs when they have to show credentials again; {@link Long#MAX_VALUE} for never
 */
public record Principal(
        long account,
        String name,
        boolean admin,
        Entitlement entitlement,
        long login,
        long key,
        long knownSeq,
        long expiresUs) {
    /** Nobody in particular, who may see everything: where there are no accounts. */
    public static final Principal ANYBODY = anonymous(Entitlement.EVERYTHING);

    /** Nobody in particular, who may see so much. */
    static Principal anonymous(Entitlement entitlement) {
        return new Principal(0, "", false, entitlement, 0, 0, 0, Long.MAX_VALUE);
    }

    public boolean isAnonymous() {
        return account == 0;
    }

    /** Whether {@code other} is the same account, by whatever it came. */
    public boolean isSame(@Nullable Principal other) {
        return other != null && other.account == account;
    }
}
