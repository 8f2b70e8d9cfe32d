package io.quotewire.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what a server wrote: whole unmasked frames, or whole messages of an event stream, any number in one buffer. */
public final class FrameText {
    private FrameText() {}

    /**
     * The messages of {@code written}, which is released: texts as they are, inflated where they are compressed; other frames
     * as {@code #opcode:payload}; other lines of an event stream as {@code #line}.
     */
    public static List<String> read(ByteBuf written) {
        List<String> texts = new ArrayList<>();
        while (written.isReadable()) {
            if (written.getByte(written.readerIndex()) > 0) {
                texts.add(event(written));
                continue;
            }
            int opcode = written.readByte() & 0xff;
            int length = written.readByte() & 0xff;
            if (length == 126) {
                length = written.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(written.readLong());
            }
            texts.add(payload(opcode, written.readSlice(length)));
        }
        written.release();
        return texts;
    }

    private static String event(ByteBuf written) {
        String all = written.toString(StandardCharsets.UTF_8);
        int end = all.indexOf("\n\n");
        if (end < 0) {
            throw new AssertionError("a message without an end: " + all);
        }
        String event = all.substring(0, end);
        written.skipBytes(event.getBytes(StandardCharsets.UTF_8).length + 2);
        return event.startsWith("data: ") ? event.substring(6) : "#" + event;
    }

    /** By the text of RFC 7692, section 7.2.2, and the JDK. */
    private static String inflated(ByteBuf payload) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] text = new byte[1 << 20];
            byte[] whole = new byte[payload.readableBytes() + 4];
            payload.readBytes(whole, 0, payload.readableBytes());
            whole[whole.length - 2] = (byte) 0xff;
            whole[whole.length - 1] = (byte) 0xff;
            inflater.setInput(whole);
            return new String(text, 0, inflater.inflate(text), StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    private static String payload(int opcode, ByteBuf payload) {
        return switch (opcode) {
            case 0x81 -> payload.toString(StandardCharsets.UTF_8);
            case 0xc1 -> inflated(payload);
            case 0x88 ->
                payload.isReadable()
                        ? "#close:" + payload.readUnsignedShort() + " " + payload.toString(StandardCharsets.UTF_8)
                        : "#close:";
            case 0x89 -> "#ping:";
            case 0x8a -> "#pong:" + payload.toString(StandardCharsets.UTF_8);
            default -> throw new AssertionError("a server does not send opcode " + Integer.toHexString(opcode));
        };
    }
}
