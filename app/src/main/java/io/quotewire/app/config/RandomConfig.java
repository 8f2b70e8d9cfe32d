package io.quotewire.app.config;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * The source that makes prices up.
 *
 * @param seed the same one gives the same steps
 * @param period between two steps, 10 ms to 1 h
 */
public record RandomConfig(boolean enabled, long seed, Duration period) {
    public static final RandomConfig DEFAULT = new RandomConfig(false, 42, Duration.ofSeconds(1));

    public RandomConfig {
        Check.range("period (ms)", period.toMillis(), 10, 3_600_000);
    }
}
