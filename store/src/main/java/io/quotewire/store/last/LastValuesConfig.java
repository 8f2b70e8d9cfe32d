package io.quotewire.store.last;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * Whether and how last values outlive the process.
 *
 * @param topics most that are kept, 1 to 200,000; further ones are refused and counted
 * @param maxAge how old a value may be that is told after a start, 1 min to 720 h
 */
public record LastValuesConfig(boolean enabled, int topics, Duration maxAge) {
    public static final LastValuesConfig DEFAULT = new LastValuesConfig(true, 20_000, Duration.ofHours(24));

    public LastValuesConfig {
        Check.range("topics", topics, 1, 200_000);
        Check.range("max-age (s)", maxAge.toSeconds(), 60, 720 * 3_600);
    }
}
