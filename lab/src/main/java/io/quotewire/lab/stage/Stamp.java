package io.quotewire.lab.stage;

import java.time.Instant;

/** A time as venues print it. */
public final class Stamp {
    private static final long SECOND_US = 1_000_000;

    private Stamp() {}

    /** {@code 2026-01-02T03:04:05.123456Z}, always with six digits. */
    public static String utc(long us) {
        String second = Instant.ofEpochSecond(Math.floorDiv(us, SECOND_US)).toString();
        return second.substring(0, second.length() - 1) + ".%06dZ".formatted(Math.floorMod(us, SECOND_US));
    }
}
