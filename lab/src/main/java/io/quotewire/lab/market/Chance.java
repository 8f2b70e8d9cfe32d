package io.quotewire.lab.market;

import java.util.SplittableRandom;

/** Seeded chance in whole numbers. The logarithm is that of {@link StrictMath}, the same on every machine. */
final class Chance {
    private static final int BELL = 6;

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from {@code least} to {@code most}. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    /** True once in {@code n} times. */
    boolean onceIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A number around zero, its usual distance from it about {@code deviation}. */
    long bell(long deviation) {
        long sum = 0;
        for (int i = 0; i < BELL; i++) {
            sum += between(-deviation, deviation);
        }
        return sum * 7 / 10; // A die of -d..d deviates by d/√3, six of them by d·√2.
    }

    /** How long until something that happens every {@code meanUs} on average: 1 ms to ten times the mean. */
    long waitUs(long meanUs) {
        long part = between(1, 1 << 20);
        double means = StrictMath.min(10, -StrictMath.log((double) part / (1 << 20)));
        return StrictMath.max(1_000, (long) (means * meanUs));
    }

    /** A number that is mostly about {@code usual} and seldom many times it, at least 0. */
    long skewed(long usual) {
        long size = between(0, 2 * usual);
        return onceIn(12) ? size * between(2, 8) : size;
    }
}
