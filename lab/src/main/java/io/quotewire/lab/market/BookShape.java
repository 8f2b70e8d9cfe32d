package io.quotewire.lab.market;

/**
 * Where the levels behind the best prices of one listing lie, and how large each is at which update number.
 *
 * <p>Nothing of it is kept: a level is a function of the seed, its place and the number, so that a book that nobody looks at
 * costs nothing, and one of a while ago can be had again. Prices are counted in ticks, sizes in lots.
 *
 * @param step mean distance between two levels, in ticks
 * @param usualLots what usually stands at the best price
 */
record BookShape(Pair pair, long seed, long step, long usualLots) {
    /** Levels behind the best one of each side, as far as there are prices above zero. */
    static final int DEPTH = 600;

    /** How far apart levels are, in millionths of the price: so far as a usual quote moves it. */
    private static final long STEP_PPM = 20;

    /** A level stays as it is for so many updates of the book, some levels changing with each. */
    private static final int PERIOD_BITS = 8;

    private static final long BID_SALT = 0x5851F42D4C957F2DL;
    private static final long ASK_SALT = 0x14057B7EF767814FL;
    private static final long PLACE_SALT = 0x2545F4914F6CDD1DL;
    private static final int SIZES = 1_024;

    static BookShape of(Pair pair, long seed, long baseTicks, long usualLots) {
        return new BookShape(pair, seed, Math.max(1, baseTicks * STEP_PPM / 1_000_000), Math.max(SIZES, usualLots));
    }

    /** The price of place {@code k}; greater for a greater place. */
    long ticks(long k) {
        return step == 1 ? k : k * step + Long.remainderUnsigned(mix(seed ^ PLACE_SALT, k), step);
    }

    /** The best place whose price is worse than the best price. */
    long first(boolean bids, long bestTicks) {
        long k = bestTicks / step;
        if (bids) {
            return ticks(k) < bestTicks ? k : k - 1;
        }
        return ticks(k) > bestTicks ? k : k + 1;
    }

    /** What stands at place {@code k} once the update {@code number} has been made. */
    long lots(boolean bids, long k, long number) {
        long salt = seed ^ (bids ? BID_SALT : ASK_SALT);
        long version = (number + (mix(salt, k) >>> (Long.SIZE - PERIOD_BITS))) >> PERIOD_BITS;
        long die = mix(salt + version, k);
        return usualLots / SIZES * (1 + (die >>> 1) % (2 * SIZES)) + (die >>> 40) % SIZES;
    }

    /** The finisher of SplitMix64, over both numbers. */
    private static long mix(long salt, long k) {
        long z = salt + k * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
