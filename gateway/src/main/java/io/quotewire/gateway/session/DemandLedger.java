package io.quotewire.gateway.session;

import io.quotewire.model.Demand;
import io.quotewire.model.Listing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who wants which listing, over all lanes: the feeds hear of the first who does, and some time after the last that nobody
 * does any more.
 *
 * <p><b>Threads:</b> any. The lock is held for a few instructions, and around the call to the feeds, so that these hear
 * things in the order in which they happen.
 */
final class DemandLedger {
    private final Map<Listing, Want> wants = new HashMap<>();
    private final Demand demand;
    private final long lingerUs;

    DemandLedger(Demand demand, Duration linger) {
        this.demand = demand;
        this.lingerUs = TimeUnit.NANOSECONDS.toMicros(linger.toNanos());
    }

    private static final class Want {
        private int count;
        private long leftUs;
    }

    synchronized void want(Listing listing) {
        Want want = wants.get(listing);
        if (want == null) {
            want = new Want();
            wants.put(listing, want);
            demand.wanted(listing, Demand.Part.PRICES);
        }
        want.count++;
    }

    synchronized void leave(Listing listing, long nowUs) {
        Want want = wants.get(listing);
        if (want == null || want.count == 0) {
            throw new IllegalStateException("nobody wanted " + listing);
        }
        want.count--;
        want.leftUs = nowUs;
    }

    /** Lets go what nobody has wanted for long enough. */
    synchronized void sweep(long nowUs) {
        for (Iterator<Map.Entry<Listing, Want>> all = wants.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Listing, Want> entry = all.next();
            if (entry.getValue().count == 0 && nowUs - entry.getValue().leftUs >= lingerUs) {
                all.remove();
                demand.unwanted(entry.getKey(), Demand.Part.PRICES);
            }
        }
    }

    synchronized int size() {
        return wants.size();
    }
}
