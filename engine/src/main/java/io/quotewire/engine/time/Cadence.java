package io.quotewire.engine.time;

import java.util.Arrays;

/**
 * The lengths of the pauses that a speaker makes, as counts in buckets of half an octave, 8 ms to 19 h. The older half of
 * what was learned weighs less: a market at night keeps another time than at noon.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Cadence {
    /** As many pauses are remembered before all counts are halved. */
    static final int MEMORY = 1_024;

    private static final int SHORTEST_BIT = 13;
    private static final int LONGEST_BIT = 35;
    private static final int BUCKETS = 2 * (LONGEST_BIT - SHORTEST_BIT + 1) + 1;

    private final char[] counts = new char[BUCKETS];
    private int pauses;
    private long p99Us;

    public void learn(long pauseUs) {
        counts[bucket(pauseUs)]++;
        pauses++;
        if (pauses >= MEMORY) {
            fade();
        }
        p99Us = quantile(pauses - pauses / 100);
    }

    /** How many pauses it knows by. */
    public int pauses() {
        return pauses;
    }

    /** A length that 99 of 100 pauses are shorter than; of less than 100, all. 0 where there are none. */
    public long p99Us() {
        return p99Us;
    }

    public void forget() {
        Arrays.fill(counts, '\0');
        pauses = 0;
        p99Us = 0;
    }

    private void fade() {
        pauses = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = (char) (counts[i] / 2);
            pauses += counts[i];
        }
    }

    private long quantile(int rank) {
        int seen = 0;
        int bucket = -1;
        while (seen < rank) {
            seen += counts[++bucket];
        }
        return edgeUs(bucket);
    }

    /** The leading bit tells the octave, the bit behind it the half. */
    private static int bucket(long pauseUs) {
        int bit = 63 - Long.numberOfLeadingZeros(pauseUs | 1);
        if (bit < SHORTEST_BIT) {
            return 0;
        }
        int half = (int) (pauseUs >> (bit - 1)) & 1;
        return bit > LONGEST_BIT ? BUCKETS - 1 : 1 + 2 * (bit - SHORTEST_BIT) + half;
    }

    /** Above all that is in the bucket: 2^n or 3 * 2^(n-1). */
    private static long edgeUs(int bucket) {
        long octaveUs = 1L << (SHORTEST_BIT + bucket / 2);
        return bucket % 2 == 0 ? octaveUs : octaveUs / 2 * 3;
    }
}
