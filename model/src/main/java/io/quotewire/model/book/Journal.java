package io.quotewire.model.book;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What stood and what stands now at those prices of a side that were touched since it was last settled, the first touch
 * first. A price may be in it more than once; what stood there at the beginning is what its first entry says, and what
 * stands there now is what its last one says.
 *
 * <p><b>Threads:</b> the book's owner.
 */
final class Journal {
    /** So few that comparing each with each is quicker than sorting. */
    private static final int FEW = 16;

    private static final int FIRST = 64;

    private long[] keys = new long[FIRST];
    private long[] stood = new long[FIRST];
    private byte[] stoodScales = new byte[FIRST];
    private long[] sizes = new long[FIRST];

    /** As a side has them, of what stands now. */
    private byte[] looks = new byte[3 * FIRST];

    private long[] sorted = new long[0];
    private int count;

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /**
     * Notes that where {@code before} stood, zero for nothing, {@code size} stands now, in the digits that {@code from} has at
     * {@code at}.
     */
    void add(long key, long before, int beforeScale, long size, byte[] from, int at) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            stood = Arrays.copyOf(stood, 2 * count);
            stoodScales = Arrays.copyOf(stoodScales, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            looks = Arrays.copyOf(looks, 6 * count);
        }
        keys[count] = key;
        stood[count] = before;
        stoodScales[count] = (byte) beforeScale;
        stands(count, size, from, at);
        count++;
    }

    /** Notes that nothing stands any more where {@code before} stood, in the digits that {@code from} has at {@code at}. */
    void addGone(long key, long before, byte[] from, int at) {
        add(key, before, from[3 * at + 1], 0, from, at);
        looks[3 * count - 2] = 0;
        looks[3 * count - 1] = 0;
    }

    long key(int entry) {
        return keys[entry];
    }

    /** The places of the price: as it was printed last. */
    int places(int entry) {
        return looks[3 * entry];
    }

    /** What stands there now, zero for nothing. */
    long size(int entry) {
        return sizes[entry];
    }

    int sizeScale(int entry) {
        return looks[3 * entry + 1];
    }

    int sizePlaces(int entry) {
        return looks[3 * entry + 2];
    }

    /** Whether the size that stands there is the one that stood there; its digits may be others. */
    boolean isSame(int entry) {
        long size = sizes[entry];
        return stood[entry] == size && (size == 0 || stoodScales[entry] == looks[3 * entry + 1]);
    }

    boolean fits(long bound) {
        for (int i = 0; i < count; i++) {
            if (Math.abs(keys[i]) > bound) {
                return false;
            }
        }
        return true;
    }

    /** Counts in finer steps, which fit. */
    void refine(long power) {
        for (int i = 0; i < count; i++) {
            keys[i] *= power;
        }
    }

    /** Leaves one entry of each price, which says what stood there at the beginning and what stands there now. */
    void unite() {
        if (!repeats()) {
            return;
        }
        Map<Long, Integer> entries = new HashMap<>();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Integer first = entries.putIfAbsent(keys[i], kept);
            if (first != null) {
                stands(first, sizes[i], looks, i);
                continue;
            }
            keys[kept] = keys[i];
            stood[kept] = stood[i];
            stoodScales[kept] = stoodScales[i];
            stands(kept, sizes[i], looks, i);
            kept++;
        }
        count = kept;
    }

    private void stands(int entry, long size, byte[] from, int at) {
        sizes[entry] = size;
        looks[3 * entry] = from[3 * at];
        looks[3 * entry + 1] = from[3 * at + 1];
        looks[3 * entry + 2] = from[3 * at + 2];
    }

    private boolean repeats() {
        return !isInOrder() && (count <= FEW ? repeatsAmongFew() : repeatsWhenSorted());
    }

    /** As it is where a venue lists the changes of one message from the best to the worst, or the other way round. */
    private boolean isInOrder() {
        boolean rises = true;
        boolean falls = true;
        for (int i = 1; i < count; i++) {
            rises &= keys[i] > keys[i - 1];
            falls &= keys[i] < keys[i - 1];
        }
        return rises || falls;
    }

    private boolean repeatsAmongFew() {
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (keys[i] == keys[j]) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean repeatsWhenSorted() {
        if (sorted.length < count) {
            sorted = new long[keys.length];
        }
        System.arraycopy(keys, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        for (int i = 1; i < count; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return true;
            }
        }
        return false;
    }
}
