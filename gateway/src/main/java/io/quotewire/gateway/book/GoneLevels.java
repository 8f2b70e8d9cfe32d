package io.quotewire.gateway.book;

import java.util.Arrays;

/**
 * Prices of one side that have left the view, best first, for those followers who have not been told of it. A price that
 * comes back is in the view again, in the digits that it had.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class GoneLevels {
    /** Most that are kept; of more the one that left first is given up. */
    static final int MOST = 1_024;

    static final int NOT_THERE = -1;

    private static final int FIRST = 16;

    private long[] keys = new long[FIRST];
    private long[] leftAt = new long[FIRST];
    private byte[] places = new byte[FIRST];
    private int count;

    /** The last number at which a price left of which nothing is known any more. */
    private long forgotten;

    int count() {
        return count;
    }

    long key(int index) {
        return keys[index];
    }

    int places(int index) {
        return places[index];
    }

    /** The number at which the price left. */
    long leftAt(int index) {
        return leftAt[index];
    }

    /** Whether all that has left since number {@code seq} is here. */
    boolean reachesBack(long seq) {
        return forgotten <= seq;
    }

    void clear() {
        count = 0;
        forgotten = 0;
    }

    void add(long key, int pricePlaces, long seq) {
        if (count == MOST) {
            giveUpOldest();
        }
        int at = find(key);
        makeRoom(at);
        keys[at] = key;
        places[at] = (byte) pricePlaces;
        leftAt[at] = seq;
        count++;
    }

    /** The places of a price that comes back, {@link #NOT_THERE} for one that had not left. */
    int take(long key) {
        int at = find(key);
        if (at == count || keys[at] != key) {
            return NOT_THERE;
        }
        int found = places[at];
        remove(at);
        return found;
    }

    /** Everybody has been told up to number {@code seq}. */
    void settle(long seq) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (leftAt[i] > seq) {
                keys[kept] = keys[i];
                places[kept] = places[i];
                leftAt[kept++] = leftAt[i];
            }
        }
        count = kept;
    }

    /** Counts prices in steps that are ten times as fine. False if one does not fit. */
    boolean refine() {
        for (int i = 0; i < count; i++) {
            if (Math.abs(keys[i]) > Long.MAX_VALUE / 10) {
                return false;
            }
            keys[i] *= 10;
        }
        return true;
    }

    /** Where the key is, or belongs: keys fall. */
    private int find(long key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] > key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void makeRoom(int at) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            leftAt = Arrays.copyOf(leftAt, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
        }
        System.arraycopy(keys, at, keys, at + 1, count - at);
        System.arraycopy(leftAt, at, leftAt, at + 1, count - at);
        System.arraycopy(places, at, places, at + 1, count - at);
    }

    private void giveUpOldest() {
        int oldest = 0;
        for (int i = 1; i < count; i++) {
            oldest = leftAt[i] < leftAt[oldest] ? i : oldest;
        }
        forgotten = Math.max(forgotten, leftAt[oldest]);
        remove(oldest);
    }

    private void remove(int at) {
        count--;
        System.arraycopy(keys, at + 1, keys, at, count - at);
        System.arraycopy(leftAt, at + 1, leftAt, at, count - at);
        System.arraycopy(places, at + 1, places, at, count - at);
    }
}
