package io.quotewire.gateway.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Makes payloads shorter, each by itself.
 *
 * <p><b>Threads:</b> the one that asked for it.
 */
public final class Deflating {
    /** Where more effort still pays for messages of some hundred bytes. */
    private static final int LEVEL = 4;

    /** What ends each flush, and is left out of a message. */
    private static final int TAIL_BYTES = 4;

    private static final FastThreadLocal<Deflating> OWN = new FastThreadLocal<>() {
        @Override
        protected Deflating initialValue() {
            return new Deflating();
        }

        @Override
        protected void onRemoval(Deflating tool) {
            tool.deflater.end();
        }
    };

    private final Deflater deflater = new Deflater(LEVEL, true);
    private byte[] shortened = new byte[4096];
    private int length;

    private Deflating() {}

    /** The calling thread's own, which ends with the thread. */
    public static Deflating ofThread() {
        return OWN.get();
    }

    /** Compresses {@code payload} for {@link #copyTo}; says into how many bytes, -1 unless they are fewer. */
    public int deflate(ByteBuffer payload) {
        int most = payload.remaining() - 1 + TAIL_BYTES;
        if (shortened.length <= most) {
            shortened = new byte[Math.max(most + 1, shortened.length * 2)];
        }
        deflater.reset();
        deflater.setInput(payload);
        // With one byte to spare: an array that is full may not be all.
        int made = deflater.deflate(shortened, 0, most + 1, Deflater.SYNC_FLUSH);
        length = made <= most ? made - TAIL_BYTES : -1;
        return length;
    }

    /** Appends what was made last. */
    public void copyTo(ByteBuf target) {
        target.writeBytes(shortened, 0, length);
    }
}
