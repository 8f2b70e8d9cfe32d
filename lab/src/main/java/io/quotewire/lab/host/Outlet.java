package io.quotewire.lab.host;

/**
 * Where a stream's frames go: one connection.
 *
 * <p><b>Threads:</b> the loop.
 */
public interface Outlet {
    /** Whether it can take a frame now. When it can again, it tells the {@link Backstage}. */
    boolean ready();

    /** Sends a text frame with the next {@link #flush}; the bytes must not change any more. */
    void send(byte[] payload);

    void flush();

    /** Runs {@code then} once everything sent so far has been handed to the network, or the connection is gone. */
    void whenDelivered(Runnable then);
}
