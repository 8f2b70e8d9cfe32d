package io.quotewire.lab.load.wire;

import java.nio.charset.StandardCharsets;

/**
 * Finds the messages of an event stream in an array: each {@code data:} line of an event without a name is one, as the
 * gateway writes them; positions are events with a name and none of ours.
 *
 * <p><b>Threads:</b> the loop's.
 */
public final class EventReader {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event:".getBytes(StandardCharsets.US_ASCII);

    private boolean named;

    /**
     * Hands on what the whole lines between {@code from} and {@code to} say.
     *
     * @return where the first unfinished line begins
     */
    public int read(byte[] bytes, int from, int to, Payloads payloads) {
        int at = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                line(bytes, at, i > at && bytes[i - 1] == '\r' ? i - 1 : i, payloads);
                at = i + 1;
            }
        }
        return at;
    }

    private void line(byte[] bytes, int from, int to, Payloads payloads) {
        if (from == to) {
            named = false;
        } else if (bytes[from] == ':') {
            payloads.comment(bytes, afterSpace(bytes, from + 1, to), to);
        } else if (begins(bytes, from, to, DATA)) {
            if (!named) {
                payloads.message(bytes, afterSpace(bytes, from + DATA.length, to), to);
            }
        } else if (begins(bytes, from, to, EVENT)) {
            named = true;
        }
    }

    private static int afterSpace(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == ' ' ? from + 1 : from;
    }

    private static boolean begins(byte[] bytes, int from, int to, byte[] word) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
