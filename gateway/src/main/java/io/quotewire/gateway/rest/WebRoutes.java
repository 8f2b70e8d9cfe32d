package io.quotewire.gateway.rest;

import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The page at the root and the files of the browser client. Files are resources named in {@link #FILES} and read once: a
 * path that is not a name in this list reaches nothing.
 */
final class WebRoutes {
    /** File by media type. */
    private static final Map<String, String> FILES = Map.of("quotewire.js", "text/javascript");

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Quotewire {version}</title></head>
            <body>
            <h1>Quotewire {version}</h1>
            <p>{what}</p>
            <ul>
            <li>WebSocket: /v1/ws (subprotocol quotewire.v1)</li>
            <li>Last values: <a href="/v1/tickers">/v1/tickers</a>, /v1/last/{topic} such as /v1/last/ticker:best:BTC-USDT</li>
            <li>What exists: <a href="/v1/instruments">/v1/instruments</a>, <a href="/v1/sources">/v1/sources</a></li>
            <li>Health: <a href="/live">/live</a>, <a href="/ready">/ready</a>, <a href="/health">/health</a>, <a href="/metrics">/metrics</a></li>
            <li>Browser client: <a href="/quotewire.js">/quotewire.js</a></li>
            </ul>
            </body>
            </html>
            """;

    private final RestApi.Parts parts;

    WebRoutes(RestApi.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.of("/", request -> page()));
        FILES.forEach((name, type) -> routes.add(file(name, type)));
        return routes;
    }

    /**
     * The route of one resource.
     *
     * @throws IllegalStateException if the build left it out
     */
    private static Route file(String name, String type) {
        byte[] bytes = read(name);
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        String tag = "\"%08x-%x\"".formatted(sum.getValue(), bytes.length);
        Response whole = Response.of(200, type + "; charset=utf-8", bytes)
                .with("ETag", tag)
                .with("Cache-Control", "no-cache");
        Response unchanged = Response.empty(304).with("ETag", tag).with("Cache-Control", "no-cache");
        return Route.of("/" + name, request -> isKnown(request, tag) ? unchanged : whole);
    }

    private static boolean isKnown(Request request, String tag) {
        String known = request.header("if-none-match");
        return known != null && (known.equals("*") || known.contains(tag));
    }

    private static byte[] read(String name) {
        try (InputStream in = WebRoutes.class.getResourceAsStream("/web/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks web/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading web/" + name, e);
        }
    }

    private Response page() {
        String what = parts.simulated()
                ? "Live cryptocurrency prices. SIMULATED: at least one source is not a real market."
                : "Live cryptocurrency prices.";
        return Response.text(
                "text/html", PAGE.replace("{version}", escaped(parts.version())).replace("{what}", what));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
