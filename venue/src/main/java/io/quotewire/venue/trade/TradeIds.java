package io.quotewire.venue.trade;

import java.util.HashSet;
import java.util.Set;

/**
 * The names of the last trades of a listing whose venue numbers none: what is said twice is known again.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class TradeIds {
    /** How many names are remembered. A venue that repeats itself, as on subscribing, repeats fewer. */
    public static final int KEPT = 1_000;

    private final String[] ring = new String[KEPT];
    private final Set<String> known = new HashSet<>();
    private int next;

    public boolean contains(String id) {
        return known.contains(id);
    }

    /** Remembers a name in the place of the oldest. */
    public void add(String id) {
        if (known.add(id)) {
            if (known.size() > KEPT) {
                known.remove(ring[next]);
            }
            ring[next] = id;
            next = (next + 1) % KEPT;
        }
    }
}
