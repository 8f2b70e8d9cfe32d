package io.quotewire.gateway.auth;

import io.quotewire.model.MicroClock;
import io.quotewire.store.Store;
import io.quotewire.store.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Says what somebody has used, to themselves and nobody else.
 *
 * <p><b>Threads:</b> any that may wait; not a lane. {@link io.quotewire.store.StoreBusy} is thrown where the store does not
 * answer.
 */
public final class UsageDesk {
    private final Store store;
    private final MicroClock clock;

    UsageDesk(Store store, MicroClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Of the last {@code days}, those on which there was something, the oldest first.
     *
     * @param days 1 to {@link Usage#KEPT_DAYS}
     */
    public List<Usage.Day> lately(Principal who, int days) {
        long today = TimeUnit.MICROSECONDS.toDays(clock.nowUs());
        return store.usage().list(who.account(), today - days + 1, today);
    }
}
