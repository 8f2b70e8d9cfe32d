package io.quotewire.venue.poll;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quotewire.venue.access.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Somebody on loopback who is asked over REST, and answers as a test wants it. */
public final class TestProvider implements AutoCloseable {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    public volatile Function<String, Reply> reply;
    private final HttpServer server;

    /** What is answered to a path and query. */
    public record Reply(int status, String body, Map<String, String> headers) {
        public static Reply of(String body) {
            return new Reply(200, body, Map.of());
        }
    }

    public TestProvider(Function<String, Reply> reply) {
        this.reply = reply;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        asked.add(uri);
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        Reply said = reply.apply(uri);
        byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
        said.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public URI url() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    public Access access() {
        return Access.to(url());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
