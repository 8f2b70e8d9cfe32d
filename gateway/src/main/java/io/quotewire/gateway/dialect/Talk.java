package io.quotewire.gateway.dialect;

/**
 * What is said on one connection. Immutable: what changes belongs to the {@link Line}.
 *
 * <p><b>Threads:</b> the lane's.
 */
public interface Talk {
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
