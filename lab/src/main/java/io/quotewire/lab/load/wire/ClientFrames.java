package io.quotewire.lab.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Frames from a client, which are masked. */
public final class ClientFrames {
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final int MAX_OVERHEAD = 14;

    private ClientFrames() {}

    public static ByteBuf text(ByteBufAllocator allocator, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return frame(allocator, TEXT, bytes, 0, bytes.length);
    }

    public static ByteBuf pong(ByteBufAllocator allocator, byte[] bytes, int from, int to) {
        return frame(allocator, PONG, bytes, from, to);
    }

    public static ByteBuf close(ByteBufAllocator allocator, int code) {
        byte[] bytes = {(byte) (code >> 8), (byte) code};
        return frame(allocator, CLOSE, bytes, 0, bytes.length);
    }

    private static ByteBuf frame(ByteBufAllocator allocator, int first, byte[] bytes, int from, int to) {
        int length = to - from;
        ByteBuf frame = allocator.ioBuffer(length + MAX_OVERHEAD).writeByte(first);
        if (length < 126) {
            frame.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            frame.writeByte(MASKED | 126).writeShort(length);
        } else {
            frame.writeByte(MASKED | 127).writeLong(length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.writeInt(mask);
        for (int i = 0; i < length; i++) {
            frame.writeByte(bytes[from + i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
        return frame;
    }
}
