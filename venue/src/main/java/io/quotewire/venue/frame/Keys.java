package io.quotewire.venue.frame;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of JSON keys, by which {@link Frame#key} turns the bytes of a key into a small number without a string.
 *
 * <p>Most keys are at most 7 characters, so that with its closing quote each is one 8-byte word. The constructor looks for a
 * multiplier that gives every such key a slot of its own; a look-up is then one multiplication and one comparison. Longer
 * keys, up to 40 characters, are compared one by one.
 *
 * <p>A venue prints its keys in the same order each time. Told that order, the set lets {@link Frame#key} first compare
 * with the key that usually stands there. The processor foresees how that comparison ends, so that the place of the value
 * does not wait for the length of the key to be worked out. Any other order is read just as well. Immutable.
 */
public final class Keys {
    private static final int SLOTS = 64;
    private static final int SHIFT = Long.SIZE - 6;
    private static final int SHORT = 7;
    private static final int LONGEST = 40;

    /** How far {@link #usual} looks at once: a comma, two quotes, a colon and a name between them. */
    static final int REACH = 2 * Long.BYTES;

    private static final int FIELDS = 5;

    /** Known to nobody: every key of a value that is skipped is another. */
    static final Keys NONE = of("");

    private final List<String> names;
    private final long multiplier;
    private final long[] words = new long[SLOTS];
    private final byte[] numbers = new byte[SLOTS];

    /** The keys that are too long for a word, in the places of their numbers; null for the others. */
    private final @Nullable Name[] longNames;

    /** For each key in its usual place {@link #FIELDS} numbers: two words and their masks, and its length and number. */
    private final long[] usual;

    private Keys(List<String> names, List<String> order) {
        this.names = names;
        this.longNames = new Name[names.size()];
        Arrays.setAll(longNames, number -> names.get(number).length() > SHORT ? Name.of(names.get(number)) : null);
        long candidate = 0x9E3779B97F4A7C15L;
        while (!fill(candidate)) {
            candidate = candidate * 6364136223846793005L + 1442695040888963407L;
        }
        this.multiplier = candidate;
        this.usual = new long[order.size() * FIELDS];
        for (int turn = 0; turn < order.size(); turn++) {
            expect(turn, order.get(turn));
        }
    }

    /**
     * Keys numbered from zero in the order given.
     *
     * @param spaced the names with a space between each two
     * @throws IllegalArgumentException if a name is empty, longer than 40 characters, not ASCII, or given twice
     */
    public static Keys of(String spaced) {
        String[] names = spaced.isEmpty() ? new String[0] : spaced.split(" ");
        long distinct = Arrays.stream(names).distinct().count();
        boolean fits = Arrays.stream(names)
                .allMatch(name -> !name.isEmpty()
                        && name.length() <= LONGEST
                        && name.chars().allMatch(c -> c > ' ' && c < 0x80));
        if (!fits || distinct != names.length || names.length > SLOTS / 2) {
            throw new IllegalArgumentException("not a set of keys: " + spaced);
        }
        return new Keys(List.of(names), List.of());
    }

    /** The same keys, and the order in which the venue usually prints them, with those that are unknown here. */
    public Keys usually(String spaced) {
        return new Keys(names, List.of(spaced.split(" ")));
    }

    /** The number of the key whose characters are {@code word}, first one lowest; {@link Frame#OTHER} if unknown. */
    int numberOf(long word) {
        int slot = (int) ((word * multiplier) >>> SHIFT);
        return words[slot] == word ? numbers[slot] : Frame.OTHER;
    }

    /** The same for a key that is longer than a word, between {@code from} and {@code to}. */
    int numberOf(byte[] bytes, int from, int to) {
        for (int number = 0; number < longNames.length; number++) {
            Name name = longNames[number];
            if (name != null && name.is(bytes, from, to)) {
                return number;
            }
        }
        return Frame.OTHER;
    }

    /**
     * Whether what stands at {@code at} is the key that usually is number {@code turn} of its object, with the comma before
     * and the colon behind it. If so, gives how long all this is and, in the lowest byte, the key's number; else 0.
     *
     * @param at has {@link #REACH} bytes behind it
     */
    int usual(int turn, byte[] bytes, int at) {
        int field = turn * FIELDS;
        if (field >= usual.length) {
            return 0;
        }
        long first = (Words.at(bytes, at) ^ usual[field]) & usual[field + 1];
        long second = (Words.at(bytes, at + Long.BYTES) ^ usual[field + 2]) & usual[field + 3];
        return (first | second) == 0 ? (int) usual[field + 4] : 0;
    }

    private boolean fill(long candidate) {
        Arrays.fill(words, 0);
        Arrays.fill(numbers, (byte) Frame.OTHER); // An empty key is the word 0, as an empty slot is.
        for (int number = 0; number < names.size(); number++) {
            if (longNames[number] != null) {
                continue;
            }
            long word = word(names.get(number));
            int slot = (int) ((word * candidate) >>> SHIFT);
            if (words[slot] != 0) {
                return false;
            }
            words[slot] = word;
            numbers[slot] = (byte) number;
        }
        return true;
    }

    /** What is too long to be looked at in one go expects nothing, and so is never given for known. */
    private void expect(int turn, String name) {
        String text = (turn == 0 ? "\"" : ",\"") + name + "\":";
        boolean fits = text.length() <= REACH;
        int head = Math.min(text.length(), Long.BYTES);
        int field = turn * FIELDS;
        usual[field] = word(text.substring(0, head));
        usual[field + 1] = Words.first(-1, head);
        usual[field + 2] = word(fits ? text.substring(head) : "");
        usual[field + 3] = Words.first(-1, fits ? text.length() - head : 0);
        usual[field + 4] = fits ? ((long) text.length() << 8) | (names.indexOf(name) & 0xFF) : 0;
    }

    private static long word(String name) {
        long word = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            word = (word << 8) | name.charAt(i);
        }
        return word;
    }
}
