package io.quotewire.gateway.security;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Rounds from seeds that follow each other, for some seconds: in the build always the same ones, as far as it gets. {@code
 * -Dquotewire.fuzz.s=600} makes it ten minutes of each fuzzer, from seeds that nobody has tried; {@code
 * -Dquotewire.fuzz.seed=N} begins with one.
 */
final class Fuzz {
    private static final long SECONDS = Long.getLong("quotewire.fuzz.s", 2);
    private static final long FEWEST = 20;

    private Fuzz() {}

    /** One of them. */
    @FunctionalInterface
    interface Round {
        void run(SplittableRandom random) throws Exception;
    }

    /**
     * Runs {@code round} again and again.
     *
     * @throws AssertionError naming the seed of the first that failed
     */
    static void run(Round round) {
        long startNs = System.nanoTime();
        long first = Long.getLong("quotewire.fuzz.seed", SECONDS > 10 ? startNs : 1);
        for (long n = 0; n < FEWEST || System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(SECONDS); n++) {
            try {
                round.run(new SplittableRandom(first + n));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("again with -Dquotewire.fuzz.seed=" + (first + n) + ": " + e.getMessage(), e);
            }
        }
    }
}
