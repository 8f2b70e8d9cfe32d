package io.quotewire.gateway.rest;

import io.quotewire.gateway.auth.Access;
import io.quotewire.gateway.http.Request;
import io.quotewire.gateway.http.Response;
import io.quotewire.gateway.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The page at the root and the files of the browser client. Files are resources named in {@link #FILES} and read once: a
 * path that is not a name in this list reaches nothing.
 */
final class WebRoutes {
    private static final String PAGE = "index.html";

    private static final List<String> FILES = List.of(
            "quotewire.js",
            "page/page.css",
            "page/icon.svg",
            "page/main.js",
            "page/door.js",
            "page/table.js",
            "page/strip.js",
            "page/faults.js",
            "page/happenings.js",
            "page/light.js",
            "page/flash.js",
            "page/format.js");

    /** A host that a policy can name: not an IPv6 address, for which its grammar has no word. */
    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9.-]{1,255}(?::[0-9]{1,5})?");

    private final RestApi.Parts parts;
    private final String page;

    WebRoutes(RestApi.Parts parts) {
        this.parts = parts;
        this.page = new String(read(PAGE), StandardCharsets.UTF_8)
                .replace("{version}", escaped(parts.version()))
                .replace("{auth}", parts.auth().text());
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.of("/", this::page).to(Access.OPEN));
        FILES.forEach(name -> routes.add(file(name)));
        return routes;
    }

    /**
     * The route of one resource.
     *
     * @throws IllegalStateException if the build left it out
     */
    private static Route file(String name) {
        byte[] bytes = read(name);
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        String tag = "\"%08x-%x\"".formatted(sum.getValue(), bytes.length);
        Response whole = Response.of(200, type(name) + "; charset=utf-8", bytes)
                .with("ETag", tag)
                .with("Cache-Control", "no-cache");
        Response unchanged = Response.empty(304).with("ETag", tag).with("Cache-Control", "no-cache");
        return Route.of("/" + name, request -> isKnown(request, tag) ? unchanged : whole)
                .to(Access.OPEN);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript";
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("of no known type: " + name);
        };
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

    private Response page(Request request) {
        String ribbon = ribbon();
        String html =
                page.replace("{hidden}", ribbon.isEmpty() ? " hidden" : "").replace("{ribbon}", ribbon);
        return Response.text("text/html", html).with("Content-Security-Policy", policy(request.header("host")));
    }

    /** As the page's script has it; here for readers without script. */
    private String ribbon() {
        if (parts.demo()) {
            return "DEMO · simulated exchanges: no price here is real";
        }
        return parts.simulated() ? "SIMULATED · no price here is real" : "";
    }

    /**
     * The page has no inline script or style, and nothing comes from elsewhere. Not every browser takes a WebSocket for part
     * of {@code 'self'}: the page's own host is named beside it.
     */
    private static String policy(@Nullable String host) {
        String sockets =
                host != null && NAMEABLE.matcher(host).matches() ? " ws://%s wss://%s".formatted(host, host) : "";
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" + sockets
                + "; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
