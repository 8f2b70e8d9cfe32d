package io.quotewire.store.history.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteSink} has taken. What runs out throws a {@link java.nio.BufferUnderflowException}. One thread. */
final class ByteSource {
    private final ByteBuffer bytes;

    ByteSource(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    int octet() {
        return bytes.get();
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        byte[] encoded = new byte[Math.toIntExact(Math.min(unsigned(), bytes.remaining()))];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }
}
