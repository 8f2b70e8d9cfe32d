package io.quotewire.venue.handover;

import io.quotewire.model.MarketEvent.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Trades of one listing that the new connection has heard.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
public final class WaitingTrades {
    /** Trades kept at most: ten seconds of a thousand a second. */
    public static final int MOST = 10_000;

    private final List<Heard> kept = new ArrayList<>();

    /**
     * A trade as it was heard.
     *
     * @param merged how many numbers, ending in the trade's own, it stands for
     */
    public record Heard(Trade trade, long merged) {}

    /** Keeps a trade; false if there is no room for it. */
    public boolean offer(Trade trade, long merged) {
        return kept.size() < MOST && kept.add(new Heard(trade, merged));
    }

    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /**
     * Whether what was kept continues what has been said.
     *
     * <p>Of numbered trades the first one tells. Of others it takes one that has been said too: since each connection tells
     * them in their order, all before it have been said as well. They are given up here, for their names may be forgotten.
     *
     * @param follows whether a trade has been said, or is the next by its number
     */
    public boolean meet(Predicate<Heard> follows) {
        if (kept.isEmpty() || kept.getFirst().trade().number() > 0) {
            return !kept.isEmpty() && follows.test(kept.getFirst());
        }
        int said = kept.size() - 1;
        while (said >= 0 && !follows.test(kept.get(said))) {
            said--;
        }
        kept.subList(0, Math.max(0, said)).removeIf(follows.negate());
        return said >= 0;
    }

    /** Gives up all that was kept, in the order in which it was heard. */
    public List<Heard> take() {
        List<Heard> all = List.copyOf(kept);
        kept.clear();
        return all;
    }
}
