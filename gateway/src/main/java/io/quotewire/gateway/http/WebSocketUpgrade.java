package io.quotewire.gateway.http;

import io.quotewire.gateway.deflate.DeflateOffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The opening handshake of RFC 6455. Credentials in it ({@code Authorization}, {@code bearer.} subprotocols, {@code
 * ticket}) are ignored: this gateway has no accounts yet, and says so in its welcome. The one extension that is agreed on is
 * compression.
 */
final class WebSocketUpgrade {
    static final String PATH = "/v1/ws";

    /** What a browser must hear back if it offers it. */
    static final String PROTOCOL = "quotewire.v1";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Sixteen bytes in Base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private final WebSockets webSockets;

    private WebSocketUpgrade(WebSockets webSockets) {
        this.webSockets = webSockets;
    }

    /** The route; its answer has status 101 and is followed by {@link WebSockets#takeOver}. */
    static Route route(WebSockets webSockets) {
        return Route.of(PATH, new WebSocketUpgrade(webSockets)::answer);
    }

    private Response answer(Request request) {
        Head head = request.head();
        if (!head.method().equals("GET")
                || head.minor() == 0
                || !head.lists("upgrade", "websocket")
                || !head.lists("connection", "upgrade")) {
            throw new Refusal(Problem.of(Problem.Type.UPGRADE_REQUIRED, "this address speaks WebSocket only")
                    .header("Upgrade", "websocket"));
        }
        if (!"13".equals(head.one("sec-websocket-version"))) {
            throw new Refusal(Problem.of(Problem.Type.UPGRADE_REQUIRED, "WebSocket version 13 is spoken here")
                    .header("Sec-WebSocket-Version", "13"));
        }
        String key = head.one("sec-websocket-key");
        if (key == null || !KEY.matcher(key).matches() || head.contentLength() > 0) {
            throw Refusal.malformed("a WebSocket handshake has a key of 16 bytes and no body");
        }
        String extension = webSockets.compresses() ? DeflateOffer.answer(head.list("sec-websocket-extensions")) : null;
        Response response = Response.empty(101)
                .handedTo(pipeline -> webSockets.takeOver(pipeline, extension != null))
                .with("Upgrade", "websocket")
                .with("Connection", "Upgrade")
                .with("Sec-WebSocket-Accept", accept(key));
        if (extension != null) {
            response = response.with("Sec-WebSocket-Extensions", extension);
        }
        return head.lists("sec-websocket-protocol", PROTOCOL)
                ? response.with("Sec-WebSocket-Protocol", PROTOCOL)
                : response;
    }

    private static String accept(String key) {
        return Base64.getEncoder().encodeToString(sha1().digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException("no SHA-1", everyJdkHasIt);
        }
    }
}
