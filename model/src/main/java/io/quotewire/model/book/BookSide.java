package io.quotewire.model.book;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Ladder;
import io.quotewire.model.Levels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bids or the asks of one book.
 *
 * <p>A price is kept as a <i>key</i>: its number of steps of {@code 10^-scale}, negative in asks, so that on either side a
 * greater key is a better price. A finer price than any before makes all keys finer.
 *
 * <p><b>Threads:</b> the book's owner.
 */
public final class BookSide implements Ladder {
    /** Most levels that a side keeps; of more the worst are given up, and count as unknown from then on. */
    public static final int MOST = 5_000;

    private static final int FIRST = 64;

    /** Near the best price a look at each level is quicker than halving. */
    private static final int NEAR = 8;

    private static final long[] POWERS = powers();

    /** Below every key: the side is known to its very end. */
    private static final long ENDLESS = Long.MIN_VALUE;

    private final boolean bids;
    private final @Nullable Journal journal;
    private long[] keys = new long[FIRST];
    private long[] sizes = new long[FIRST];

    /** Three a level: the places of the price, the scale and the places of the size. */
    private byte[] looks = new byte[3 * FIRST];

    private int count;
    private int scale;
    private int window;

    /** How many levels are kept; the window's, where there is one. */
    private int most = MOST;

    /** The worst price up to which every level is known; {@link #ENDLESS} for all of them. */
    private long edge = ENDLESS;

    /** @param watched whether it keeps what has changed until it is settled */
    BookSide(boolean bids, boolean watched) {
        this.bids = bids;
        this.journal = watched ? new Journal() : null;
    }

    @Override
    public int levels() {
        return count;
    }

    @Override
    public Decimal price(int index) {
        int at = at(index);
        return Decimal.of(bids ? keys[at] : -keys[at], scale, looks[3 * at]);
    }

    @Override
    public Decimal size(int index) {
        int at = at(index);
        return Decimal.of(sizes[at], looks[3 * at + 1], looks[3 * at + 2]);
    }

    @Override
    public long priceMantissa(int index) {
        int at = at(index);
        long steps = bids ? keys[at] : -keys[at];
        int finer = scale - looks[3 * at];
        return finer <= 0 ? steps : steps / POWERS[finer];
    }

    @Override
    public int priceScale(int index) {
        return Math.min(scale, pricePlaces(index));
    }

    /** Of the steps that {@link #key} counts. Grows with the finest price; a new state begins anew. */
    public int scale() {
        return scale;
    }

    /** The price of level {@code index} in steps of {@code 10^-scale}, negative in asks: the greater one is the better. */
    public long key(int index) {
        return keys[at(index)];
    }

    @Override
    public int pricePlaces(int index) {
        return looks[3 * at(index)];
    }

    @Override
    public long sizeMantissa(int index) {
        return sizes[at(index)];
    }

    @Override
    public int sizeScale(int index) {
        return looks[3 * at(index) + 1];
    }

    @Override
    public int sizePlaces(int index) {
        return looks[3 * at(index) + 2];
    }

    /** Adds level {@code index} to {@code target}, digits and all. */
    public void copy(int index, Levels.Builder target) {
        int at = at(index);
        addPrice(keys[at], looks[3 * at], target);
        target.add(sizes[at], looks[3 * at + 1], looks[3 * at + 2]);
    }

    /** The best {@code most} levels. */
    public Levels best(int most) {
        Levels.Builder builder = new Levels.Builder();
        for (int i = 0; i < Math.min(most, count); i++) {
            copy(i, builder);
        }
        return builder.toLevels();
    }

    /** Whether every level of the side is known, however bad its price; behind a window that is not full there are none. */
    public boolean isWhole() {
        return edge == ENDLESS && (window == 0 || count < window);
    }

    /** Whether the levels at the same places, as far as both sides know, are the same in price and size. */
    public boolean agreesWith(BookSide other) {
        int common = Math.min(count, other.count);
        for (int i = 0; i < common; i++) {
            if (!price(i).equals(other.price(i)) || !size(i).equals(other.size(i))) {
                return false;
            }
        }
        return (count == common || !other.isWhole()) && (other.count == common || !isWhole());
    }

