package io.quotewire.lab.replay;

/** Where a stream's frames go: one connection. The loop's. */
interface Outlet {
    /** Whether it can take a frame now. When it can again, it tells the stream. */
    boolean ready();

    void send(byte[] payload);

    void flush();

    /** Runs {@code then} once everything sent so far has been handed to the network, or the connection is gone. */
    void whenDelivered(Runnable then);
}
