package io.quotewire.venue.frame;

/**
 * Reads one integer that is not negative, a word at a time where it is short, as ids and times are.
 *
 * <p><b>Threads:</b> the frame's owner.
 */
final class ShortInteger {
    /** Most digits that an integer may have. */
    static final int MOST_DIGITS = 18;

    private long value;

    long value() {
        return value;
    }

    /** The integer that {@code text} is; 0 for anything else. */
    static long loosely(String text) {
        boolean integer =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return integer ? Long.parseLong(text) : 0;
    }

    /** Reads digits that a quote ends. Gives the place of the quote, or -1 for anything but an integer of at most 16 digits. */
    int readQuoted(byte[] bytes, int from, int end) {
        long head = Words.at(bytes, from);
        int first = Words.digits(head);
        long tail = Words.at(bytes, from + first);
        int second = first == Long.BYTES ? Words.digits(tail) : 0;
        int quote = from + first + second;
        if (first == 0 || quote >= end || bytes[quote] != '"' || (quote > from + 1 && bytes[from] == '0')) {
            return -1;
        }
        value = Words.value(Words.rightAligned(head, first));
        if (second > 0) {
            value = value * Words.POWERS[second] + Words.value(Words.rightAligned(tail, second));
        }
        return quote;
    }

    /** Reads the usual case: 9 to 15 digits with room behind them. Gives the place behind them, or -1 for anything else. */
    int readLong(byte[] bytes, int from, int end) {
        long head = Words.at(bytes, from);
        if (Words.digits(head) < Long.BYTES || from + 2 * Long.BYTES >= end || bytes[from] == '0') {
            return -1;
        }
        long tail = Words.at(bytes, from + Long.BYTES);
        int second = Words.digits(tail);
        if (second == 0 || second == Long.BYTES) {
            return -1;
        }
        value = Words.value(head) * Words.POWERS[second] + Words.value(Words.rightAligned(tail, second));
        return from + Long.BYTES + second;
    }

    /** Reads digit by digit. Gives the place behind them, or -1 for anything but an integer of at most 18 digits. */
    int read(byte[] bytes, int from, int end) {
        int at = from;
        long digits = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            if (at - from == MOST_DIGITS) {
                return -1;
            }
            digits = digits * 10 + (bytes[at++] - '0');
        }
        value = digits;
        return at == from || (bytes[from] == '0' && at > from + 1) ? -1 : at;
    }
}
