package io.quotewire.venue.limit;

import io.quotewire.model.SourceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What one connection may say to its venue. A new connection begins anew, as it does for the venue.
 *
 * <p><b>Threads:</b> the connection's event loop.
 */
public final class ConnectionPace {
    private final Allowance control;
    private final Allowance subscriptions;

    ConnectionPace(Limits limits) {
        this.control = new Allowance(limits.control());
        this.subscriptions = new Allowance(limits.subscriptions());
    }

    /** Whether a request to subscribe or unsubscribe may go now. */
    public boolean ready(long nowUs) {
        return control.ready(1, nowUs) && subscriptions.ready(1, nowUs);
    }

    /** One has gone. */
    public void subscribed(long nowUs) {
        control.spend(1, nowUs);
        subscriptions.spend(1, nowUs);
    }

    /** A ping or a pong has gone, which does not wait for its turn, at a venue that counts them. */
    public void signalled(long nowUs) {
        control.spend(1, nowUs);
    }

    /** How much of each limit is used, for {@code /v1/sources}. */
    public List<SourceReport.Limit> limits(long nowUs) {
        List<SourceReport.Limit> limits = new ArrayList<>(Ledger.limits("control_messages", control, nowUs));
        limits.addAll(Ledger.limits("subscriptions", subscriptions, nowUs));
        return limits;
    }
}
