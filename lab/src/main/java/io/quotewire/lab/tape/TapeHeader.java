package io.quotewire.lab.tape;

import java.util.Map;

/**
 * What a file says of itself at its beginning.
 *
 * @param startedUs when it was begun, microseconds since 1970 UTC
 * @param about {@code program}, {@code venues} and the like; UTF-8 without line ends
 */
public record TapeHeader(long startedUs, Map<String, String> about) {
    public TapeHeader {
        about = Map.copyOf(about);
        about.forEach((key, value) -> {
            if (key.isEmpty() || key.contains("=") || (key + value).contains("\n")) {
                throw new IllegalArgumentException("not a line of a header: " + key + "=" + value);
            }
        });
    }
}
