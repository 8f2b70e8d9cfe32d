package io.quotewire.lab.load.check;

import java.util.Map;
import java.util.Objects;

/** Reads the answer to {@code ping}. */
public final class PongReader {
    private PongReader() {}

    /** The server's time in microseconds since 1970; negative where this is no such answer. */
    public static long nowUs(byte[] bytes, int from, int to) {
        Map<String, Object> message = Tree.read(bytes, from, to);
        if (message == null || !Objects.equals(message.get("op"), "pong")) {
            return HeadScan.NONE;
        }
        return Tree.number(message.get("now"));
    }
}
