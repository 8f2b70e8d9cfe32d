package io.quotewire.gateway.auth;

import io.quotewire.model.ErrorCode;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Knows who somebody is by what they show, and whom what is there for.
 *
 * <p><b>Threads:</b> any. {@link #verify} may wait for the store, {@link #glance} never does.
 */
public interface Gatekeeper {
    /** Where there are no accounts: nobody can say who they are, and everybody sees everything. */
    static Gatekeeper none() {
        return new NoAccounts();
    }

    Verdict.Refused NO_KEY = new Verdict.Refused(ErrorCode.NOT_ENTITLED, "this is for who has logged in, not for keys");

    AuthMode mode();

    /** Whose credentials these are, as far as that is known without waiting; null where it is not. */
    @Nullable
    Verdict glance(Credentials shown);

    /**
     * Whose credentials these are.
     *
     * @param from the address of who shows them
     */
    Verdict verify(Credentials shown, InetAddress from);

    /** What has ended that {@code who} came by, since that was found; null where nothing has. Does not wait. */
    @Nullable
    Ended ended(Principal who);

    /** What accounts use is counted there. */
    UsageMeter meter();

    /** What is known of who shows nothing. */
    Verdict.Known stranger();

    /** Why {@code who} is refused what is there for others; null where that is not so. */
    default Verdict.@Nullable Refused refused(Principal who, Access access) {
        boolean none = mode() == AuthMode.NONE;
        return switch (access) {
            case OPEN, PROBE, LATER -> null;
            case MARKET -> mode() == AuthMode.REQUIRED ? unlessKnown(who) : null;
            case OPERATOR -> none ? null : unlessAdmin(who);
            case ACCOUNT -> none ? noAccounts() : unlessKnown(who);
            case LOGIN -> none ? noAccounts() : who.key() != 0 ? NO_KEY : unlessKnown(who);
        };
    }

    private static Verdict.@Nullable Refused unlessKnown(Principal who) {
        return who.isAnonymous()
                ? new Verdict.Refused(
                        ErrorCode.BAD_CREDENTIALS,
                        "this is for accounts: send a token or a key as authorization header")
                : null;
    }

    private static Verdict.@Nullable Refused unlessAdmin(Principal who) {
        Verdict.Refused unknown = unlessKnown(who);
        return unknown != null || who.admin()
                ? unknown
                : new Verdict.Refused(ErrorCode.NOT_ENTITLED, "this is for administrators");
    }

    private static Verdict.Refused noAccounts() {
        return new Verdict.Refused(
                ErrorCode.AUTH_NOT_ENABLED,
                "this gateway has no accounts; auth.mode optional or required gives it some");
    }
}
