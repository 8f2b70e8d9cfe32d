package io.quotewire.app.page;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One connection to a browser in the DevTools protocol: commands with numbered answers, and events. JSON is maps, lists,
 * strings, numbers, booleans and nulls.
 *
 * <p><b>Threads:</b> commands are for one thread; events come on the HTTP client's.
 */
final class DevTools implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Long, CompletableFuture<Map<String, Object>>> waiting = new ConcurrentHashMap<>();
    private final BiConsumer<String, Map<String, Object>> events;
    private final WebSocket socket;
    private @Nullable String session;

    /** The browser does not do what it was told. */
    static final class Refused extends AssertionError {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    /** @param events hears the name and the parameters of each event */
    DevTools(URI uri, long deadlineS, BiConsumer<String, Map<String, Object>> events) throws Exception {
        this.events = events;
        this.socket = http.newWebSocketBuilder().buildAsync(uri, new Texts()).get(deadlineS, TimeUnit.SECONDS);
    }

    /** From now on commands are for this session, which is one page. */
    void use(String sessionId) {
        session = sessionId;
    }

    /**
     * The result of a command.
     *
     * @throws AssertionError if the browser refuses it or does not answer in time
     */
    Map<String, Object> call(String method, Map<String, Object> parameters, long deadlineS)
            throws InterruptedException {
        long id = lastId.incrementAndGet();
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("id", id);
        command.put("method", method);
        command.put("params", parameters);
        if (session != null) {
            command.put("sessionId", session);
        }
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            socket.sendText(print(command), true).get(deadlineS, TimeUnit.SECONDS);
            Map<String, Object> message = answer.get(deadlineS, TimeUnit.SECONDS);
            if (message.containsKey("error")) {
                throw new Refused(method + " was refused: " + message.get("error"));
            }
            return object(message.get("result"));
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " was not answered within " + deadlineS + " s", e);
        } finally {
            waiting.remove(id);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    @SuppressWarnings("unchecked") // Objects are read as maps with string keys and nothing else.
    static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private void heard(String text) {
        Map<String, Object> message = object(parse(text));
        if (message.get("id") instanceof Number id) {
            CompletableFuture<Map<String, Object>> answer = waiting.get(id.longValue());
            if (answer != null) {
                answer.complete(message);
            }
        } else {
            events.accept(String.valueOf(message.get("method")), object(message.get("params")));
        }
    }

    private static String print(Map<String, Object> command) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, command);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> object -> {
                json.writeStartObject();
                object.forEach((name, member) -> {
                    json.writeName(name.toString());
                    write(json, member);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(item -> write(json, item));
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Number number -> json.writeNumber(number.longValue());
            case null -> json.writeNull();
            default -> json.writeString(value.toString());
        }
    }

    private static @Nullable Object parse(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            return value(json);
        }
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** Puts messages together; what comes after the end is answered by nothing. */
    private final class Texts implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String whole = partial.toString();
                partial.setLength(0);
                heard(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            waiting.values().forEach(answer -> answer.completeExceptionally(new IOException("the browser is gone")));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            waiting.values().forEach(answer -> answer.completeExceptionally(failure));
        }
    }
}
