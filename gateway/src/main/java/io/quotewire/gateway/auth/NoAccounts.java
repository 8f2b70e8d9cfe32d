package io.quotewire.gateway.auth;

import io.quotewire.model.ErrorCode;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What there is without accounts. */
final class NoAccounts implements Gatekeeper {
    private static final Verdict.Refused REFUSED = new Verdict.Refused(
            ErrorCode.AUTH_NOT_ENABLED, "this gateway has no accounts: connect without credentials");

    private final UsageMeter meter = new UsageMeter(); // It stays empty: nobody is anybody.

    @Override
    public AuthMode mode() {
        return AuthMode.NONE;
    }

    @Override
    public Verdict glance(Credentials shown) {
        return REFUSED;
    }

    @Override
    public Verdict verify(Credentials shown, InetAddress from) {
        return REFUSED;
    }

    @Override
    public @Nullable Ended ended(Principal who) {
        return null;
    }

    @Override
    public UsageMeter meter() {
        return meter;
    }

    @Override
    public Verdict.Known stranger() {
        return new Verdict.Known(Principal.ANYBODY);
    }
}
