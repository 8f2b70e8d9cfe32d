package io.quotewire.lab.market;

import io.quotewire.model.Levels;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Levels of one side of a book, the best first, in ticks and lots.
 *
 * <p><b>Threads:</b> the maker's only.
 */
final class Rungs {
    private final Pair pair;
    private final boolean bids;
    private final long[] ticks;
    private final long[] lots;
    private int count;

    Rungs(Pair pair, boolean bids, int most) {
        this.pair = pair;
        this.bids = bids;
        ticks = new long[most];
        lots = new long[most];
    }

    boolean hasRoom() {
        return count < ticks.length;
    }

    void add(long atTicks, long standingLots) {
        ticks[count] = atTicks;
        lots[count++] = standingLots;
    }

    Levels levels() {
        Levels.Builder levels = new Levels.Builder();
        for (int i = 0; i < count; i++) {
            put(levels, ticks[i], lots[i]);
        }
        return levels.toLevels();
    }

    /**
     * What has changed to these from any of the states before: new sizes, zero where a level is gone.
     *
     * @param fallen whether those are told gone that only fell out of sight because better ones came
     */
    Levels since(List<Rungs> befores, boolean fallen) {
        Comparator<Long> bestFirst = bids ? Comparator.reverseOrder() : Comparator.naturalOrder();
        SortedMap<Long, Long> changes = new TreeMap<>(bestFirst);
        befores.forEach(before -> since(before, fallen, changes));
        Levels.Builder levels = new Levels.Builder();
        changes.forEach((atTicks, standingLots) -> put(levels, atTicks, standingLots));
        return levels.toLevels();
    }

    private void since(Rungs before, boolean fallen, SortedMap<Long, Long> changes) {
        int was = 0;
        int is = 0;
        while (was < before.count || is < count) {
            int order = order(before, was, is);
            if (order < 0) {
                if (fallen || !(is == count && !hasRoom())) {
                    changes.put(before.ticks[was], 0L);
                }
                was++;
            } else {
                if (order > 0 || before.lots[was] != lots[is]) {
                    changes.put(ticks[is], lots[is]);
                }
                was += order == 0 ? 1 : 0;
                is++;
            }
        }
    }

    /** Below zero if the level before comes first, above if the one now does. */
    private int order(Rungs before, int was, int is) {
        if (was == before.count || is == count) {
            return was == before.count ? 1 : -1;
        }
        return bids ? Long.compare(ticks[is], before.ticks[was]) : Long.compare(before.ticks[was], ticks[is]);
    }

    private void put(Levels.Builder target, long atTicks, long standingLots) {
        target.add(pair.price(atTicks));
        target.add(Mark.size(standingLots));
    }
}
