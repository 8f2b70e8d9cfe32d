package io.quotewire.store;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * How long a login lasts.
 *
 * @param idle without being renewed; 1 min to 366 days
 * @param absolute in all; {@code idle} to 3,660 days
 */
public record LoginTimes(Duration idle, Duration absolute) {
    public static final LoginTimes DEFAULT = new LoginTimes(Duration.ofDays(7), Duration.ofDays(30));

    public LoginTimes {
        Check.range("login.idle (s)", idle.toSeconds(), 60, Duration.ofDays(366).toSeconds());
        Check.range(
                "login.absolute (s)",
                absolute.toSeconds(),
                idle.toSeconds(),
                Duration.ofDays(3_660).toSeconds());
    }

    /** When a login ends that began at {@code createdUs} and is used at {@code nowUs}, in microseconds since 1970. */
    long expiresUs(long createdUs, long nowUs) {
        return Math.min(nowUs + idle.toNanos() / 1_000, createdUs + absolute.toSeconds() * 1_000_000);
    }
}
