package io.quotewire.model;

/** Checks for configuration records. Messages name the setting, the allowed range and the offending value. */
public final class Check {
    private Check() {}

    /** Throws {@link IllegalArgumentException} if {@code value} is not in {@code min} to {@code max}. */
    public static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s must be %d to %d, was %d".formatted(key, min, max, value));
        }
    }
}
