package io.quotewire.venue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/** The opening of a WebSocket by hand, on a socket that blocks, with every header of the answer to see. */
final class ProbeHandshake {
    /** Any fixed key will do for one look; RFC 6455, section 1.3 has this one as its example. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_HEAD = 16 << 10;
    private static final int SWITCHING = 101;

    /** A close frame of a client, 1000, masked with zeros. */
    private static final byte[] GOODBYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xE8};

    private ProbeHandshake() {}

    /** What of the answer is of interest. */
    record Answer(int status, String retryAfter, String date, boolean simulated) {}

    /** An answer that is no WebSocket. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final transient Answer answer;

        Refused(String message, Answer answer) {
            super(message);
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    /** @param leftMs how long the whole may still take */
    static Answer with(Socket socket, URI url, IntSupplier leftMs) throws IOException {
        socket.getOutputStream().write(request(url).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        List<String> lines = head(socket, leftMs).lines().toList();
        Map<String, String> headers = headers(lines);
        Answer answer = new Answer(
                status(lines),
                headers.getOrDefault("retry-after", ""),
                headers.getOrDefault("date", ""),
                Boolean.parseBoolean(headers.get(FeedHandler.SIMULATED.toLowerCase(Locale.ROOT))));
        if (answer.status() != SWITCHING) {
            throw new Refused("HTTP " + answer.status() + " instead of a WebSocket", answer);
        }
        if (!accepted().equals(headers.get("sec-websocket-accept"))) {
            throw new Refused("an answer to another handshake than ours", answer);
        }
        socket.getOutputStream().write(GOODBYE);
        socket.getOutputStream().flush();
        return answer;
    }

    private static String request(URI url) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return String.join(
                "\r\n",
                "GET " + url.getRawPath() + query + " HTTP/1.1",
                "Host: " + url.getHost() + port,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: " + KEY,
                "Sec-WebSocket-Version: 13",
                "",
                "");
    }

    /** Byte by byte: what follows the head is no concern of ours, and the head is short. */
    private static String head(Socket socket, IntSupplier leftMs) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < MAX_HEAD) {
            if (leftMs.getAsInt() <= 1) {
                throw new IOException("the handshake was not answered in time");
            }
            socket.setSoTimeout(leftMs.getAsInt());
            int next = in.read();
            if (next < 0) {
                throw new IOException("no handshake before the connection broke");
            }
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("an answer whose head is beyond " + MAX_HEAD + " bytes");
    }

    private static int status(List<String> lines) throws IOException {
        String first = lines.isEmpty() ? "" : lines.getFirst();
        if (!first.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("no HTTP answer: " + Reasons.shortened(first));
        }
        return Integer.parseInt(first.substring(9, 12));
    }

    private static Map<String, String> headers(List<String> lines) {
        Map<String, String> headers = new HashMap<>();
        lines.stream().skip(1).filter(line -> line.indexOf(':') > 0).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return headers;
    }

    private static String accepted() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha.digest((KEY + SALT).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
