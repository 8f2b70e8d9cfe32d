package io.quotewire.engine.time;

/**
 * How often the same is asked for: at once, and then after pauses that double. Who was left in peace for as long as the
 * pause under way once more is asked as if for the first time.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Insistence {
    /** The pause after the first time. */
    public static final long FIRST_US = 30_000_000;

    public static final long LONGEST_US = 600_000_000;

    private long pauseUs = FIRST_US;
    private long nextUs;

    /** From when one may ask. */
    public long nextUs() {
        return nextUs;
    }

    public void asked(long nowUs) {
        if (nowUs >= nextUs + pauseUs) {
            pauseUs = FIRST_US;
        }
        nextUs = nowUs + pauseUs;
        pauseUs = Math.min(2 * pauseUs, LONGEST_US);
    }
}
