package io.quotewire.app.feedpath;

import com.sun.net.httpserver.HttpServer;
import io.quotewire.app.feedpath.Traffic.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers requests for books with what the venue once answered. */
final class RestDesk implements AutoCloseable {
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    RestDesk() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String symbol = exchange.getRequestURI().getQuery().replaceFirst(".*symbol=([^&]*).*", "$1");
            byte[] answer = answers.get(symbol);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
            if (answer != null) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void know(Message answer) {
        answers.put(answer.symbol(), answer.text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
