package io.quotewire.store.history;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.store.history.ItemReader.Hole;
import io.quotewire.store.history.duck.Placed;
import io.quotewire.store.history.journal.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page as it grows: what is there, and between that what is not, each number once. One thread. */
final class Chain {
    private final int limit;
    private final List<Item> items = new ArrayList<>();
    private int count;
    private @Nullable Mark last;

    private Epoch epoch = new Epoch(0);
    private long cursor;
    private long end;
    private long firstKept;
    private List<Hole> holes = List.of();

    Chain(int limit) {
        this.limit = limit;
    }

    /**
     * From now on these numbers of an epoch are told.
     *
     * @param firstOne the smallest that anything is known of
     * @param known what is known not to be there
     */
    void begin(Epoch of, long from, long to, long firstOne, List<Hole> known) {
        epoch = of;
        cursor = from;
        end = to;
        firstKept = firstOne;
        known.sort(Comparator.comparingLong(Hole::from));
        holes = known;
    }

    boolean isFull() {
        return count >= limit;
    }

    int left() {
        return limit - count;
    }

    /** The next number that is to be told. */
    long cursor() {
        return cursor;
    }

    /** What comes next of what is there. */
    void add(Placed placed) {
        if (placed.to() < cursor || isFull()) {
            return;
        }
        missing(placed.from() - 1);
        if (isFull()) {
            return;
        }
        if (placed.row() instanceof Row.Told(Update.Trades trades)) {
            add(trades);
        } else if (placed.row() instanceof Row.Told(Update update)) {
            add(new Item.Told(update), 1, placed.to());
        }
    }

    private void add(Update.Trades trades) {
        List<TradeItem> inside = trades.items().stream()
                .filter(item -> item.seq() >= cursor)
                .limit(left())
                .toList();
        long to = inside.getLast().seq();
        Update cut = inside.size() == trades.items().size()
                ? trades
                : new Update.Trades(trades.head().at(to), inside.getFirst().seq() - 1, inside);
        add(new Item.Told(cut), inside.size(), to);
    }

    /** Nothing more is there of this epoch: holes that are known may be. */
    void end() {
        long known = Long.MIN_VALUE;
        for (Hole hole : holes) {
            known = Math.max(known, hole.to());
        }
        missing(Math.min(known, end));
    }

    /** Nothing at all is there of an epoch that has been. */
    void gone() {
        lost(end, Item.Why.EXPIRED);
    }

    /** Tells that nothing is there up to {@code to}, and why. */
    private void missing(long to) {
        while (cursor <= to && !isFull()) {
            Hole hole = at(cursor);
            if (hole != null) {
                lost(Math.min(to, hole.to()), hole.why());
            } else if (cursor < firstKept) {
                lost(Math.min(to, firstKept - 1), Item.Why.EXPIRED);
            } else {
                lost(Math.min(to, nextHole() - 1), Item.Why.MISSING);
            }
        }
    }

    private @Nullable Hole at(long number) {
        for (Hole hole : holes) {
            if (hole.from() <= number && number <= hole.to()) {
                return hole;
            }
        }
        return null;
    }

    private long nextHole() {
        for (Hole hole : holes) {
            if (hole.from() > cursor) {
                return hole.from();
            }
        }
        return Long.MAX_VALUE;
    }

    private void lost(long to, Item.Why why) {
        add(new Item.Lost(epoch, cursor, to, why), 1, to);
    }

    private void add(Item item, int size, long to) {
        items.add(item);
        count += size;
        cursor = to + 1;
        last = new Mark(epoch, to);
    }

    ItemPage page() {
        return new ItemPage(items, isFull() ? last : null);
    }
}
