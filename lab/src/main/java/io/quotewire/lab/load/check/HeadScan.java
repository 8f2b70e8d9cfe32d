package io.quotewire.lab.load.check;

import java.util.Locale;

/**
 * What stands before the data of a message, found without an object. The members may come in any order; once the data begin
 * and what is needed is known, the rest is not looked at.
 *
 * <p><b>Threads:</b> the loop's. One is used over and over.
 */
public final class HeadScan {
    /** In place of a number that is not there. */
    public static final long NONE = -1;

    /** What a message is. */
    public enum Type {
        SNAPSHOT(0),
        UPDATE(1),
        STATUS(2),
        STILL(3),
        GAP(4),
        OPEN(5),
        SLOW(6),
        /** It answers or says something, and tells no data. */
        SAID(7),
        UNKNOWN(7);

        private final int code;
        private final String text = name().toLowerCase(Locale.ROOT);

        Type(int code) {
            this.code = code;
        }

        /** 0 to 7; of messages with a number each has its own. */
        int code() {
            return code;
        }
    }

    /** Members that count. */
    private enum Name {
        TYPE,
        TOPIC,
        EPOCH,
        PREV,
        SEQ,
        RECV,
        FROM,
        TO,
        WHY,
        DATA,
        OP,
        OTHER;

        private final String text = name().toLowerCase(Locale.ROOT);
    }

    private static final int RADIX = 36;
    private static final int NOWHERE = -1;

    /** Numbers of the protocol are below 2^53, times too. */
    private static final int MAX_DIGITS = 16;

    private Type type = Type.UNKNOWN;
    private int topicFrom;
    private int topicTo;
    private int whyFrom;
    private int whyTo;
    private long epoch;
    private long prev;
    private long seq;
    private long recvUs;
    private long firstMissing;
    private long lastMissing;
    private int dataFrom;

    /** Reads the head of the message in this range; false if it is not one. */
    public boolean read(byte[] bytes, int from, int to) {
        forget();
        if (to - from < 2 || bytes[from] != '{' || bytes[to - 1] != '}') {
            return false;
        }
        int end = to - 1;
        int at = from + 1;
        while (at < end) {
            int nameTo = bytes[at] == '"' ? endOfText(bytes, at + 1, end) : NOWHERE;
            if (nameTo < 0 || nameTo + 2 > end || bytes[nameTo + 1] != ':') {
                return false;
            }
            int valueTo = member(bytes, at + 1, nameTo, nameTo + 2, end);
            if (valueTo < 0) {
                return false;
            }
            if (valueTo == end) {
                return true;
            }
            if (bytes[valueTo] != ',') {
                return false;
            }
            at = valueTo + 1;
        }
        return false;
    }

    public Type type() {
        return type;
    }

    int topicFrom() {
        return topicFrom;
    }

    int topicTo() {
        return topicTo;
    }

    long epoch() {
        return epoch;
    }

    long prev() {
        return prev;
    }

    /** Of a gap the last number that is missing. */
    long seq() {
        return type == Type.GAP ? lastMissing : seq;
    }

    long firstMissing() {
        return firstMissing;
    }

    /** When the gateway got what it was made of, in microseconds since 1970; {@link #NONE} where that is not said. */
    public long recvUs() {
        return recvUs;
    }

    /** Where the data begin; negative where there are none. */
    int dataFrom() {
        return dataFrom;
    }

    /** Whether the reason of a gap is this word. */
    boolean why(byte[] bytes, String word) {
        return is(bytes, whyFrom, whyTo, word);
    }

    /** The message in short, and what is to be said of it. */
    String said(String detail) {
        return type.name().toLowerCase(Locale.ROOT) + " " + seq() + " " + detail;
    }

