package io.quotewire.lab.capture;

import io.quotewire.lab.stage.StreamKey;
import org.jspecify.annotations.Nullable;

/** One frame of market data as the venue sent it, or an answer over REST. Immutable as long as nobody writes to {@link #payload}. */
public final class Frame {
    private static final StreamKey NOBODY = new StreamKey("", "");

    private final long recvNs;
    private final StreamKey key;
    private final byte[] payload;
    private final @Nullable String path;

    Frame(long recvNs, StreamKey key, byte[] payload) {
        this(recvNs, key, payload, null);
    }

    private Frame(long recvNs, StreamKey key, byte[] payload, @Nullable String path) {
        this.recvNs = recvNs;
        this.key = key;
        this.payload = payload;
        this.path = path;
    }

    /** What was answered over REST. */
    static Frame answer(long recvNs, String path, byte[] body) {
        return new Frame(recvNs, NOBODY, body, path);
    }

    /** When the recorder received it, nanoseconds since 1970 UTC; 0 where the file has no times. */
    public long recvNs() {
        return recvNs;
    }

    /** Which subscribers it is for. */
    public StreamKey key() {
        return key;
    }

    /** The request, where it is an answer over REST and goes to no subscriber; else null. */
    public @Nullable String path() {
        return path;
    }

    /** UTF-8, not to be written to. */
    public byte[] payload() {
        return payload;
    }
}
