package io.quotewire.venue.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name as a venue spells it, kept so that it is compared with a frame's bytes a word at a time. Immutable. */
public final class Name {
    private final String text;
    private final byte[] padded;

    private Name(String text) {
        this.text = text;
        this.padded = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), text.length() + Long.BYTES);
    }

    /** An ASCII name. */
    public static Name of(String text) {
        return new Name(text);
    }

    boolean is(byte[] bytes, int from, int to) {
        return to - from == text.length() && Words.same(bytes, from, padded, to - from);
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
