package io.quotewire.gateway.dialect;

/**
 * What is said on one connection. Immutable: what changes belongs to the {@link Line}.
 *
 * <p><b>Threads:</b> the lane's.
 */
public interface Talk {
    /**
     * Messages a second that a client of the older service may send, as many of them at once; where the gateway allows more
     * to everybody, that counts.
     */
    default int messagesPerS() {
        return 1;
    }

    /** The connection is open. */
    void begin(Line line);

    /** A whole message has come, within the connection's limits. */
    void hear(Line line, Message message);

    /**
     * A message has come too early; it is not heard.
     *
     * @param retryMs when the next one may come, at least 1
     */
    void tooFast(Line line, long retryMs);
}
