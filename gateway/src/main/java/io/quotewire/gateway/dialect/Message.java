package io.quotewire.gateway.dialect;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * One whole message of a client, readable until the call that gave it returns.
 *
 * @param binary whether it came as such; else it is correct UTF-8
 * @param bytes at most as many as {@code gateway.message-bytes}
 */
public record Message(boolean binary, ByteBuf bytes) {
    /** What it says; of a binary one, whatever its bytes are as UTF-8. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
