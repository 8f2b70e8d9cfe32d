package io.quotewire.lab.stage;

import java.time.Duration;

/**
 * How a venue keeps connections, and when it gives one up.
 *
 * @param pingEvery how often the venue sends a WebSocket ping, zero for never
 * @param patience how long a silence the venue bears before it closes the connection
 * @param heard whose voice ends a silence
 * @param closeCode what it closes with
 * @param closeReason likewise
 */
public record KeepAlive(Duration pingEvery, Duration patience, Heard heard, int closeCode, String closeReason) {
    /** Whose frames count. */
    public enum Heard {
        /** Anything, in either direction. */
        EITHER,
        /** Only what the client sends; an answer to a ping will do. */
        CLIENT
    }
}
