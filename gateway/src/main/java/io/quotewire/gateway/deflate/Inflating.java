package io.quotewire.gateway.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads compressed messages, each by itself, and of none more than was asked for.
 *
 * <p><b>Threads:</b> the one that asked for it.
 */
public final class Inflating {
    /** What a message came to. */
    public enum Outcome {
        WHOLE,
        /** It does not fit. */
        TOO_BIG,
        /** It is not what the extension makes of any message. */
        BROKEN
    }

    private static final int CHUNK_BYTES = 4096;

    /** What a sender leaves out. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private static final FastThreadLocal<Inflating> OWN = new FastThreadLocal<>() {
        @Override
        protected Inflating initialValue() {
            return new Inflating();
        }

        @Override
        protected void onRemoval(Inflating tool) {
            tool.inflater.end();
        }
    };

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private Inflating() {}

    /** The calling thread's own, which ends with the thread. */
    public static Inflating ofThread() {
        return OWN.get();
    }

    /** Writes what {@code message} says to {@code target}, whose greatest capacity is the limit. */
    public Outcome inflate(ByteBuf message, ByteBuf target) {
        inflater.reset();
        try {
            ByteBuffer input = message.nioBuffer();
            inflater.setInput(input);
            Outcome outcome = read(target);
            if (outcome != Outcome.WHOLE) {
                return outcome;
            }
            if (inflater.finished()) {
                return isPadding(input) ? Outcome.WHOLE : Outcome.BROKEN;
            }
            inflater.setInput(TAIL);
            return read(target);
        } catch (DataFormatException e) {
            return Outcome.BROKEN;
        }
    }

    private Outcome read(ByteBuf target) throws DataFormatException {
        for (int read = inflater.inflate(chunk); read > 0; read = inflater.inflate(chunk)) {
            if (read > target.maxWritableBytes()) {
                return Outcome.TOO_BIG;
            }
            target.writeBytes(chunk, 0, read);
        }
        return inflater.finished() || inflater.needsInput() ? Outcome.WHOLE : Outcome.BROKEN;
    }

    /** Behind a last block there is the byte with which the tail left out is an empty block, or nothing. */
    private static boolean isPadding(ByteBuffer rest) {
        return !rest.hasRemaining() || (rest.remaining() == 1 && rest.get() == 0);
    }
}
