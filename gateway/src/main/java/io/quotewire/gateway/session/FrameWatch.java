package io.quotewire.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/**
 * Stands before the frame decoder, which gives whole frames only, and sees what has come of one that is not whole: since
 * when it is unfinished, and whether its text is UTF-8 so far. Text that is not is told behind it, once, as a {@link
 * CorruptedWebSocketFrameException}. What else may be wrong with a frame is the decoder's business.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class FrameWatch extends ChannelInboundHandlerAdapter {
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int CONTROL = 0x08;
    private static final int OPCODE = 0x0f;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int MASKED = 0x80;
    private static final int MASK_LENGTH = 4;

    private enum Part {
        FIRST,
        LENGTH,
        MORE_LENGTH,
        MASK,
        PAYLOAD
    }

    private final Utf8 utf8 = new Utf8();
    private Part part = Part.FIRST;
    private int first;
    private boolean masked;
    private int mask;

    /** Bytes that the part of a header still lacks. */
    private int due;

    /** Bytes of the payload that are still to come; while the header is read, its length so far. */
    private long left;

    /** Which byte of the mask is next. */
    private int turn;

    private boolean textMessage;
    private boolean told;
    private long sinceUs = -1;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        boolean good = told || !(msg instanceof ByteBuf bytes) || looksGood(bytes);
        ctx.fireChannelRead(msg);
        if (!good) {
            told = true;
            ctx.fireExceptionCaught(
                    new CorruptedWebSocketFrameException(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not UTF-8"));
        }
    }

    /** An unfinished frame begins to count anew: until {@code nowUs} its client was not listened to. */
    void forgive(long nowUs) {
        if (sinceUs >= 0) {
            sinceUs = nowUs;
        }
    }

    /** For how long, as seen at each tick, a frame has been unfinished, in microseconds. */
    long unfinishedUs(long nowUs) {
        if (part == Part.FIRST) {
            return 0;
        }
        if (sinceUs < 0) {
            sinceUs = nowUs;
        }
        return nowUs - sinceUs;
    }

    private boolean looksGood(ByteBuf bytes) {
        boolean good = true;
        int at = bytes.readerIndex();
        while (good && at < bytes.writerIndex()) {
            if (part == Part.PAYLOAD) {
                int length = (int) Math.min(left, bytes.writerIndex() - at);
                good = !isText() || isUtf8(bytes, at, length);
                left -= length;
                at += length;
            } else {
                header(bytes.getUnsignedByte(at++));
            }
            if (part == Part.PAYLOAD && left == 0) {
                good &= endFrame();
            }
        }
        return good;
    }

    private void header(int next) {
        switch (part) {
            case FIRST -> begin(next);
            case LENGTH -> length(next);
            case MORE_LENGTH -> {
                left = (left << 8) | next;
                if (--due == 0) {
                    lengthKnown();
                }
            }
            case MASK -> {
                mask = (mask << 8) | next;
                if (--due == 0) {
                    part = Part.PAYLOAD;
                }
            }
            case PAYLOAD -> throw new IllegalStateException("a payload is no header");
        }
    }

    private void begin(int next) {
        first = next;
        part = Part.LENGTH;
        int opcode = first & OPCODE;
        if (opcode == TEXT) {
            textMessage = (first & RESERVED) == 0; // What reserved bits make of text is nothing to be looked at here.
            utf8.reset();
        } else if (opcode != CONTINUATION && (opcode & CONTROL) == 0) {
            textMessage = false;
        }
    }

    private void length(int next) {
        masked = (next & MASKED) != 0;
        int shortLength = next & ~MASKED;
        due = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
        left = due == 0 ? shortLength : 0;
        part = Part.MORE_LENGTH;
        if (due == 0) {
            lengthKnown();
        }
    }

    private void lengthKnown() {
        left &= Long.MAX_VALUE;
        mask = 0;
        turn = 0;
        due = MASK_LENGTH;
        part = masked ? Part.MASK : Part.PAYLOAD;
    }

    private boolean isText() {
        return textMessage && (first & CONTROL) == 0;
    }

    private boolean isUtf8(ByteBuf bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            int key = (mask >>> (24 - 8 * turn)) & 0xff;
            turn = (turn + 1) % MASK_LENGTH;
            if (!utf8.takes(bytes.getUnsignedByte(i) ^ key)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the frame may end here. */
    private boolean endFrame() {
        part = Part.FIRST;
        sinceUs = -1;
        if (!isText() || (first & FINAL) == 0) {
            return true;
        }
        textMessage = false;
        return utf8.isWhole();
    }
}
