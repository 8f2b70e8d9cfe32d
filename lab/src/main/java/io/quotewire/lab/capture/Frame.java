package io.quotewire.lab.capture;

import io.quotewire.lab.stage.StreamKey;

/** One frame of market data as the venue sent it. Immutable as long as nobody writes to {@link #payload}. */
public final class Frame {
    private final long recvNs;
    private final StreamKey key;
    private final byte[] payload;

    Frame(long recvNs, StreamKey key, byte[] payload) {
        this.recvNs = recvNs;
        this.key = key;
        this.payload = payload;
    }

    /** When the recorder received it, nanoseconds since 1970 UTC; 0 where the file has no times. */
    public long recvNs() {
        return recvNs;
    }

    /** Which subscribers it is for. */
    public StreamKey key() {
        return key;
    }

    /** UTF-8, not to be written to. */
    public byte[] payload() {
        return payload;
    }
}
