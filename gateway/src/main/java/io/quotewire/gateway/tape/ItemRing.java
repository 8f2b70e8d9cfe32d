package io.quotewire.gateway.tape;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last items of one event topic.
 *
 * <p>The oldest leave when there are more than {@link #MOST_ITEMS} or when they came more than {@link #KEPT_US} ago,
 * update by update; a new epoch begins with an empty ring. For a while longer they are kept for those who were told that
 * they would get them.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
public final class ItemRing {
    public static final int MOST_ITEMS = 10_000;
    public static final long KEPT_US = TimeUnit.MINUTES.toMicros(10);

    /** So many more are kept for those who were told before that they are there; likewise {@link #GRACE_US}. */
    static final int GRACE_ITEMS = 1_000;

    static final long GRACE_US = TimeUnit.SECONDS.toMicros(10);

    private static final int FIRST = 16;

    /** How far apart updates may stand that came in another order than they were received. */
    private static final int NEIGHBOURS = 64;

    private @Nullable Update[] updates = new Update[FIRST];
    private long[] cameUs = new long[FIRST];

    /** Of the oldest in the arrays, whose length is a power of two. */
    private int head;

    private int count;
    private int items;

    /** Updates at the beginning that nobody is promised any more, and the items in them. */
    private int past;

    private int pastItems;
    private Epoch epoch;

    /** The first number that is kept or will be. */
    private long firstSeq = 1;

    private @Nullable Tail tail;

    /** @param epoch of a topic that has had no update yet */
    public ItemRing(Epoch epoch) {
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
        tail = null;
        while (items() > MOST_ITEMS && past < count - 1) {
            passOldest();
        }
        while (pastItems > GRACE_ITEMS) {
            dropOldest();
        }
    }

    /** Lets go what has become too old. */
    public void trim(long nowUs) {
        while (past < count && nowUs - cameUs[slot(past)] > KEPT_US) {
            passOldest();
        }
        while (past > 0 && nowUs - cameUs[head] > KEPT_US + GRACE_US) {
            dropOldest();
        }
    }

    /** Items that are there. */
    public int items() {
        return items - pastItems;
    }

    /** The first number of which it is promised that it is there, or will be. */
    public long oldest() {
        return past == 0 ? firstSeq : update(past - 1).head().seq() + 1;
    }

    /** All that is there, for those who go on; the same object until something changes. */
    public Tail tail() {
        Tail now = tail;
        if (now == null) {
            @Nullable Update[] all = new Update[count];
            for (int i = 0; i < count; i++) {
                all[i] = update(i);
            }
            now = new Tail(epoch, firstSeq, oldest(), all);
            tail = now;
        }
        return now;
    }

    /** The updates that reach beyond number {@code seq}. */
    public List<Update> since(long seq) {
        List<Update> since = new ArrayList<>();
        for (int i = find(seq + 1); i < count; i++) {
            since.add(update(i));
        }
        return since;
    }

    /**
     * The number of the first item that was received at {@code fromUs} or later; of the next one where there is none.
     * Receive times rise, but for a few neighbours.
     */
    public long firstSince(long fromUs) {
        int at = findTime(fromUs);
        for (int i = Math.max(past, at - NEIGHBOURS); i < at; i++) {
            if (update(i).head().recvUs() >= fromUs) {
                at = i;
            }
        }
        return at == count ? nextSeq() : first(update(at));
    }

    private long nextSeq() {
        return count == 0 ? firstSeq : update(count - 1).head().seq() + 1;
    }

    private int findTime(long fromUs) {
        return Tail.find(past, count, this::update, update -> update.head().recvUs() < fromUs);
    }

    public TradePage read(TradeRange range) {
        PageBuilder page = new PageBuilder(range, epoch);
        switch (range.start()) {
            case TradeRange.Start.At start -> readFrom(start, range, page);
            case TradeRange.Start.Oldest ignored -> {
                if (beginsBefore(range.fromUs())) {
                    page.before(oldest());
                }
                readAll(past, oldest(), page);
            }
            case null -> readNewest(range.limit(), page);
        }
        return page.build();
    }

    /** Whether items of that time or later may have been there that are not there any more. */
    public boolean beginsBefore(long fromUs) {
        if (past == count) {
            return true;
        }
        long oldestUs = update(past).head().recvUs();
        return fromUs < oldestUs || (fromUs == oldestUs && oldest() > 1);
    }

    private void readFrom(TradeRange.Start.At start, TradeRange range, PageBuilder page) {
        if (!start.epoch().equals(epoch)) {
            page.hole(start.epoch(), start.seq(), range.toSeq(), "epoch");
            return;
        }
        long oldest = oldest();
        if (start.seq() < oldest && start.seq() <= range.toSeq()) {
            page.hole(epoch, start.seq(), Math.min(oldest - 1, range.toSeq()), "too_old");
        }
        long from = Math.max(start.seq(), oldest);
        readAll(find(from), from, page);
    }

    /** The last updates that have as many trades and gaps as wanted, without what is too much of the first of them. */
    private void readNewest(int limit, PageBuilder page) {
        int from = count;
        int wanted = 0;
        while (from > past && wanted < limit) {
            from--;
            wanted += shown(update(from));
        }
        long skipped = Math.max(0, wanted - limit);
        readAll(from, from < count ? first(update(from)) + skipped : oldest(), page);
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
        return Tail.find(0, count, this::update, update -> update.head().seq() < seq);
    }

    /** The oldest that was promised is so no more. */
    private void passOldest() {
        pastItems += items(update(past));
        past++;
        tail = null;
    }

    private void dropOldest() {
        Update oldest = update(0);
        items -= items(oldest);
        pastItems -= items(oldest);
        past--;
        tail = null;
        firstSeq = oldest.head().seq() + 1;
        updates[head] = null;
        head = slot(1);
        count--;
    }

    private void clear() {
        Arrays.fill(updates, null);
        count = 0;
        items = 0;
        past = 0;
        pastItems = 0;
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
