package io.quotewire.store;

import io.quotewire.model.Check;
import java.time.Duration;

/**
 * How much of the audit is kept; what is beyond either goes, the oldest first.
 *
 * @param age 1 day to 3,660 days
 * @param rows 100 to 100,000,000
 */
public record AuditLimits(Duration age, int rows) {
    public static final AuditLimits DEFAULT = new AuditLimits(Duration.ofDays(400), 1_000_000);

    public AuditLimits {
        Check.range("audit.age (days)", age.toDays(), 1, 3_660);
        Check.range("audit.rows", rows, 100, 100_000_000);
    }
}
