package io.quotewire.venue;

import io.quotewire.model.Decimal;
import io.quotewire.model.DecimalReader;
import io.quotewire.model.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A single pass over the bytes of one JSON message, without a tree and without an object per value.
 *
 * <p>An adapter walks down with {@link #object} and {@link #key}, {@link #array} and {@link #item}, reads the values it
 * knows and {@link #skip}s the others; what is skipped must be sound JSON all the same. Texts that matter to us (names,
 * numbers in quotes) are plain ASCII without escapes; anything else in their place is refused. Every way in which the
 * bytes can be wrong ends in {@link MalformedFrame}.
 *
 * <p><b>Threads:</b> one owner; kept and reused for each message. Slices and figures are valid until the next.
 */
public final class Frame {
    /** Given by {@link #key} for a key that the adapter does not know; its value must be skipped. */
    public static final int OTHER = -1;

    /** Given by {@link #key} at the end of the object. */
    public static final int END = -2;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_INTEGER_DIGITS = 18;

    /** Up to here a decimal is read word-wise; longer ones go through {@link DecimalReader}. */
    private static final int SHORT_DECIMAL = 30;

    /** 2286, in milliseconds: a stamp beyond it is nonsense, and a thousand times it still fits. */
    private static final long LAST_MS = 9_999_999_999_999L;

    private final Strings strings = new Strings();
    private final DecimalReader reader = new DecimalReader();
    private final Figures figures = new Figures();
    private final Deal deal = new Deal();
    private byte[] bytes = {};
    private int at;
    private int end;
    private boolean first;
    private long recvUs;
    private boolean simulated;
    private long mantissa;
    private int scale;
    private int places;
    private long symbol;

    /** Says when and from whom the next messages came. */
    void stamp(long receivedUs, boolean fromSimulator) {
        recvUs = receivedUs;
        simulated = fromSimulator;
    }

    /** Starts over at {@code from}; the array is not copied and must not change meanwhile. */
    void wrap(byte[] message, int from, int to) {
        bytes = message;
        at = from;
        end = to;
        first = false;
        symbol = 0;
    }

    /** When the frame left the socket, microseconds since 1970 UTC. */
    public long recvUs() {
        return recvUs;
    }

    /** Whether the venue called itself a simulation. */
    public boolean simulated() {
        return simulated;
    }

    /** Scratch for the figures of one event, emptied. */
    public Figures figures() {
        figures.clear();
        return figures;
    }

    /** Scratch for the fields of one trade, emptied. */
    public Deal deal() {
        deal.clear();
        return deal;
    }

    /** Where the next value begins, for {@link #rewind}. */
    public int mark() {
        return at;
    }

    /** Goes back to a value passed before, to read it a second time. */
    public void rewind(int mark) {
        at = mark;
        first = false;
    }

    /** Enters an object. */
    public void object() {
        expect('{', "an object");
        first = true;
    }

    /** Moves to the next key's value: its number in {@code keys}, {@link #OTHER}, or {@link #END} behind the object. */
    public int key(Keys keys) {
        int c = next();
        if (c == '}') {
            first = false;
            return END;
        }
        if (!first) {
            refuseUnless(c == ',', "a comma");
            c = next();
        }
        first = false;
        refuseUnless(c == '"', "a key");
        long word = Words.at(bytes, at);
        long mask = Words.special(word);
        int length = mask == 0 ? Long.BYTES : Words.index(mask);
        int number = OTHER;
        if (length < Long.BYTES && at + length < end && bytes[at + length] == '"') {
            number = keys.numberOf(Words.first(word, length));
            at += length + 1;
        } else {
            at = strings.skip(bytes, at, end);
        }
        expect(':', "a colon");
        return number;
    }

    /** Enters an array. */
    public void array() {
        expect('[', "an array");
        first = true;
    }

    /** Moves to the next item; false behind the array. */
    public boolean item() {
        int c = next();
        if (c == ']') {
            first = false;
            return false;
        }
        if (first) {
            at--;
        } else {
            refuseUnless(c == ',', "a comma");
        }
        first = false;
        return true;
    }

    /** Passes over one value of any kind. */
    public void skip() {
        skip(0);
    }

    /** Refuses whatever follows the message but white space. */
    public void close() {
        while (at < end) {
            refuseUnless(isSpace(bytes[at]), "the end");
            at++;
        }
    }

    /** Reads a plain text and gives its place; compare it with {@link #is}. */
    public long text() {
        expect('"', "a text");
        int from = at;
        int to = plainEnd(from);
        at = to + 1;
        return ((long) from << Integer.SIZE) | to;
    }

    /** Whether the text at {@code slice} is {@code expected}. */
    public boolean is(long slice, byte[] expected) {
        return Arrays.equals(bytes, from(slice), to(slice), expected, 0, expected.length);
    }

    /** Whether the text at {@code slice} ends in {@code mark} and then {@code expected}. */
    public boolean endsIn(long slice, char mark, byte[] expected) {
        int start = to(slice) - expected.length;
        return start > from(slice)
                && bytes[start - 1] == mark
                && Arrays.equals(bytes, start, to(slice), expected, 0, expected.length);
    }

    /** A slice as a string; for what is rare. */
    public String string(long slice) {
        return new String(bytes, from(slice), to(slice) - from(slice), StandardCharsets.ISO_8859_1);
    }

    /** Reads a text of any kind, escapes and all; for what is rare. */
    public String string() {
        expect('"', "a text");
        int from = at;
        at = strings.skip(bytes, from, end);
        return strings.unescaped(bytes, from, at - 1);
    }

    /** Reads a text as its content, or another single value as it is printed; for what is rare. */
    public String scalar() {
        if (peek() == '"') {
            return string();
        }
        refuseUnless(bytes[at] != '{' && bytes[at] != '[', "a single value");
        int from = at;
        skip();
        return string(((long) from << Integer.SIZE) | at);
    }

    /** Reads a single value and gives the integer that it is, in quotes or not; 0 for anything else. */
    public long looseInteger() {
        String text = scalar();
        boolean integer = !text.isEmpty()
                && text.length() <= MAX_INTEGER_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return integer ? Long.parseLong(text) : 0;
    }

    /** Reads the symbol that the message is about. It may come more than once, but must be the same each time. */
    public void symbol() {
        long slice = text();
        int length = to(slice) - from(slice);
        refuseUnless(
                length > 0 && length <= Symbols.LONGEST && Symbols.isSymbol(bytes, from(slice), to(slice)), "a symbol");
        if (symbol == 0) {
            symbol = slice;
        } else {
            boolean same = Arrays.equals(bytes, from(slice), to(slice), bytes, from(symbol), to(symbol));
            refuseUnless(same, "one symbol in one message");
        }
    }

    /** The symbol read, as a slice; refuses a message that named none. */
    public long symbolSlice() {
        refuseUnless(symbol != 0, "a symbol");
        return symbol;
    }

    /** Reads a JSON integer that is not negative. */
    public long integer() {
        next();
        at--;
        return digits();
    }

    /** Reads an integer that is not negative and stands in quotes. */
    public long quotedInteger() {
        expect('"', "an integer in quotes");
        long value = digits();
        expect('"', "a closing quote");
        return value;
    }

    /** Refuses a stamp outside of 1970 to 2286 and gives it in microseconds. */
    public long millis(long value) {
        refuseUnless(value > 0 && value <= LAST_MS, "a time in milliseconds");
        return value * 1_000;
    }

    /** Reads {@code true} or {@code false}. */
    public boolean flag() {
        int c = next();
        refuseUnless(c == 't' || c == 'f', "true or false");
        literal(c == 't' ? "rue" : "alse");
        return c == 't';
    }

    /** Reads a decimal in quotes that must be above zero. */
    public Decimal positive() {
        refuseUnless(decimal() > 0, "a decimal above zero");
        return Decimal.of(mantissa, scale, places);
    }

    /**
     * Reads a decimal in quotes, which may be empty. It waits to be stored by {@link #store}.
     *
     * @return -1 if it was empty, 0 if it was zero, 1 if it was above
     */
    int decimal() {
        expect('"', "a decimal in quotes");
        int from = at;
        int to = plainEnd(from);
        at = to + 1;
        if (from == to) {
            return -1;
        }
        if (!shortDecimal(from, to)) {
            longDecimal(from, to);
        }
        refuseUnless(mantissa >= 0, "a decimal that is not negative");
        return Long.signum(mantissa);
    }

    /** Puts the decimal read last into a column. */
    void store(Decimals.Row row, int column) {
        row.set(column, mantissa, scale, places);
    }

    byte[] bytes() {
        return bytes;
    }

    static int from(long slice) {
        return (int) (slice >>> Integer.SIZE);
    }

    static int to(long slice) {
        return (int) slice;
    }

    /** For an adapter that finds the message wrong: {@code expected} says what should have stood here. */
    public MalformedFrame malformed(String expected) {
        return new MalformedFrame("expected " + expected + " at byte " + at);
    }

    /**
     * The usual case: digits, perhaps a point, nothing else. Trailing zeros are left out before the digits are put
     * together, so that no division is needed to bring the value into its normal form.
     */
    private boolean shortDecimal(int from, int to) {
        if (to - from > SHORT_DECIMAL) {
            return false;
        }
        int last = to - 1;
        while (last > from && bytes[last] == '0') {
            last--;
        }
        int point = -1;
        if (bytes[last] == '.') {
            point = last--;
            while (last > from && bytes[last] == '0') {
                last--;
            }
        }
        if (last - from >= MAX_INTEGER_DIGITS || last < from) {
            return false;
        }
        long value = 0;
        for (int i = from; i <= last; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
            } else if (digit == '.' - '0' && point < 0) {
                point = i;
            } else {
                return false;
            }
        }
        boolean leadingZero = bytes[from] == '0' && to - from > 1 && point != from + 1;
        if (leadingZero || point == from || point == to - 1) {
            return false;
        }
        int whole = point < 0 ? to : point;
        mantissa = value;
        places = point < 0 ? 0 : to - 1 - point;
        scale = value == 0 ? 0 : last > whole ? last - whole : last + 1 - whole;
        return true;
    }

    private void longDecimal(int from, int to) {
        reader.reset();
        for (int i = from; i < to; i++) {
            reader.accept(bytes[i]);
        }
        refuseUnless(reader.finish(), "an exact decimal of at most 18 digits");
        mantissa = reader.mantissa();
        scale = reader.scale();
        places = reader.places();
    }

    private long digits() {
        int from = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            refuseUnless(at - from < MAX_INTEGER_DIGITS, "at most 18 digits");
            value = value * 10 + (bytes[at++] - '0');
        }
        refuseUnless(at > from && (bytes[from] != '0' || at == from + 1), "an integer");
        return value;
    }

    /** The place of the quote that ends a plain text begun at {@code from}. */
    private int plainEnd(int from) {
        int i = from;
        while (i < end) {
            long mask = Words.special(Words.at(bytes, i));
            if (mask != 0) {
                i += Words.index(mask);
                refuseUnless(i < end && bytes[i] == '"', "plain text");
                return i;
            }
            i += Long.BYTES;
        }
        throw malformed("more: the frame is cut");
    }

    private void skip(int depth) {
        refuseUnless(depth < MAX_DEPTH, "at most " + MAX_DEPTH + " levels");
        int c = next();
        switch (c) {
            case '"' -> at = strings.skip(bytes, at, end);
            case '{' -> {
                first = true;
                while (key(Names.NONE) != END) {
                    skip(depth + 1);
                }
            }
            case '[' -> {
                first = true;
                while (item()) {
                    skip(depth + 1);
                }
            }
            case 't' -> literal("rue");
            case 'f' -> literal("alse");
            case 'n' -> literal("ull");
            default -> {
                at--;
                at = strings.number(bytes, at, end);
            }
        }
    }

    private void literal(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            refuseUnless(at < end && bytes[at] == rest.charAt(i), "a value");
            at++;
        }
    }

    private int peek() {
        int c = next();
        at--;
        return c;
    }

    private int next() {
        while (at < end) {
            byte c = bytes[at++];
            if (!isSpace(c)) {
                return c;
            }
        }
        throw malformed("more: the frame is cut");
    }

    private void expect(char wanted, String name) {
        refuseUnless(next() == wanted, name);
    }

    private void refuseUnless(boolean sound, String expected) {
        if (!sound) {
            throw malformed(expected);
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Known to nobody: every key of a value that is skipped is another. */
    private static final class Names {
        static final Keys NONE = Keys.of();
    }
}
