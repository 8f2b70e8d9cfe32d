package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.AccountSeats;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Ended;
import io.quotewire.gateway.auth.Entitlement;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.UsageMeter;
import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of one connection, and for how long that counts.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Pass {
    private final Gatekeeper gate;
    private final AccountSeats seats;
    private final UsageMeter meter;
    private final boolean required;
    private final int mostTopics;
    private final long dueUs;
    private Principal who;
    private boolean seated;

    /**
     * Not yet seated.
     *
     * @param who as far as the handshake told
     * @param nowUs from when on there is time to tell
     */
    Pass(House house, Principal who, long nowUs) {
        this.gate = house.gate();
        this.seats = house.seats();
        this.meter = house.gate().meter();
        this.required = house.gate().mode() == AuthMode.REQUIRED;
        this.mostTopics = house.config().topics();
        this.dueUs = nowUs + FramedGuest.us(house.config().authWithin());
        this.who = who;
    }

    Principal who() {
        return who;
    }

    Entitlement entitlement() {
        return who.entitlement();
    }

    /** How many topics it may follow, or want to flow. */
    int topics() {
        return Math.min(mostTopics, who.entitlement().topicsEach());
    }

    /** Whether anything may be asked for but to be let in. */
    boolean isOpen() {
        return !required || !who.isAnonymous();
    }

    /** Takes one of the account's connections; why it cannot, null where it has. */
    @Nullable
    CloseReason enter() {
        CloseReason refused = refused(who);
        if (refused == null) {
            seat();
        }
        return refused;
    }

    /** The same, now that it is known who it is, or that it still is who it was. */
    @Nullable
    CloseReason become(Principal now) {
        boolean same = now.isSame(who);
        CloseReason refused = same ? ended(now) : refused(now);
        if (refused != null) {
            return refused;
        }
        if (!same) {
            leave();
            who = now;
            seat();
        }
        who = now;
        return null;
    }

    private void seat() {
        seated = true;
        meter.connected(who);
    }

    /** Counts what has been sent since the last time. */
    void sent(long messages, long bytes) {
        meter.sent(who, messages, bytes);
    }

    private @Nullable CloseReason refused(Principal someone) {
        CloseReason ended = ended(someone);
        if (ended != null) {
            return ended;
        }
        return seats.take(someone) ? null : CloseReason.LIMIT;
    }

    /** Between looking at credentials and coming here they may have ended: from here on the connection would be told. */
    private @Nullable CloseReason ended(Principal someone) {
        Ended ended = gate.ended(someone);
        return ended == null ? null : ended.reason();
    }

    void leave() {
        if (seated) {
            seated = false;
            seats.leave(who);
        }
    }

    /** Why the connection may not go on; null while it may. */
    @Nullable
    CloseReason over(long nowUs) {
        if (!isOpen()) {
            return nowUs >= dueUs ? CloseReason.NOT_AUTHENTICATED : null;
        }
        return nowUs >= who.expiresUs() ? CloseReason.EXPIRED : null;
    }

    /** How a connection ends that could not say who it is. */
    static CloseReason reason(ErrorCode refused) {
        return switch (refused) {
            case EXPIRED -> CloseReason.EXPIRED;
            case REVOKED -> CloseReason.REVOKED;
            case TOO_FAST -> CloseReason.OVERLOAD;
            default -> CloseReason.BAD_CREDENTIALS;
        };
    }
}
