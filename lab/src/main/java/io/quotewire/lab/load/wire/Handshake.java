package io.quotewire.lab.load.wire;

import io.quotewire.client.AccessKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What a client says first, and whether the answer to it is the right one. */
public final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final String request;

    /** Empty where an event stream was asked for. */
    private final String accept;

    private Handshake(String request, String accept) {
        this.request = request;
        this.accept = accept;
    }

    /**
     * Asks for a WebSocket.
     *
     * @param host with its port
     * @param path with its query
     * @param apiKey null for none; likewise below
     */
    public static Handshake webSocket(String host, String path, @Nullable AccessKey apiKey) {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\n" + shown(apiKey) + "\r\n";
        return new Handshake(request, digest(key + GUID));
    }

    /** Asks for an event stream. */
    public static Handshake eventStream(String host, String path, @Nullable AccessKey apiKey) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/event-stream\r\n"
                + shown(apiKey) + "\r\n";
        return new Handshake(request, "");
    }

    public byte[] request() {
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is wrong with the answer, null where nothing is. */
    public @Nullable String complaint(ResponseHead head) {
        if (accept.isEmpty()) {
            String type = String.valueOf(head.header("Content-Type"));
            if (head.status() != 200 || !type.startsWith("text/event-stream")) {
                return "HTTP " + head.status() + " with " + type + " instead of an event stream";
            }
            return head.header("Transfer-Encoding") == null
                    ? null
                    : "an event stream in chunks, which is not read here";
        }
        if (head.status() != 101) {
            return "HTTP " + head.status() + " instead of a WebSocket";
        }
        return accept.equals(head.header("Sec-WebSocket-Accept"))
                ? null
                : "a handshake with a wrong Sec-WebSocket-Accept";
    }

    private static String shown(@Nullable AccessKey apiKey) {
        return apiKey == null ? "" : "X-API-Key: " + apiKey.text() + "\r\n";
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-1", e);
        }
    }
}
