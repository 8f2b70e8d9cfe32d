package io.quotewire.gateway.socket;

/**
 * What has gone out to one connection since it began.
 *
 * <p><b>Threads:</b> the channel's event loop.
 */
public final class Sent {
    private long messages;
    private long bytes;

    Sent() {}

    /** Deliveries: those of one write together. */
    public void addMessages(int more) {
        messages += more;
    }

    void addBytes(int more) {
        bytes += more;
    }

    public long messages() {
        return messages;
    }

    /** Of deliveries and of what the connection was told beside them, as frames. */
    public long bytes() {
        return bytes;
    }
}
