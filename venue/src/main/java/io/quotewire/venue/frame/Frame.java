package io.quotewire.venue.frame;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Levels;
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

    /** Somewhere behind the first member of an object or array; which one is not known after another one has ended. */
    private static final int INSIDE = 1_000;

    /** 2286, in milliseconds: a stamp beyond it is nonsense, and a thousand times it still fits. */
    private static final long LAST_MS = 9_999_999_999_999L;

    private final Strings strings = new Strings();
    private final ShortDecimal decimal = new ShortDecimal();
    private final ShortInteger integer = new ShortInteger();
    private final Figures figures = new Figures();
    private final Deal deal = new Deal();
    private final Depth depth = new Depth();
    private final Envelope envelope = new Envelope(this);
    private byte[] bytes = {};
    private int at;
    private int end;
    private int turn;
    private long recvUs;
    private boolean simulated;
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
        turn = INSIDE;
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

    /** Scratch for the levels of one message about a book, emptied. */
    public Depth depth() {
        depth.clear();
        return depth;
    }

    /** Enters the outermost object, of which some members can only be read by what others say. */
    public Envelope envelope(Keys members) {
        envelope.open(members);
        return envelope;
    }

    /** Where the next value begins, for {@link #rewind}. */
    public int mark() {
        return at;
    }

    /** Goes back to a value passed before, to read it a second time. */
    public void rewind(int mark) {
        at = mark;
        turn = INSIDE;
    }

    /** Enters an object. */
    public void object() {
        expect('{', "an object");
        turn = 0;
    }

    /** Enters an object, or passes over {@code null} and says false. */
    public boolean objectUnlessNull() {
        if (peek() == 'n') {
            skip();
            return false;
        }
        object();
        return true;
    }

    /** Moves to the next key's value: its number in {@code keys}, {@link #OTHER}, or {@link #END} behind the object. */
    public int key(Keys keys) {
        int from = at;
        if (from + Keys.REACH < end) {
            int usual = keys.usual(turn, bytes, from);
            if (usual != 0) {
                turn++;
                at = from + (usual >>> 8);
                return (byte) usual;
            }
            int name = turn == 0 ? from + 1 : from + 2;
            if (bytes[name - 1] == '"' && (turn == 0 || bytes[from] == ',')) {
                long word = Words.at(bytes, name);
                int behind = name + Words.index(Words.special(word));
                if (behind < name + Long.BYTES && bytes[behind] == '"' && bytes[behind + 1] == ':') {
                    turn++;
                    at = behind + 2;
                    return keys.numberOf(Words.first(word, behind - name));
                }
            }
        }
        return unusualKey(keys);
    }

    /** Enters an array. */
    public void array() {
        expect('[', "an array");
        turn = 0;
    }

    /** Moves to the next item; false behind the array. */
    public boolean item() {
        int c = next();
        if (c == ']') {
            turn = INSIDE;
            return false;
        }
        if (turn == 0) {
            at--;
        } else {
            refuseUnless(c == ',', "a comma");
        }
        turn = INSIDE;
        return true;
    }

    /** Passes over one value of any kind. */
    public void skip() {
        int from = at + 1;
        if (from + Long.BYTES < end && bytes[at] == '"') {
            int length = Words.index(Words.special(Words.at(bytes, from)));
            if (bytes[from + length] == '"') {
                at = from + length + 1;
                return;
            }
        }
        skip(0);
    }

    /** Refuses whatever follows the message but white space. */
    public void close() {
        while (at < end) {
            refuseUnless(Words.isSpace(bytes[at]), "the end");
            at++;
        }
    }

    /** Reads a plain text and gives its place; compare it with {@link #is}. */
    public long text() {
        int from = opened("a text");
        int to = strings.plainEnd(bytes, from, end);
        at = to + 1;
        return Slice.slice(from, to);
    }

    /** Whether the text at {@code slice} is {@code expected}. */
    public boolean is(long slice, Name expected) {
        return expected.is(bytes, Slice.from(slice), Slice.to(slice));
    }

    /** Whether the text at {@code slice} ends in {@code mark} and then {@code expected}. */
    public boolean endsIn(long slice, char mark, Name expected) {
        int start = Slice.to(slice) - expected.length();
        return start > Slice.from(slice) && bytes[start - 1] == mark && expected.is(bytes, start, Slice.to(slice));
    }

    /** A slice as a string; for what is rare. */
    public String string(long slice) {
        return new String(bytes, Slice.from(slice), Slice.to(slice) - Slice.from(slice), StandardCharsets.ISO_8859_1);
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
        return string(Slice.slice(from, at));
    }

    /** Reads a single value and gives the integer that it is, in quotes or not; 0 for anything else. */
    public long looseInteger() {
        return ShortInteger.loosely(scalar());
    }

    /** Reads the symbol that the message is about. It may come more than once, but must be the same each time. */
    public void symbol() {
        symbol(text());
    }

    /** What follows is about another symbol, which must be read anew. */
    public void nextSymbol() {
        symbol = 0;
    }

    private void symbol(long slice) {
        if (symbol == 0) {
            symbol = slice;
        } else {
            boolean same = Arrays.equals(
                    bytes, Slice.from(slice), Slice.to(slice), bytes, Slice.from(symbol), Slice.to(symbol));
            refuseUnless(same, "one symbol in one message");
        }
    }

    /**
     * Takes what stands behind the last {@code mark} of the text at {@code slice} for the symbol, as {@link #symbol} does, and
     * gives what stands before it; all of the text where there is no such mark.
     */
    public long beforeSymbol(long slice, char mark) {
        for (int i = Slice.to(slice) - 1; i >= Slice.from(slice); i--) {
            if (bytes[i] == mark) {
                symbol(Slice.slice(i + 1, Slice.to(slice)));
                return Slice.slice(Slice.from(slice), i);
            }
        }
        return slice;
    }

    /** The symbol read, as text; refuses a message that named none, or something that can be none. */
    public String symbolText() {
        requireSymbol();
        return string(symbol);
    }

    /** Refuses a message that named no symbol, or something that can be none. */
    void requireSymbol() {
        boolean sound = symbol != 0 && Symbols.isSymbol(bytes, Slice.from(symbol), Slice.to(symbol));
        refuseUnless(sound, "a symbol");
    }

    /** The symbol read, 0 for none. Only a look-up can say whether it means anything. */
    long symbolSlice() {
        return symbol;
    }

    /** Reads a JSON integer that is not negative. */
    public long integer() {
        int behind = integer.readLong(bytes, at, end);
        if (behind < 0) {
            peek();
            return whole(at);
        }
        at = behind;
        return integer.value();
    }

    /** Reads a JSON integer of either sign. */
    public long signedInteger() {
        return peek() == '-' ? -whole(at + 1) : whole(at);
    }

    /** Reads an integer that is not negative, in quotes or not. */
    public long anyInteger() {
        return peek() == '"' ? quotedInteger() : integer();
    }

    /** Reads an integer that is not negative and stands in quotes. */
    public long quotedInteger() {
        int quote = integer.readQuoted(bytes, opened("an integer in quotes"), end);
        refuseUnless(quote > 0, "an integer of at most 16 digits in quotes");
        at = quote + 1;
        return integer.value();
    }

    /** Refuses a stamp outside of 1970 to 2286 and gives it in microseconds. */
    public long millis(long value) {
        refuseUnless(value > 0 && value <= LAST_MS, "a time in milliseconds");
        return value * 1_000;
    }

    /** Reads {@code "2026-08-09T21:05:48.229198Z"} as microseconds since 1970; 0 for the zeros that some venues print. */
    public long instant() {
        long slice = text();
        long micros = Instants.micros(bytes, Slice.from(slice), Slice.to(slice));
        refuseUnless(micros >= 0 && micros <= LAST_MS * 1_000, "a time like 2026-08-09T21:05:48.229198Z");
        return micros;
    }

    /** Reads {@code true} or {@code false}. */
    public boolean flag() {
        int c = next();
        refuseUnless(c == 't' || c == 'f', "true or false");
        at = strings.literal(c == 't' ? "rue" : "alse", bytes, at, end);
        return c == 't';
    }

    /** Reads a decimal above zero; in quotes, or where it may be {@code loose} as a JSON number too. */
    public Decimal positive(boolean loose) {
        refuseUnless((loose ? looseDecimal() : decimal()) > 0, "a decimal above zero");
        return decimal.value();
    }

    /**
     * Reads a decimal in quotes, which may be empty. It waits to be stored by {@link #store}.
     *
     * @return -1 if it was empty, 0 if it was zero, 1 if it was above
     */
    int decimal() {
        int from = opened("a decimal in quotes");
        int quote = decimal.readShort(bytes, from, end);
        if (quote < 0) {
            quote = strings.plainEnd(bytes, from, end);
            if (quote > from) {
                refuseUnless(decimal.read(bytes, from, quote), "an exact decimal of at most 18 digits");
            }
        }
        at = quote + 1;
        return quote == from ? -1 : sign();
    }

    /** Reads a decimal in quotes or a JSON number; otherwise as {@link #decimal}. */
    int looseDecimal() {
        if (peek() == '"') {
            return decimal();
        }
        numeral();
        return sign();
    }

    /** Adds the decimal read last. */
    void store(Levels.Builder side) {
        side.add(decimal.mantissa(), decimal.scale(), decimal.places());
    }

    /** Puts the decimal read last into a column. */
    void store(Decimals.Row row, int column) {
        row.set(column, decimal.mantissa(), decimal.scale(), decimal.places());
    }

    byte[] bytes() {
        return bytes;
    }

    /** For an adapter that finds the message wrong: {@code expected} says what should have stood here. */
    public MalformedFrame malformed(String expected) {
        return new MalformedFrame("expected " + expected + " at byte " + at);
    }

    /** Reads a JSON number of either sign, which waits to be stored. */
    void numeral() {
        peek();
        int from = at;
        at = strings.number(bytes, from, end);
        refuseUnless(decimal.read(bytes, from, at), "an exact decimal of at most 18 digits");
    }

    private long whole(int from) {
        int behind = integer.read(bytes, from, end);
        refuseUnless(behind > 0, "an integer of at most " + ShortInteger.MOST_DIGITS + " digits");
        at = behind;
        return integer.value();
    }

    private int sign() {
        refuseUnless(decimal.mantissa() >= 0, "a decimal that is not negative");
        return Long.signum(decimal.mantissa());
    }

    /** A key with white space about it, longer than those that anybody knows, with escapes, or none at all. */
    private int unusualKey(Keys keys) {
        int c = next();
        if (c == '}') {
            turn = INSIDE;
            return END;
        }
        if (turn > 0) {
            refuseUnless(c == ',', "a comma");
            c = next();
        }
        turn++;
        refuseUnless(c == '"', "a key");
        int from = at;
        at = strings.skip(bytes, at, end);
        int length = at - 1 - from;
        expect(':', "a colon");
        return length < Long.BYTES
                ? keys.numberOf(Words.first(Words.at(bytes, from), length))
                : keys.numberOf(bytes, from, from + length);
    }

    /** Passes the quote that opens a text and gives the place behind it. */
    private int opened(String name) {
        int quote = at;
        if (quote < end && bytes[quote] == '"') {
            return quote + 1;
        }
        expect('"', name);
        return at;
    }

    private void skip(int depth) {
        refuseUnless(depth < MAX_DEPTH, "at most " + MAX_DEPTH + " levels");
        int c = next();
        switch (c) {
            case '"' -> at = strings.skip(bytes, at, end);
            case '{' -> {
                turn = 0;
                while (key(Keys.NONE) != END) {
                    skip(depth + 1);
                }
            }
            case '[' -> {
                turn = 0;
                while (item()) {
                    skip(depth + 1);
                }
            }
            case 't' -> at = strings.literal("rue", bytes, at, end);
            case 'f' -> at = strings.literal("alse", bytes, at, end);
            case 'n' -> at = strings.literal("ull", bytes, at, end);
            default -> {
                at--;
                at = strings.number(bytes, at, end);
            }
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
            if (c > ' ' || !Words.isSpace(c)) {
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
}
