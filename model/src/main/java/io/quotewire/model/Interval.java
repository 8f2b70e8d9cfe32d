package io.quotewire.model;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a candle lasts. Each begins at a whole multiple of its length since 1970 UTC; a day therefore at midnight UTC. */
public enum Interval {
    SECOND("1s", 1),
    MINUTE("1m", 60),
    FIVE_MINUTES("5m", 300),
    QUARTER("15m", 900),
    HOUR("1h", 3_600),
    FOUR_HOURS("4h", 14_400),
    DAY("1d", 86_400);

    private final String text;
    private final long us;

    Interval(String text, long seconds) {
        this.text = text;
        this.us = TimeUnit.SECONDS.toMicros(seconds);
    }

    /** As clients write it. */
    public String text() {
        return text;
    }

    /** Its length in microseconds. */
    public long us() {
        return us;
    }

    /** When the candle began that {@code tsUs} falls into. */
    public long openUs(long tsUs) {
        return tsUs - Math.floorMod(tsUs, us);
    }

    /** The interval that a client writes {@code text}, or null. */
    public static @Nullable Interval of(String text) {
        for (Interval interval : values()) {
            if (interval.text.equals(text)) {
                return interval;
            }
        }
        return null;
    }
}
