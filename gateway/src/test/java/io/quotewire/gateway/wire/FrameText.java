package io.quotewire.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what a server wrote: whole unmasked frames, any number of them in one buffer. */
public final class FrameText {
    private FrameText() {}

    /** The frames of {@code written}, which is released: texts as they are, others as {@code #opcode:payload}. */
    public static List<String> read(ByteBuf written) {
        List<String> texts = new ArrayList<>();
        while (written.isReadable()) {
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

    private static String payload(int opcode, ByteBuf payload) {
        return switch (opcode) {
            case 0x81 -> payload.toString(StandardCharsets.UTF_8);
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
