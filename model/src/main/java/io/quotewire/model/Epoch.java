package io.quotewire.model;

/**
 * The life within which sequence numbers mean something. Epochs grow and are never used twice.
 *
 * @param value the start time in milliseconds since 1970 UTC, or a log offset; not negative
 */
public record Epoch(long value) implements Comparable<Epoch> {
    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("an epoch is not negative, was " + value);
        }
    }

    /**
     * Reads the printed form.
     *
     * @throws NumberFormatException if the text is no epoch
     */
    public static Epoch parse(String text) {
        long value = Long.parseLong(text, 36);
        if (value < 0 || !Long.toString(value, 36).equals(text)) {
            throw new NumberFormatException("not an epoch: " + text);
        }
        return new Epoch(value);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    /** Base 36, as in messages. */
    @Override
    public String toString() {
        return Long.toString(value, 36);
    }
}
