package io.quotewire.lab.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A point in a recording: a moment, or a time of day whose date the recording tells. All in UTC. */
public final class Moment {
    private static final long DAY_US = 86_400_000_000L;

    private final String text;
    private final long us;
    private final @Nullable LocalTime time;

    private Moment(String text, long us, @Nullable LocalTime time) {
        this.text = text;
        this.us = us;
        this.time = time;
    }

    /** The one that is so many microseconds after 1970 began. */
    static Moment of(long us) {
        return new Moment(text(us), us, null);
    }

    /**
     * Reads {@code 13:37:02}, {@code 2026-11-30T13:37:02Z}, or microseconds since 1970.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Moment parse(String text) {
        try {
            if (text.matches("\\d{1,18}")) {
                return new Moment(text, Long.parseLong(text), null);
            }
            return text.contains("T")
                    ? new Moment(text, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text)), null)
                    : new Moment(text, 0, LocalTime.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a moment is 13:37:02, 2026-11-30T13:37:02Z or microseconds since 1970, was " + text, e);
        }
    }

    /** Microseconds since 1970, where the recording begins at {@code firstUs}: a time of day is the first one from then on. */
    public long us(long firstUs) {
        if (time == null) {
            return us;
        }
        long midnightUs = Math.floorDiv(firstUs, DAY_US) * DAY_US;
        long sameDayUs = midnightUs + time.toNanoOfDay() / 1_000;
        return sameDayUs < firstUs ? sameDayUs + DAY_US : sameDayUs;
    }

    /** A moment as people read it. */
    public static String text(long us) {
        return Instant.EPOCH
                .plus(us, ChronoUnit.MICROS)
                .atOffset(ZoneOffset.UTC)
                .toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
