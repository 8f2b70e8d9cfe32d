package io.quotewire.lab.script;

import java.time.Duration;

/**
 * At most {@code most} in any {@code per}; zero for no such limit.
 *
 * @param most 0 or more
 */
public record Rate(int most, Duration per) {
    /** No such limit. */
    public static final Rate NONE = new Rate(0, Duration.ZERO);

    public Rate {
        if (most < 0 || (most > 0 && !per.isPositive())) {
            throw new IllegalArgumentException("a rate is a number in a time above zero, was " + most + " in " + per);
        }
    }
}
