package io.quotewire.app.watch;

import java.net.URI;

/**
 * Where a gateway is.
 *
 * @param socket of the native protocol: {@code ws://host:port/v1/ws}
 * @param rest what paths such as {@code /v1/tickers} are put behind: {@code http://host:port}
 */
public record GatewayUrl(URI socket, String rest) {
    private static final String SOCKET_PATH = "/v1/ws";

    /**
     * Reads {@code ws://host:port/v1/ws} or {@code http://host:port}, also with {@code wss} and {@code https}, and with a
     * path before {@code /v1/ws} where a proxy has put one.
     *
     * @throws IllegalArgumentException naming the text if it is anything else
     */
    public static GatewayUrl parse(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        String path = String.valueOf(uri.getRawPath()).replaceFirst("/$", "");
        String before = path.endsWith(SOCKET_PATH) ? path.substring(0, path.length() - SOCKET_PATH.length()) : path;
        boolean web = scheme.equals("http") || scheme.equals("https");
        boolean socket = scheme.equals("ws") || scheme.equals("wss");
        boolean plain = uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!plain || !(web || (socket && path.endsWith(SOCKET_PATH)))) {
            throw new IllegalArgumentException(
                    "the address of a gateway is ws://HOST:PORT/v1/ws or http://HOST:PORT, was " + text);
        }
        String secure = scheme.endsWith("s") && !scheme.equals("ws") ? "s" : "";
        String rest = "://" + uri.getRawAuthority() + before;
        return new GatewayUrl(URI.create("ws" + secure + rest + SOCKET_PATH), "http" + secure + rest);
    }
}