    /** Whether the best price of this side is as good for the taker as the other's, which crosses or locks the book. */
    boolean reaches(BookSide other) {
        if (count == 0 || other.count == 0) {
            return false;
        }
        if (scale == other.scale) {
            return keys[count - 1] + other.keys[other.count - 1] >= 0;
        }
        int order = price(0).compareTo(other.price(0));
        return bids ? order >= 0 : order <= 0;
    }

    void clear() {
        count = 0;
        scale = 0;
        window = 0;
        most = MOST;
        edge = ENDLESS;
        settle();
    }

    /** What has changed so far has been told. */
    void settle() {
        if (journal != null) {
            journal.clear();
        }
    }

    boolean isTouched() {
        return journal != null && journal.count() > 0;
    }

    /** Adds each price at which another size stands than when it was last settled, zero where none does, each once. */
    void changes(Levels.Builder target) {
        if (journal == null) {
            throw new IllegalStateException("nobody watches this book");
        }
        journal.unite();
        for (int i = 0; i < journal.count(); i++) {
            if (!journal.isSame(i)) {
                addPrice(journal.key(i), journal.places(i), target);
                target.add(journal.size(i), journal.sizeScale(i), journal.sizePlaces(i));
            }
        }
    }

    /**
     * Takes in a whole state. False if it does not fit: no price of it may be trusted then. In a watched side what it makes
     * different counts as changed.
     */
    boolean replace(Levels levels, Extent extent) {
        if (journal == null) {
            clear();
        } else {
            leave(journal);
        }
        if (!fill(levels)) {
            return false;
        }
        window = extent.kind() == Extent.Kind.WINDOW ? extent.levels() : 0;
        most = extent.levels() == 0 ? MOST : extent.levels();
        cut();
        boolean reached = count == most || extent.levels() == 0;
        if (extent.kind() == Extent.Kind.PART && reached && count > 0) {
            edge = keys[0];
        }
        return true;
    }

