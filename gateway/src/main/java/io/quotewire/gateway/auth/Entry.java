package io.quotewire.gateway.auth;

import io.quotewire.model.ErrorCode;
import io.quotewire.store.Account;

/** What became of who wanted to come in. None of them prints a token. */
public sealed interface Entry {
    /**
     * They are in.
     *
     * @param accessToken good until {@code accessExpiresUs}
     * @param refreshToken good once, for the next two of them, until {@code refreshExpiresUs} at most
     * @param nowUs when they were made
     */
    record In(
            Account account,
            long login,
            String accessToken,
            long accessExpiresUs,
            String refreshToken,
            long refreshExpiresUs,
            long nowUs)
            implements Entry {
        @Override
        public String toString() {
            return "In[account=" + account.id() + ", login=" + login + "]";
        }
    }

    /** An account has been made; nobody is in by that. */
    record Registered(Account account) implements Entry {}

    /** They are not; {@code why} is one sentence. */
    record Refused(ErrorCode code, String why) implements Entry {}

    /** Not now: after so long. */
    record TooSoon(long retryUs) implements Entry {}

    /** The name is another's. */
    record Taken() implements Entry {}

    /** What was asked for cannot be; {@code why} is one sentence. */
    record Objection(String why) implements Entry {}

    /** The gateway has too much to do. */
    record Busy() implements Entry {}
}
