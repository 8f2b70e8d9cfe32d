package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.quotewire.gateway.deflate.Inflating;
import org.jspecify.annotations.Nullable;

/**
 * Puts a message together from its frames, within limits of bytes and of frames, empty ones included, and inflates it
 * within the same limit where it is compressed. The order of frames is the decoder's business, their reserved bits the
 * session's.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class MessageAssembler {
    /** What a frame came to. */
    enum Outcome {
        /** The message goes on. */
        MORE,
        /** The message is whole: {@link #take} it. */
        WHOLE,
        /** The message is larger or in more pieces than allowed. */
        TOO_BIG,
        /** The message says that it is compressed, and is not. */
        BROKEN
    }

    private final int maxBytes;
    private final int maxFrames;
    private @Nullable ByteBuf parts;
    private int frames;
    private long sinceUs = -1;
    private boolean binary;
    private boolean compressed;

    MessageAssembler(int maxBytes, int maxFrames) {
        this.maxBytes = maxBytes;
        this.maxFrames = maxFrames;
    }

    /** Adds a data frame's content, which stays the caller's. */
    Outcome add(WebSocketFrame frame, long nowUs) {
        if (frames == 0) {
            binary = frame instanceof BinaryWebSocketFrame;
            compressed = frame.rsv() != 0;
            sinceUs = nowUs;
        }
        frames++;
        ByteBuf content = frame.content();
        ByteBuf all = parts == null ? Unpooled.buffer(content.readableBytes(), maxBytes) : parts;
        parts = all;
        if (frames > maxFrames || all.readableBytes() + content.readableBytes() > maxBytes) {
            return Outcome.TOO_BIG;
        }
        all.writeBytes(content);
        if (!frame.isFinalFragment()) {
            return Outcome.MORE;
        }
        return compressed ? inflate(all) : Outcome.WHOLE;
    }

    private Outcome inflate(ByteBuf deflated) {
        ByteBuf inflated = Unpooled.buffer(Math.min(maxBytes, 4 * deflated.readableBytes()), maxBytes);
        parts = inflated;
        return switch (Inflating.ofThread().inflate(deflated, inflated)) {
            case WHOLE -> Outcome.WHOLE;
            case TOO_BIG -> Outcome.TOO_BIG;
            case BROKEN -> Outcome.BROKEN;
        };
    }

    boolean isBinary() {
        return binary;
    }

    /** The whole message, on the heap; the next frame begins another. */
    ByteBuf take() {
        ByteBuf whole = parts == null ? Unpooled.EMPTY_BUFFER : parts;
        parts = null;
        frames = 0;
        sinceUs = -1;
        return whole;
    }

    /** An unfinished message begins to count anew: until {@code nowUs} its client was not listened to. */
    void forgive(long nowUs) {
        if (sinceUs >= 0) {
            sinceUs = nowUs;
        }
    }

    /** For how long a message has been unfinished, in microseconds; 0 where there is none. */
    long unfinishedUs(long nowUs) {
        return sinceUs < 0 ? 0 : nowUs - sinceUs;
    }
}
