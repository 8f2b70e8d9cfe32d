package io.quotewire.gateway.wire;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often at most a subscriber is told of a topic: one of the rate classes of {@code docs/protocol.md}. */
public enum Rate {
    /** Everything as it comes. */
    EVERYTHING(0),
    MS_100(100),
    MS_250(250),
    MS_1000(1000),
    MS_5000(5000);

    private static final List<Integer> ALL_MS =
            Arrays.stream(values()).map(Rate::ms).toList();

    private final int ms;

    Rate(int ms) {
        this.ms = ms;
    }

    /** Time between two messages, in milliseconds; 0 for {@link #EVERYTHING}. */
    public int ms() {
        return ms;
    }

    /** All there are, in milliseconds, the most frequent first. */
    public static List<Integer> allMs() {
        return ALL_MS;
    }

    /** The class of exactly that many milliseconds, null where there is none. */
    public static @Nullable Rate of(long ms) {
        for (Rate rate : values()) {
            if (rate.ms == ms) {
                return rate;
            }
        }
        return null;
    }
}
