package io.quotewire.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's WebSocket as the place of a {@link Conversation}: a thin skin.
 *
 * <p><b>Threads:</b> {@link #open}, {@link #send} and {@link #close} belong to the client's thread, the {@code loop}. The
 * JDK's threads call a {@link Link}, which hands everything to the loop in order. <b>Back-pressure:</b> at most {@link
 * #WINDOW} messages wait for the loop; each one that is done asks the socket for one more, so a slow callback ends up as
 * a full receive buffer and the server sees a slow client. Pings are answered by the JDK.
 */
final class JdkSocket implements Conversation.Transport {
    /** Messages between the socket and the loop: enough that neither waits for the other's wake-up. */
    static final int WINDOW = 16;

    /** Commands that wait to be written; a server that takes none for so long will not take more. */
    private static final int MAX_UNSENT = 1_024;

    /** How long the goodbye of a connection that was given up may take before it is cut. */
    private static final long CLOSE_S = 2;

    private static final int MAX_REASON_CHARS = 40;

    /** Who hears of the socket, on the loop. */
    interface Events {
        void opened(long connection);

        void text(long connection, String text);

        void sign(long connection);

        void nonsense(long connection, String what);

        void closed(long connection, int code, String reason, long retryMs);
    }

    private final HttpClient http;
    private final URI uri;
    private final Duration connectTimeout;
    private final int maxMessageChars;
    private final Executor loop;
    private final Events events;
    private final @Nullable AccessKey key;
    private @Nullable Link link;

    JdkSocket(HttpClient http, ClientOptions options, Executor loop, Events events) {
        this.http = http;
        this.uri = options.uri();
        this.connectTimeout = options.connectTimeout();
        this.maxMessageChars = options.maxMessageChars();
        this.loop = loop;
        this.events = events;
        this.key = options.key();
    }

    @Override
    public void open(long connection) {
        Link fresh = new Link(connection);
        link = fresh;
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(connectTimeout);
        if (key != null) {
            builder.header("X-API-Key", key.text());
        }
        var _ = builder.buildAsync(uri, fresh).whenComplete((_, failure) -> {
            if (failure != null) {
                loop.execute(() -> refused(connection, failure));
            }
        });
    }

    @Override
    public void send(String text) {
        if (link != null) {
            link.send(text);
        }
    }

    @Override
    public void close(int code, String why) {
        if (link != null) {
            link.giveUp(code, why);
            link = null;
        }
    }

    private void refused(long connection, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage() == null ? "" : " " + cause.getMessage();
        String reason = "no connection to " + uri + ": " + cause.getClass().getSimpleName() + message;
        long retryMs = 0;
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            reason = "no connection to " + uri + ": HTTP status "
                    + handshake.getResponse().statusCode();
            retryMs = retryAfterMs(
                    handshake.getResponse().headers().firstValue("Retry-After").orElse(""));
        }
        events.closed(connection, Conversation.CLOSE_ABNORMAL, reason, retryMs);
    }

    /** Of the header's two forms the one in seconds; the other needs a clock that agrees with the server's. */
    static long retryAfterMs(String seconds) {
        return seconds.matches("[0-9]{1,6}") ? Long.parseLong(seconds) * 1_000 : 0;
    }

    /** One connection. */
    final class Link implements WebSocket.Listener {
        private final long connection;
        /** Of the JDK's thread: the message so far. */
        private final StringBuilder message = new StringBuilder();
        /** The rest is the loop's. */
        private final Queue<String> unsent = new ArrayDeque<>();

        private @Nullable WebSocket socket;
        private boolean sending;
        private boolean givenUp;

        Link(long connection) {
            this.connection = connection;
        }

        @Override
        public void onOpen(WebSocket webSocket) {
            loop.execute(() -> opened(webSocket));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            if (message.length() + data.length() > maxMessageChars) {
                // Nothing more is asked for: the rest stays in the socket until that is closed.
                String what = "a message of more than " + maxMessageChars + " characters";
                loop.execute(() -> nonsense(what));
                return null;
            }
            message.append(data);
            if (last) {
                String text = message.toString();
                message.setLength(0);
                loop.execute(() -> text(webSocket, text));
            } else {
                loop.execute(this::sign);
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            loop.execute(() -> nonsense("a binary message"));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            loop.execute(this::sign);
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            loop.execute(() -> closed(statusCode, reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            loop.execute(() -> closed(Conversation.CLOSE_ABNORMAL, String.valueOf(error)));
        }

        private void opened(WebSocket webSocket) {
            if (givenUp) {
                webSocket.abort();
                return;
            }
            socket = webSocket;
            events.opened(connection);
            webSocket.request(WINDOW);
        }

        private void text(WebSocket webSocket, String text) {
            if (!givenUp) {
                try {
                    events.text(connection, text);
                } finally {
                    webSocket.request(1);
                }
            }
        }

        private void sign() {
            if (!givenUp) {
                events.sign(connection);
            }
        }

        private void nonsense(String what) {
            if (!givenUp) {
                events.nonsense(connection, what);
            }
        }

        private void closed(int code, String reason) {
            if (!givenUp) {
                givenUp = true;
                events.closed(connection, code, reason, 0);
            }
        }

        void send(String text) {
            if (unsent.size() >= MAX_UNSENT) {
                closed(Conversation.CLOSE_ABNORMAL, "the server takes no commands");
                return;
            }
            unsent.add(text);
            sendNext();
        }

        /** The JDK takes one message at a time. */
        private void sendNext() {
            WebSocket open = socket;
            String next = sending || givenUp || open == null ? null : unsent.poll();
            if (open != null && next != null) {
                sending = true;
                var _ = open.sendText(next, true).whenComplete((_, failure) -> loop.execute(() -> sent(failure)));
            }
        }

        private void sent(@Nullable Throwable failure) {
            sending = false;
            if (failure instanceof IOException) {
                closed(Conversation.CLOSE_ABNORMAL, String.valueOf(failure));
            }
            sendNext();
        }

        void giveUp(int code, String why) {
            givenUp = true;
            WebSocket open = socket;
            if (open != null) {
                String reason = why.length() <= MAX_REASON_CHARS ? why : why.substring(0, MAX_REASON_CHARS);
                var _ = open.sendClose(code, reason)
                        .orTimeout(CLOSE_S, TimeUnit.SECONDS)
                        .whenComplete((_, _) -> open.abort());
            }
        }
    }
}
