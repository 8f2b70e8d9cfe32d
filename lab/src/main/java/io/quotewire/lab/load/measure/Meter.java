package io.quotewire.lab.load.measure;

import org.HdrHistogram.Histogram;

/**
 * Messages and how long they took, of one kind of client; from 1 µs to an hour, three digits.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Meter {
    /** What took longer counts as this, in microseconds. */
    public static final long LONGEST_US = 3_600_000_000L;

    private static final int DIGITS = 3;

    private final Histogram us = new Histogram(LONGEST_US, DIGITS);
    private final Histogram secondUs = new Histogram(LONGEST_US, DIGITS);
    private long messages;
    private long bytes;
    private long early;

    /** A message of so many bytes came, measured or not. */
    public void message(int length) {
        messages++;
        bytes += length;
    }

    /** It took so long. What took less than nothing, as clocks differ, counts as nothing, and is counted. */
    public void took(long durationUs) {
        if (durationUs < 0) {
            early++;
        }
        long value = Math.clamp(durationUs, 0, LONGEST_US);
        us.recordValue(value);
        secondUs.recordValue(value);
    }

    public void reset() {
        us.reset();
        secondUs.reset();
        messages = 0;
        bytes = 0;
        early = 0;
    }

    public long messages() {
        return messages;
    }

    public long bytes() {
        return bytes;
    }

    /** How many came before they were sent, by the two clocks. */
    public long early() {
        return early;
    }

    public Spread spread() {
        return Spread.of(us);
    }

    /** Adds what was measured to a histogram of microseconds. */
    public void addTo(Histogram all) {
        all.add(us);
    }

    /** The last second's times, which begin anew. */
    void takeSecond(Histogram into) {
        into.add(secondUs);
        secondUs.reset();
    }
}
