package io.quotewire.app.history;

import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import io.quotewire.app.text.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as people write them. */
final class TimeText {
    private TimeText() {}

    /** Microseconds since 1970. */
    static long us(String flag, String text) throws Failure {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, read(text));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    flag + " must be a time such as 24h, 2026-01-31 or 2026-01-31T12:00:00Z, was " + text);
        }
    }

    private static Instant read(String text) {
        if (text.contains("T")) {
            return Instant.parse(text);
        }
        return text.contains("-")
                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                : Instant.now().minus(DurationText.read(text));
    }
}
