package io.quotewire.gateway.tape;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last items of one trade topic.
 *
 * <p>The oldest leave when there are more than {@link #MOST_ITEMS} or when they came more than {@link #KEPT_US} ago,
 * update by update; a new epoch begins with an empty ring.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
public final class TradeRing {
    public static final int MOST_ITEMS = 10_000;
    public static final long KEPT_US = TimeUnit.MINUTES.toMicros(10);

    private static final int FIRST = 16;

    private @Nullable Update[] updates = new Update[FIRST];
    private long[] cameUs = new long[FIRST];

    /** Of the oldest in the arrays, whose length is a power of two. */
    private int head;

    private int count;
    private int items;
    private Epoch epoch;

    /** The first number that is kept or will be. */
    private long firstSeq = 1;

    /** @param epoch of a topic that has had no update yet */
    public TradeRing(Epoch epoch) {
        this.epoch = epoch;
    }

    /** Keeps an update, which is the topic's next. */
    public void add(Update update, long nowUs) {
        if (!update.head().epoch().equals(epoch)) {
            epoch = update.head().epoch();
            clear();
            firstSeq = first(update);
        }
        if (count == updates.length) {
            grow();
        }
        int at = slot(count);
        updates[at] = update;
        cameUs[at] = nowUs;
        count++;
        items += items(update);
        while (items > MOST_ITEMS && count > 1) {
            dropOldest();
        }
    }

    /** Lets go what has become too old. */
    public void trim(long nowUs) {
        while (count > 0 && nowUs - cameUs[head] > KEPT_US) {
            dropOldest();
        }
    }

    /** Items that are kept. */
    public int items() {
        return items;
    }

    public TradePage read(TradeRange range) {
        PageBuilder page = new PageBuilder(range, epoch);
        switch (range.start()) {
            case TradeRange.Start.At start -> readFrom(start, range, page);
            case TradeRange.Start.Oldest ignored -> {
                if (beginsBefore(range.fromUs())) {
                    page.before(firstSeq);
                }
                readAll(0, firstSeq, page);
            }
            case null -> readNewest(range.limit(), page);
        }
        return page.build();
    }

    /** Whether items of that time or later may have been there that are not kept. */
    private boolean beginsBefore(long fromUs) {
        if (count == 0) {
            return true;
        }
        long oldestUs = update(0).head().recvUs();
        return fromUs < oldestUs || (fromUs == oldestUs && firstSeq > 1);
    }

    private void readFrom(TradeRange.Start.At start, TradeRange range, PageBuilder page) {
        if (!start.epoch().equals(epoch)) {
            page.hole(start.epoch(), start.seq(), range.toSeq(), "epoch");
            return;
        }
        if (start.seq() < firstSeq && start.seq() <= range.toSeq()) {
            page.hole(epoch, start.seq(), Math.min(firstSeq - 1, range.toSeq()), "too_old");
        }
        readAll(find(start.seq()), start.seq(), page);
    }

    /** The last updates that have as many trades and gaps as wanted, without what is too much of the first of them. */
    private void readNewest(int limit, PageBuilder page) {
        int from = count;
        int wanted = 0;
        while (from > 0 && wanted < limit) {
            from--;
            wanted += shown(update(from));
        }
        long skipped = Math.max(0, wanted - limit);
        readAll(from, from < count ? first(update(from)) + skipped : firstSeq, page);
    }

    private void readAll(int from, long fromSeq, PageBuilder page) {
        for (int i = from; i < count; i++) {
            if (!page.add(update(i), fromSeq)) {
                return;
            }
        }
    }

    /** The first update that reaches {@code seq}. */
    private int find(long seq) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (update(middle).head().seq() < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void dropOldest() {
        Update oldest = update(0);
        items -= items(oldest);
        firstSeq = oldest.head().seq() + 1;
        updates[head] = null;
        head = slot(1);
        count--;
    }

    private void clear() {
        Arrays.fill(updates, null);
        count = 0;
        items = 0;
    }

    private void grow() {
        int length = updates.length;
        @Nullable Update[] more = new Update[2 * length];
        long[] moreCameUs = new long[2 * length];
        for (int i = 0; i < count; i++) {
            more[i] = updates[slot(i)];
            moreCameUs[i] = cameUs[slot(i)];
        }
        updates = more;
        cameUs = moreCameUs;
        head = 0;
    }

    private Update update(int index) {
        Update update = updates[slot(index)];
        if (index >= count || update == null) {
            throw new IndexOutOfBoundsException("update " + index + " of " + count);
        }
        return update;
    }

    /** Where in the arrays the update stands that is {@code index} behind the oldest. */
    private int slot(int index) {
        return (head + index) & (updates.length - 1);
    }

    private static long first(Update update) {
        return update instanceof Update.Trades trades
                ? trades.items().getFirst().seq()
                : update.head().seq();
    }

    private static int items(Update update) {
        return update instanceof Update.Trades trades ? trades.items().size() : 1;
    }

    /** How many entries of a page it is. */
    private static int shown(Update update) {
        return update instanceof Update.StatusChange ? 0 : items(update);
    }
}
