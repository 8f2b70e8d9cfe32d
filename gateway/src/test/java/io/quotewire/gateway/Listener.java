package io.quotewire.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client of the JDK that keeps what it hears. Every wait ends after ten seconds with a failure. */
public final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    public Listener(HttpClient client, int port) {
        this(client.newWebSocketBuilder().subprotocols("quotewire.v1"), port, "");
    }

    /** @param query with its question mark */
    public Listener(WebSocket.Builder builder, int port, String query) {
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/ws" + query), this)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    public void send(String message) {
        socket.sendText(message, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The next message; {@code close CODE} once the connection has ended. */
    public String next() throws InterruptedException {
        return nextWithin(10);
    }

    /** The same, for who has to hear it sooner. */
    public String nextWithin(int seconds) throws InterruptedException {
        String message = heard.poll(seconds, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("nothing for " + seconds + " seconds");
        }
        return message;
    }

    public String protocol() {
        return socket.getSubprotocol();
    }

    public void abort() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(part.toString());
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        heard.add("close " + statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        heard.add("error " + error);
    }
}
