package io.quotewire.lab.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Bybit v5, the public spot stream.
 *
 * <p>A request is answered once, the whole of it refused for one topic that is not there. Keep-alive is a request with the op
 * {@code ping}, answered with {@code pong} in {@code ret_msg}; ten minutes without one end a connection.
 *
 * @see <a href="https://bybit-exchange.github.io/docs/v5/ws/connect">connect, subscribe, ping</a>
 * @see <a href="https://bybit-exchange.github.io/docs/v5/websocket/public/orderbook">order book</a>
 */
final class BybitStage implements Stage {
    private static final Profile PROFILE = new Profile(
            "bybit",
            "/v5/public/spot",
            Set.of(),
            Set.of(),
            new Profile.Lists("rest-instruments-info", "spot", "GET /v5/market/instruments-info?category=spot"),
            new KeepAlive(Duration.ZERO, Duration.ofMinutes(10), KeepAlive.Heard.CLIENT, 1000, "no ping in 10 min"));

    private static final Pattern TOPIC =
            Pattern.compile("(tickers|publicTrade|orderbook\\.(?:1|50|200|1000))\\.([A-Z0-9]+)");
    private static final Pattern DATA = Pattern.compile("\\{\"topic\":\"" + TOPIC.pattern() + "\".*");

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public @Nullable List<StreamKey> open(String uri) {
        return uri.equals(PROFILE.streamPath()) ? List.of() : null;
    }

    @Override
    public Reaction react(Caller caller, String message) {
        try {
            Map<String, Object> request = Json.map(message);
            String op = Json.text(request, "op");
            return switch (op) {
                case "ping" -> Reaction.reply(answer(caller, request, true, "pong"));
                case "subscribe", "unsubscribe" -> change(caller, request, op.equals("subscribe"));
                default -> Reaction.reply(answer(caller, request, false, "Unknown op: " + op));
            };
        } catch (JacksonException e) {
            return Reaction.reply(answer(caller, Map.of(), false, "Invalid JSON"));
        }
    }

    private static Reaction change(Caller caller, Map<String, Object> request, boolean begins) {
        List<StreamKey> keys = new ArrayList<>();
        for (String topic : Json.texts(request, "args")) {
            Matcher matcher = TOPIC.matcher(topic);
            if (!matcher.matches()) {
                return Reaction.reply(answer(caller, request, false, "error:handler not found,topic:" + topic));
            }
            StreamKey key = new StreamKey(matcher.group(1), matcher.group(2));
            if (caller.absent().test(key)) {
                return Reaction.reply(answer(caller, request, false, "Invalid symbol :[" + topic + "]"));
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            return Reaction.reply(answer(caller, request, false, "error:args is empty"));
        }
        String done = answer(caller, request, true, begins ? "subscribe" : "unsubscribe");
        return new Reaction(List.of(done), begins ? keys : List.of(), begins ? List.of() : keys);
    }

    private static String answer(Caller caller, Map<String, Object> request, boolean success, String message) {
        String id = Json.text(request, "req_id");
        return "{\"success\":" + success + ",\"ret_msg\":" + Json.quoted(message) + ",\"conn_id\":\""
                + caller.connection() + "\"" + (id.isEmpty() ? "" : ",\"req_id\":" + Json.quoted(id)) + ",\"op\":"
                + Json.quoted(Json.text(request, "op")) + "}";
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        Matcher matcher = DATA.matcher(Json.latin(frame));
        return matcher.matches() ? new StreamKey(matcher.group(1), matcher.group(2)) : null;
    }

    @Override
    public @Nullable String list(String uri) {
        return null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        return Set.of("tickers", "publicTrade", "orderbook.1").contains(key.channel()) ? key.symbol() : null;
    }
}
