package io.quotewire.gateway.session;

import io.quotewire.model.Demand;
import io.quotewire.model.Listing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Who wants which part of which listing, over all lanes: the feeds hear of the first who does, and some time after the last that nobody
 * does any more.
 *
 * <p><b>Threads:</b> any. The lock is held for a few instructions, and around the call to the feeds, so that these hear
 * things in the order in which they happen.
 */
final class DemandLedger {
    private final Map<Wanted, Want> wants = new HashMap<>();
    private final Demand demand;
    private final long lingerUs;

    DemandLedger(Demand demand, Duration linger) {
        this.demand = demand;
        this.lingerUs = TimeUnit.NANOSECONDS.toMicros(linger.toNanos());
    }

    private record Wanted(Listing listing, Demand.Part part) {}

    private static final class Want {
        private int count;
        private long leftUs;
    }

    synchronized void want(Listing listing, Demand.Part part) {
        Wanted wanted = new Wanted(listing, part);
        Want want = wants.get(wanted);
        if (want == null) {
            want = new Want();
            wants.put(wanted, want);
            demand.wanted(listing, part);
        }
        want.count++;
    }

    synchronized void leave(Listing listing, Demand.Part part, long nowUs) {
        Want want = wants.get(new Wanted(listing, part));
        if (want == null || want.count == 0) {
            throw new IllegalStateException("nobody wanted " + part + " of " + listing);
        }
        want.count--;
        want.leftUs = nowUs;
    }

    /** Lets go what nobody has wanted for long enough. */
    synchronized void sweep(long nowUs) {
        for (Iterator<Map.Entry<Wanted, Want>> all = wants.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Wanted, Want> entry = all.next();
            if (entry.getValue().count == 0 && nowUs - entry.getValue().leftUs >= lingerUs) {
                all.remove();
                demand.unwanted(entry.getKey().listing(), entry.getKey().part());
            }
        }
    }

    synchronized int size() {
        return wants.size();
    }
}
