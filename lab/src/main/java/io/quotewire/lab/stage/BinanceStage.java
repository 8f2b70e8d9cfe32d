package io.quotewire.lab.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Binance spot, market streams in the combined form {@code {"stream":…,"data":…}}.
 *
 * <p>Streams are asked for in the address ({@code /stream?streams=a/b}) or by {@code SUBSCRIBE}; one answer per request. A
 * stream that does not exist is accepted and stays silent, as at the venue; a request that cannot be read is refused. The
 * venue sends a ping every 20 seconds and hangs up on whoever has not answered for a minute. Raw streams ({@code /ws/…})
 * are not served: recordings are combined, and their bytes are not rewritten.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">streams</a>
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api">exchangeInfo</a>
 */
final class BinanceStage implements Stage {
    private static final String LIST_NAME = "exchangeInfo";
    private static final String LIST_PATH = "/api/v3/exchangeInfo";
    private static final Profile PROFILE = new Profile(
            "binance",
            "/stream",
            Set.of("stream.binance.com", "data-stream.binance.vision", "stream.binance.us"),
            Set.of("binance", "binance-us"),
            new Profile.Lists("rest-exchangeInfo", LIST_NAME, "GET " + LIST_PATH),
            new KeepAlive(Duration.ofSeconds(20), Duration.ofMinutes(1), KeepAlive.Heard.CLIENT, 1008, "Pong timeout"));

    private static final Set<String> WANTED = Set.of("ticker", "bookTicker", "trade");
    private static final String IN_ADDRESS = PROFILE.streamPath() + "?streams=";

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public @Nullable List<StreamKey> open(String uri) {
        if (uri.equals(PROFILE.streamPath())) {
            return List.of();
        }
        return uri.startsWith(IN_ADDRESS)
                ? keys(List.of(uri.substring(IN_ADDRESS.length()).split("/")))
                : null;
    }

    @Override
    public Reaction react(Caller caller, String message) {
        try (JsonParser json = Json.parser(message)) {
            return answer(caller, read(json));
        } catch (JacksonException e) {
            return Reaction.reply(refusal(new Id(null, false), 3, "Invalid JSON: " + e.getOriginalMessage()));
        }
    }

    private static Reaction answer(Caller caller, Request request) {
        return switch (request.method) {
            case "SUBSCRIBE" -> change(request, true);
            case "UNSUBSCRIBE" -> change(request, false);
            case "LIST_SUBSCRIPTIONS" ->
                Reaction.reply(Json.object(json -> {
                    json.writeArrayPropertyStart("result");
                    caller.subscribed().forEach(key -> json.writeString(name(key)));
                    json.writeEndArray();
                    request.id.write(json);
                }));
            default ->
                Reaction.reply(refusal(
                        request.id,
                        2,
                        "Invalid request: unknown variant `" + request.method
                                + "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`"));
        };
    }

    private static Reaction change(Request request, boolean begins) {
        List<StreamKey> keys = keys(request.params);
        if (keys.size() < request.params.size() || keys.isEmpty()) {
            return Reaction.reply(refusal(request.id, 2, "Invalid request: invalid stream"));
        }
        String done = Json.object(json -> {
            json.writeNullProperty("result");
            request.id.write(json);
        });
        return new Reaction(List.of(done), begins ? keys : List.of(), begins ? List.of() : keys);
    }

    private static String refusal(Id id, int code, String why) {
        Consumer<JsonGenerator> members = json -> {
            json.writeObjectPropertyStart("error");
            json.writeNumberProperty("code", code);
            json.writeStringProperty("msg", why);
            json.writeEndObject();
            id.write(json);
        };
        return Json.object(members);
    }

    private static Request read(JsonParser json) {
        String method = "";
        List<String> params = new ArrayList<>();
        Id id = new Id(null, false);
        if (!Json.entersObject(json)) {
            return new Request(method, params, id);
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "method" -> method = Json.text(json);
                case "id" -> id = value == JsonToken.VALUE_NULL ? id : new Id(Json.text(json), value.isNumeric());
                case "params" -> readParams(json, params);
                default -> json.skipChildren();
            }
        }
        return new Request(method, params, id);
    }

    private static void readParams(JsonParser json, List<String> params) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            params.add(token == JsonToken.VALUE_STRING ? json.getString() : "");
            json.skipChildren();
        }
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        try (JsonParser json = Json.parser(frame)) {
            if (!Json.entersObject(json) || !"stream".equals(json.nextName())) {
                return null;
            }
            return json.nextToken() == JsonToken.VALUE_STRING ? key(json.getString()) : null;
        } catch (JacksonException ignored) {
            return null; // No frame of market data, whatever it is.
        }
    }

    /** Those of {@code streams} that are spelled like a stream. */
    private static List<StreamKey> keys(List<String> streams) {
        List<StreamKey> keys = new ArrayList<>();
        for (String stream : streams) {
            StreamKey key = key(stream);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static @Nullable StreamKey key(String stream) {
        int at = stream.indexOf('@');
        return at < 1 ? null : new StreamKey(stream.substring(at + 1), stream.substring(0, at));
    }

    private static String name(StreamKey key) {
        return key.symbol() + "@" + key.channel();
    }

    @Override
    public @Nullable String list(String uri) {
        return uri.equals(LIST_PATH) || uri.startsWith(LIST_PATH + "?") ? LIST_NAME : null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        return WANTED.contains(key.channel()) ? key.symbol().toUpperCase(Locale.ROOT) : null;
    }

    private record Request(String method, List<String> params, Id id) {}

    /** The request's own id, printed as it came: a number or a string. */
    private record Id(@Nullable String text, boolean number) {
        void write(JsonGenerator json) {
            json.writeName("id");
            if (text == null) {
                json.writeNull();
            } else if (number) {
                json.writeRawValue(text);
            } else {
                json.writeString(text);
            }
        }
    }
}
