package io.quotewire.lab.load.check;

/**
 * What the gateway itself said that somebody does not get.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Announced {
    private long gaps;
    private long missing;
    private long conflated;
    private long slows;

    void gap(long items) {
        gaps++;
        missing += items;
    }

    void conflated(long values) {
        conflated += values;
    }

    void slow() {
        slows++;
    }

    public long gaps() {
        return gaps;
    }

    /** Items that gaps stand for, as far as they say how many. */
    public long missing() {
        return missing;
    }

    /** Values that were left out, each explained by the message that a client was slow. */
    public long conflated() {
        return conflated;
    }

    /** How often a client was told that it is slow. */
    public long slows() {
        return slows;
    }
}
