package io.quotewire.gateway.auth;

import io.quotewire.model.ErrorCode;

/** What became of credentials. */
public sealed interface Verdict {
    /** It is known who showed them. */
    record Known(Principal principal) implements Verdict {}

    /**
     * They are good for nothing, or not for this.
     *
     * @param why one sentence; it repeats nothing of what was shown
     */
    record Refused(ErrorCode code, String why) implements Verdict {}
}
