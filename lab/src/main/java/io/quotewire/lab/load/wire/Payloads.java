package io.quotewire.lab.load.wire;

/**
 * Takes what a connection brings, as ranges of an array that is good until the call returns.
 *
 * <p><b>Threads:</b> the loop's.
 */
public interface Payloads {
    /** A whole message. */
    void message(byte[] bytes, int from, int to);

    /** The server wants these bytes back. */
    default void ping(byte[] bytes, int from, int to) {}

    /** The server's last word. */
    default void close(int code, String reason) {}

    /** A comment of an event stream, without its colon. */
    default void comment(byte[] bytes, int from, int to) {}
}
