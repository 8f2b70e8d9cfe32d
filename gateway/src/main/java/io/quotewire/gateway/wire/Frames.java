package io.quotewire.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;

/**
 * WebSocket frames from server to client, unmasked, never in pieces; and messages of event streams. Any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
public final class Frames {
    /**
     * Where all frames come from. Of the library's pools it is the one whose duplicates come from a pool too, so that
     * sharing a frame allocates nothing.
     */
    public static final ByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;

    private static final int FINAL = 0x80;
    private static final int TEXT = FINAL | 1;
    private static final int DEFLATED_TEXT = FINAL | 0x40 | 1;
    private static final int CLOSE = FINAL | 8;
    private static final int PING = FINAL | 9;
    private static final int PONG = FINAL | 10;

    /** Longest payload of a control frame, in bytes. */
    private static final int CONTROL_LIMIT = 125;

    private static final byte[] EVENT_BEGIN = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    static {
        // The library watches one of so many buffers for leaks, and of a watched one each duplicate is an object: a
        // delivery
        // would cost memory now and then. Who looks for a leak says so, as the library's manual tells.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private Frames() {}

    /** What was printed, as one text frame. The caller owns it. */
    public static ByteBuf text(JsonWriter json) {
        ByteBuf frame = POOL.directBuffer(headerLength(json.length()) + json.length());
        textHeader(frame, json.length());
        json.copyTo(frame);
        return frame;
    }

    /** What was printed, which has no line breaks, as one message of an event stream. The caller owns it. */
    public static ByteBuf event(JsonWriter json) {
        ByteBuf event = POOL.directBuffer(EVENT_BEGIN.length + json.length() + EVENT_END.length);
        json.copyTo(event.writeBytes(EVENT_BEGIN));
        return event.writeBytes(EVENT_END);
    }

    /** One message of an event stream, or a comment, line by line in ASCII as the client reads it. */
    public static ByteBuf lines(String text) {
        ByteBuf event = POOL.directBuffer(text.length() + EVENT_END.length);
        event.writeCharSequence(text, StandardCharsets.US_ASCII);
        return event.writeBytes(EVENT_END);
    }

    /** The payload of a whole text frame as one message of an event stream. The caller owns it. */
    public static ByteBuf event(ByteBuf textFrame) {
        int from = payloadAt(textFrame);
        int length = textFrame.writerIndex() - from;
        return POOL.directBuffer(EVENT_BEGIN.length + length + EVENT_END.length)
                .writeBytes(EVENT_BEGIN)
                .writeBytes(textFrame, from, length)
                .writeBytes(EVENT_END);
    }

    /** Where the payload of a whole unmasked frame begins. */
    public static int payloadAt(ByteBuf frame) {
        return switch (frame.getByte(1)) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    /** Bytes in front of a payload of {@code length} bytes. */
    public static int headerLength(int length) {
        return length <= CONTROL_LIMIT ? 2 : length <= 0xffff ? 4 : 10;
    }

    /** Writes the header of a text frame of {@code length} bytes. */
    public static void textHeader(ByteBuf target, int length) {
        header(target, TEXT, length);
    }

    /** Writes the header of a text frame whose payload, of {@code length} bytes, is compressed. */
    public static void deflatedHeader(ByteBuf target, int length) {
        header(target, DEFLATED_TEXT, length);
    }

    private static void header(ByteBuf target, int first, int length) {
        target.writeByte(first);
        if (length <= CONTROL_LIMIT) {
            target.writeByte(length);
        } else if (length <= 0xffff) {
            target.writeByte(126).writeShort(length);
        } else {
            target.writeByte(127).writeLong(length);
        }
    }

    public static ByteBuf ping() {
        return control(PING, 0);
    }

    /** The answer to a ping; copies its payload, which is at most 125 bytes. */
    public static ByteBuf pong(ByteBuf payload) {
        int length = payload.readableBytes();
        return control(PONG, length).writeBytes(payload, payload.readerIndex(), length);
    }

    /** A close with its code; {@code why} is ASCII of at most 123 characters. */
    public static ByteBuf close(int code, String why) {
        ByteBuf frame = control(CLOSE, 2 + why.length()).writeShort(code);
        frame.writeCharSequence(why, StandardCharsets.US_ASCII);
        return frame;
    }

    /** A close without a code, to answer one without a code. */
    public static ByteBuf close() {
        return control(CLOSE, 0);
    }

    /** Whether {@code payload} is whole and correct UTF-8. */
    public static boolean isUtf8(ByteBuf payload) {
        return ByteBufUtil.isText(payload, StandardCharsets.UTF_8);
    }

    private static ByteBuf control(int opcode, int length) {
        return POOL.directBuffer(2 + length).writeByte(opcode).writeByte(length);
    }
}
