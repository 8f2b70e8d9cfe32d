package io.quotewire.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.deflate.DeflateOffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The opening handshake of RFC 6455. At the native address who shows no credentials in it may do so with the first message.
 * The one extension that is agreed on is compression, and neither it nor a subprotocol but there. Any thread.
 */
public final class WebSocketUpgrade {
    static final String PATH = "/v1/ws";

    /** What a browser must hear back if it offers it. */
    static final String PROTOCOL = "quotewire.v1";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Sixteen bytes in Base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private WebSocketUpgrade() {}

    /** The native route; its answer has status 101 and is followed by {@link WebSockets#takeOver}. */
    static Route route(WebSockets webSockets) {
        return Route.of(PATH, request -> answer(request, webSockets)).to(Access.LATER);
    }

    private static Response answer(Request request, WebSockets webSockets) {
        Head head = request.head();
        String extension = webSockets.compresses() ? DeflateOffer.answer(head.list("sec-websocket-extensions")) : null;
        Response response =
                accept(request, pipeline -> webSockets.takeOver(pipeline, extension != null, request.principal()));
        if (extension != null) {
            response = response.with("Sec-WebSocket-Extensions", extension);
        }
        return head.lists("sec-websocket-protocol", PROTOCOL)
                ? response.with("Sec-WebSocket-Protocol", PROTOCOL)
                : response;
    }

    /** Whether a request asks for a WebSocket, be it rightly or not. */
    public static boolean isAsked(Request request) {
        return request.head().lists("upgrade", "websocket");
    }

    /** What a request is told that does not ask for a WebSocket where there is nothing else. */
    public static Refusal required() {
        return new Refusal(Problem.of(Problem.Type.UPGRADE_REQUIRED, "this address speaks WebSocket only")
                .header("Upgrade", "websocket"));
    }

    /**
     * The answer to a handshake, which agrees on no extension and no subprotocol.
     *
     * @param successor as for {@link WebSockets#takeOver}
     * @throws Refusal if the request is no handshake, or not a right one
     */
    public static Response accept(Request request, Consumer<ChannelPipeline> successor) {
        Head head = request.head();
        if (!head.method().equals("GET")
                || head.minor() == 0
                || !isAsked(request)
                || !head.lists("connection", "upgrade")) {
            throw required();
        }
        if (!"13".equals(head.one("sec-websocket-version"))) {
            throw new Refusal(Problem.of(Problem.Type.UPGRADE_REQUIRED, "WebSocket version 13 is spoken here")
                    .header("Sec-WebSocket-Version", "13"));
        }
        String key = head.one("sec-websocket-key");
        if (key == null || !KEY.matcher(key).matches() || head.contentLength() > 0) {
            throw Refusal.malformed("a WebSocket handshake has a key of 16 bytes and no body");
        }
        return Response.empty(101)
                .handedTo(successor)
                .with("Upgrade", "websocket")
                .with("Connection", "Upgrade")
                .with("Sec-WebSocket-Accept", digest(key));
    }

    private static String digest(String key) {
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
