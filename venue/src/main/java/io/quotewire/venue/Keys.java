package io.quotewire.venue;

import java.util.Arrays;

/**
 * A fixed set of JSON keys, by which {@link Frame#key} turns the bytes of a key into a small number without a string.
 *
 * <p>Each key is at most 7 characters, so that with its closing quote it is one 8-byte word. The constructor looks for a
 * multiplier that gives every key a slot of its own; a look-up is then one multiplication and one comparison. Immutable.
 */
public final class Keys {
    private static final int SLOTS = 64;
    private static final int SHIFT = Long.SIZE - 6;
    private static final int LONGEST = 7;

    private final long multiplier;
    private final long[] words = new long[SLOTS];
    private final byte[] numbers = new byte[SLOTS];

    private Keys(String... names) {
        long candidate = 0x9E3779B97F4A7C15L;
        while (!fill(candidate, names)) {
            candidate = candidate * 6364136223846793005L + 1442695040888963407L;
        }
        this.multiplier = candidate;
    }

    /**
     * Keys numbered from zero in the order given.
     *
     * @throws IllegalArgumentException if a name is empty, longer than 7 characters, not ASCII, or given twice
     */
    public static Keys of(String... names) {
        long distinct = Arrays.stream(names).distinct().count();
        boolean fits = Arrays.stream(names)
                .allMatch(name -> !name.isEmpty()
                        && name.length() <= LONGEST
                        && name.chars().allMatch(c -> c < 0x80));
        if (!fits || distinct != names.length || names.length > SLOTS / 2) {
            throw new IllegalArgumentException("not a set of short keys: " + String.join(", ", names));
        }
        return new Keys(names);
    }

    /** The number of the key whose characters are {@code word}, first one lowest; {@link Frame#OTHER} if unknown. */
    int numberOf(long word) {
        int slot = (int) ((word * multiplier) >>> SHIFT);
        return words[slot] == word ? numbers[slot] : Frame.OTHER;
    }

    private boolean fill(long candidate, String... names) {
        Arrays.fill(words, 0);
        for (int number = 0; number < names.length; number++) {
            long word = 0;
            for (int i = names[number].length() - 1; i >= 0; i--) {
                word = (word << 8) | names[number].charAt(i);
            }
            int slot = (int) ((word * candidate) >>> SHIFT);
            if (words[slot] != 0) {
                return false;
            }
            words[slot] = word;
            numbers[slot] = (byte) number;
        }
        return true;
    }
}
