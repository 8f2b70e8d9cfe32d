package io.quotewire.model.book;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What stood at those prices of a side that were touched since it was last settled, the first touch first. A price may be
 * in it more than once; what stood there at the beginning is what its first entry says.
 *
 * <p><b>Threads:</b> the book's owner.
 */
final class Journal {
    /** So few that comparing each with each is quicker than sorting. */
    private static final int FEW = 16;

    private static final int FIRST = 64;

    private long[] keys = new long[FIRST];
    private long[] sizes = new long[FIRST];
    private byte[] looks = new byte[3 * FIRST];
    private long[] sorted = new long[0];
    private int count;

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Notes that {@code size} stood there, zero for nothing, in the digits that {@code from} has at {@code at}. */
    void add(long key, long size, byte[] from, int at) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
            looks = Arrays.copyOf(looks, 6 * count);
        }
        keys[count] = key;
        sizes[count] = size;
        System.arraycopy(from, 3 * at, looks, 3 * count, 3);
        count++;
    }

    long key(int entry) {
        return keys[entry];
    }

    int places(int entry) {
        return looks[3 * entry];
    }

    /** Whether the same size stood there; its digits may be others. */
    boolean isSame(int entry, long size, int scale) {
        return sizes[entry] == size && (size == 0 || looks[3 * entry + 1] == scale);
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

    /** Leaves each price's first entry only. */
    void unite() {
        if (!repeats()) {
            return;
        }
        Set<Long> seen = new HashSet<>();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (seen.add(keys[i])) {
                keys[kept] = keys[i];
                sizes[kept] = sizes[i];
                System.arraycopy(looks, 3 * i, looks, 3 * kept, 3);
                kept++;
            }
        }
        count = kept;
    }

    private boolean repeats() {
        return count <= FEW ? repeatsAmongFew() : repeatsWhenSorted();
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