    static boolean is(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void forget() {
        type = Type.UNKNOWN;
        topicFrom = 0;
        topicTo = 0;
        whyFrom = 0;
        whyTo = 0;
        epoch = NONE;
        prev = NONE;
        seq = NONE;
        recvUs = NONE;
        firstMissing = NONE;
        lastMissing = NONE;
        dataFrom = NOWHERE;
    }

    /** Takes one member in; where its value ends, {@code end} where nothing more is wanted, negative where it is broken. */
    private int member(byte[] bytes, int name, int nameTo, int at, int end) {
        int first = bytes[at];
        if (first == '"') {
            int valueTo = endOfText(bytes, at + 1, end);
            if (valueTo < 0) {
                return NOWHERE;
            }
            text(bytes, name, nameTo, at + 1, valueTo);
            return type == Type.SAID ? end : valueTo + 1;
        }
        if (first >= '0' && first <= '9') {
            return number(bytes, name, nameTo, at);
        }
        if (nameOf(bytes, name, nameTo) == Name.DATA) {
            dataFrom = at;
            if (seq != NONE && topicTo > 0 && epoch != NONE) {
                return end;
            }
        }
        return first == '{' || first == '[' ? endOfNest(bytes, at, end) : endOfWord(bytes, at, end);
    }

    private void text(byte[] bytes, int name, int nameTo, int from, int to) {
        switch (nameOf(bytes, name, nameTo)) {
            case TYPE -> type = typeOf(bytes, from, to);
            case TOPIC -> {
                topicFrom = from;
                topicTo = to;
            }
            case EPOCH -> epoch = base36(bytes, from, to);
            case OP -> type = Type.SAID;
            case WHY -> {
                whyFrom = from;
                whyTo = to;
            }
            default -> {} // Nothing of the chain.
        }
    }

    private int number(byte[] bytes, int name, int nameTo, int at) {
        long value = 0;
        int i = at;
        for (int digit = bytes[i] - '0'; digit >= 0 && digit <= 9; digit = bytes[i] - '0') {
            value = value * 10 + digit;
            i++; // At the end of the message is a brace.
        }
        if (i - at > MAX_DIGITS) {
            return NOWHERE;
        }
        switch (nameOf(bytes, name, nameTo)) {
            case TO -> lastMissing = value;
            case SEQ -> seq = value;
            case PREV -> prev = value;
            case RECV -> recvUs = value;
            case FROM -> firstMissing = value;
            default -> {} // Nothing of the chain.
        }
        return i;
    }

    /** Which member it is that counts, {@link Name#OTHER} where it is none of them. */
    private static Name nameOf(byte[] bytes, int from, int to) {
        Name likely = switch (to - from) {
            case 2 -> bytes[from] == 't' ? Name.TO : Name.OP;
            case 3 -> bytes[from] == 's' ? Name.SEQ : Name.WHY;
            case 4 ->
                switch (bytes[from]) {
                    case 't' -> Name.TYPE;
                    case 'p' -> Name.PREV;
                    case 'r' -> Name.RECV;
                    case 'f' -> Name.FROM;
                    default -> Name.DATA;
                };
            case 5 -> bytes[from] == 't' ? Name.TOPIC : Name.EPOCH;
            default -> Name.OTHER;
        };
        return likely != Name.OTHER && is(bytes, from, to, likely.text) ? likely : Name.OTHER;
    }

    private static Type typeOf(byte[] bytes, int from, int to) {
        Type likely = switch (to - from) {
            case 3 -> Type.GAP;
            case 4 -> bytes[from] == 'o' ? Type.OPEN : Type.SLOW;
            case 5 -> Type.STILL;
            case 6 -> bytes[from] == 'u' ? Type.UPDATE : Type.STATUS;
            case 8 -> Type.SNAPSHOT;
            default -> Type.UNKNOWN;
        };
        return is(bytes, from, to, likely.text) ? likely : Type.UNKNOWN;
    }

    private static long base36(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] <= '9' ? bytes[i] - '0' : bytes[i] - 'a' + 10;
            if (digit < 0 || digit >= RADIX || value > Long.MAX_VALUE / RADIX - RADIX) {
                return NONE;
            }
            value = value * RADIX + digit;
        }
        return value;
    }

    /** Where the closing quote of a text is; negative where there is none. */
    private static int endOfText(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '"') {
                return i;
            }
            if (bytes[i] == '\\') {
                i++;
            }
        }
        return NOWHERE;
    }

    private static int endOfWord(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != ',') {
            i++;
        }
        return i;
    }

    private static int endOfNest(byte[] bytes, int from, int end) {
        int depth = 0;
        for (int i = from; i < end; i++) {
            switch (bytes[i]) {
                case '"' -> {
                    i = endOfText(bytes, i + 1, end);
                    if (i < 0) {
                        return NOWHERE;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> {} // Within the value.
            }
        }
        return NOWHERE;
    }
}
