package io.quotewire.lab.load.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A run second by second.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class Timeline {
    /** A day; what comes later is not kept. */
    private static final int MOST = 86_400;

    private final List<Meter> meters;
    private final List<Second> seconds = new ArrayList<>();
    private final Histogram us = new Histogram(Meter.LONGEST_US, 3);
    private long messages;
    private long bytes;

    /** @param meters whose sum it tells */
    public Timeline(List<Meter> meters) {
        this.meters = List.copyOf(meters);
    }

    /**
     * One second.
     *
     * @param at seconds since the beginning
     */
    public record Second(int at, long messages, long bytes, double p50Ms, double p99Ms, double maxMs) {}

    /** A second is over. */
    public Second tick() {
        us.reset();
        long allMessages = 0;
        long allBytes = 0;
        for (Meter meter : meters) {
            meter.takeSecond(us);
            allMessages += meter.messages();
            allBytes += meter.bytes();
        }
        Spread spread = Spread.of(us);
        Second second = new Second(
                seconds.size() + 1,
                allMessages - messages,
                allBytes - bytes,
                spread.p50Ms(),
                spread.p99Ms(),
                spread.maxMs());
        messages = allMessages;
        bytes = allBytes;
        if (seconds.size() < MOST) {
            seconds.add(second);
        }
        return second;
    }

    /** Begins anew, with meters that were reset. */
    public void reset() {
        seconds.clear();
        messages = 0;
        bytes = 0;
        us.reset();
    }

    public List<Second> seconds() {
        return List.copyOf(seconds);
    }
}