    /**
     * Takes in the levels of a state, the worst first: a state lists the best first, and one that is worse than all others
     * would move them all. Where a level is none, or is another's price again, what is listed last counts as in changes.
     */
    private boolean fill(Levels levels) {
        for (int i = levels.count() - 1; i >= 0; i--) {
            if (!set(levels, i)) {
                return false;
            }
        }
        if (count < levels.count()) {
            for (int i = 0; i < levels.count(); i++) {
                if (!set(levels, i)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Takes all levels away, but keeps the scale: what was and what comes will be compared. */
    private void leave(Journal into) {
        for (int i = 0; i < count; i++) {
            into.addGone(keys[i], sizes[i], looks, i);
        }
        count = 0;
        window = 0;
        edge = ENDLESS;
    }

    /** Takes in changes. False if one does not fit: no price may be trusted then. */
    boolean apply(Levels levels) {
        for (int i = 0; i < levels.count(); i++) {
            if (!set(levels, i)) {
                return false;
            }
        }
        cut();
        return true;
    }

    private boolean set(Levels levels, int index) {
        int priceScale = levels.priceScale(index);
        if (priceScale > scale && !refine(priceScale)) {
            return false;
        }
        long steps = steps(levels.priceMantissa(index), scale - priceScale);
        if (steps <= 0 || levels.sizeMantissa(index) < 0) {
            return false;
        }
        long key = bids ? steps : -steps;
        if (key < edge) {
            return true; // Between what is known and this one there may be others.
        }
        int at = find(key);
        if (levels.sizeMantissa(index) == 0) {
            remove(at, key);
        } else {
            put(at, key, levels, index);
        }
        return true;
    }

    /** {@code mantissa} made finer by so many digits, -1 if it does not fit. */
    private static long steps(long mantissa, int digits) {
        if (digits >= POWERS.length || Math.multiplyHigh(mantissa, POWERS[digits]) != 0) {
            return -1;
        }
        return Math.max(-1, mantissa * POWERS[digits]);
    }

    /** The place of the first key that is not below {@code key}. */
    private int find(long key) {
        int at = count;
        int near = Math.max(0, count - NEAR);
        while (at > near && keys[at - 1] >= key) {
            at--;
        }
        return at > near || near == 0 ? at : findBelow(at, key);
    }

    /**
     * The same among the first {@code length} keys, of which there is one at least. By halving, and without asking at each
     * half where to go: the processor could only guess.
     */
    private int findBelow(int length, long key) {
        int from = 0;
        for (int rest = length; rest > 1; ) {
            int half = rest >>> 1;
            from = keys[from + half - 1] < key ? from + half : from;
            rest -= half;
        }
        return keys[from] < key ? from + 1 : from;
    }

    private void put(int at, long key, Levels levels, int index) {
        long size = levels.sizeMantissa(index);
        int sizeScale = levels.sizeScale(index);
        boolean stood = at < count && keys[at] == key;
        long before = stood ? sizes[at] : 0;
        int beforeScale = stood ? looks[3 * at + 1] : 0;
        if (!stood) {
            insert(at);
            keys[at] = key;
        }
        sizes[at] = size;
        looks[3 * at] = (byte) levels.pricePlaces(index);
        looks[3 * at + 1] = (byte) sizeScale;
        looks[3 * at + 2] = (byte) levels.sizePlaces(index);
        if (journal != null) {
            journal.add(key, before, beforeScale, size, looks, at);
        }
    }

    /** Keeps in mind what stands there and will not any more. */
    private void noteGone(int at) {
        if (journal != null) {
            journal.addGone(keys[at], sizes[at], looks, at);
        }
    }

    private void insert(int at) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            looks = Arrays.copyOf(looks, 6 * count);
        }
        move(at, at + 1, count - at);
        count++;
    }

    private void remove(int at, long key) {
        if (at < count && keys[at] == key) {
            noteGone(at);
            move(at + 1, at, count - at - 1);
            count--;
        }
    }

    /** Gives up all but the best so many. What lies behind a window was never told; else it is unknown from now on. */
    private void cut() {
        int surplus = count - most;
        if (surplus > 0) {
            for (int i = 0; i < surplus; i++) {
                noteGone(i);
            }
            move(surplus, 0, most);
            count = most;
            edge = window == 0 ? keys[0] : edge;
        }
    }

    private void move(int from, int to, int levels) {
        System.arraycopy(keys, from, keys, to, levels);
        System.arraycopy(sizes, from, sizes, to, levels);
        System.arraycopy(looks, 3 * from, looks, 3 * to, 3 * levels);
    }

    /** Counts in finer steps. False if a price would not fit. */
    private boolean refine(int finer) {
        int digits = finer - scale;
        if (count > 0 || edge != ENDLESS || isTouched()) {
            if (digits >= POWERS.length || !fits(POWERS[digits])) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                keys[i] *= POWERS[digits];
            }
            edge = edge == ENDLESS ? ENDLESS : edge * POWERS[digits];
            if (journal != null) {
                journal.refine(POWERS[digits]);
            }
        }
        scale = finer;
        return true;
    }

    private boolean fits(long power) {
        long bound = Long.MAX_VALUE / power;
        boolean edgeFits = edge == ENDLESS || Math.abs(edge) <= bound;
        boolean journalFits = journal == null || journal.fits(bound);
        return edgeFits
                && journalFits
                && (count == 0 || Math.max(Math.abs(keys[0]), Math.abs(keys[count - 1])) <= bound);
    }

    /** Adds a price in the form that has no zeros at its end. */
    private void addPrice(long key, int places, Levels.Builder target) {
        long mantissa = bids ? key : -key;
        int power = scale;
        while (mantissa % 10 == 0) {
            mantissa /= 10;
            power--;
        }
        target.add(mantissa, power, places);
    }

    private int at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("level " + index + " of " + count);
        }
        return count - 1 - index;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
