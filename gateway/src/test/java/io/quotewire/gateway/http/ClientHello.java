package io.quotewire.gateway.http;

import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The first record of a client that speaks whatever it is told to, RFC 5246 section 7.4.1.2; ours never would. */
final class ClientHello {
    private static final String RANDOM = "42".repeat(32);

    /** P-256 alone, uncompressed; signatures with ECDSA and RSA over SHA-256, in both forms; SHA-1 for older protocols. */
    private static final String EXTENSIONS =
            "000a00040002" + "0017" + "000b00020100" + "000d000c000a" + "0403" + "0401" + "0804" + "0203" + "0201";

    private ClientHello() {}

    /** As characters, each a byte. */
    static String of(int minor, int... suites) {
        StringBuilder offered = new StringBuilder();
        for (int suite : suites) {
            offered.append("%04x".formatted(suite));
        }
        String extensions = "%04x".formatted(EXTENSIONS.length() / 2) + EXTENSIONS;
        String body = "03%02x".formatted(minor) + RANDOM + "00" + "%04x".formatted(offered.length() / 2) + offered
                + "0100" + extensions;
        String message = "01%06x".formatted(body.length() / 2) + body;
        String record = "1603%02x".formatted(Math.min(minor, 1)) + "%04x".formatted(message.length() / 2) + message;
        return new String(ByteBufUtil.decodeHexDump(record), StandardCharsets.ISO_8859_1);
    }
}
