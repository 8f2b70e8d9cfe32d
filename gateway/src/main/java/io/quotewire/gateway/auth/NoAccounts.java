package io.quotewire.gateway.auth;

import io.quotewire.model.ErrorCode;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What there is without accounts. */
final class NoAccounts implements Gatekeeper {
    @Override
    public AuthMode mode() {
        return AuthMode.NONE;
    }

    @Override
    public boolean isQuick(Credentials shown) {
        return true;
    }

    @Override
    public Verdict verify(Credentials shown, InetAddress from) {
        return new Verdict.Refused(
                ErrorCode.AUTH_NOT_ENABLED, "this gateway has no accounts: connect without credentials");
    }

    @Override
    public @Nullable Ended ended(Principal who) {
        return null;
    }

    @Override
    public Verdict.Known stranger() {
        return new Verdict.Known(Principal.ANYBODY);
    }
}
