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
 * Kraken spot, WebSocket v2.
 *
 * <p>Each symbol of a request is acknowledged or refused on its own, the request's {@code req_id} repeated. A book is asked
 * for with a depth, which its frames do not name: the stream of the usual depth, 10, is {@code book}, that of another
 * {@code book-100}. Whoever has subscribed to anything gets a heartbeat too, which is the stream {@code heartbeat}.
 *
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/ticker">ticker</a>
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/book">book</a>
 * @see <a href="https://docs.kraken.com/api/docs/websocket-v2/ping">ping</a>
 */
final class KrakenStage implements Stage {
    private static final Profile PROFILE = new Profile(
            "kraken",
            "/v2",
            Set.of(),
            Set.of(),
            new Profile.Lists("rest-AssetPairs", "AssetPairs", "GET /0/public/AssetPairs"),
            new KeepAlive(Duration.ZERO, Duration.ofMinutes(1), KeepAlive.Heard.EITHER, 1001, "inactive"));

    static final StreamKey HEARTBEAT = new StreamKey("heartbeat", "");
    private static final Set<String> DEPTHS = Set.of("10", "25", "100", "500", "1000");
    private static final String USUAL_DEPTH = "10";
    private static final Pattern DATA =
            Pattern.compile("\\{\"channel\":\"(ticker|trade|book)\",.{1,40}?\"symbol\":\"([A-Z0-9/]+)\".*");

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public @Nullable List<StreamKey> open(String uri) {
        return uri.equals(PROFILE.streamPath()) ? List.of() : null;
    }

    @Override
    public List<String> greeting(Caller caller) {
        return List.of("""
                {"channel":"status","type":"update","data":[{"version":"2.0.10","system":"online","api_version":"v2",\
                "connection_id":%d}]}""".formatted(Long.parseLong(caller.connection(), 16)));
    }

    @Override
    public Reaction react(Caller caller, String message) {
        try {
            Map<String, Object> request = Json.map(message);
            String method = Json.text(request, "method");
            return switch (method) {
                case "ping" -> Reaction.reply("{\"method\":\"pong\"" + id(request) + times(caller) + "}");
                case "subscribe", "unsubscribe" -> answer(caller, request, method.equals("subscribe"));
                default -> Reaction.reply(refusal(caller, request, method, "Method not found", ""));
            };
        } catch (JacksonException e) {
            return Reaction.reply("{\"error\":\"Malformed request\",\"success\":false" + times(caller) + "}");
        }
    }

    private static Reaction answer(Caller caller, Map<String, Object> request, boolean begins) {
        Map<String, Object> wanted = Json.object(request, "params");
        String channel = Json.text(wanted, "channel");
        List<String> replies = new ArrayList<>();
        List<StreamKey> keys = new ArrayList<>();
        for (String symbol : Json.texts(wanted, "symbol")) {
            String depth = wanted.containsKey("depth") ? Json.text(wanted, "depth") : USUAL_DEPTH;
            String why = why(caller, channel, symbol, depth);
            if (why != null) {
                replies.add(refusal(caller, request, Json.text(request, "method"), why, symbol));
            } else {
                replies.add(acknowledgement(caller, request, result(wanted, channel, depth) + Json.quoted(symbol)));
                keys.add(key(channel, symbol, depth));
            }
        }
        if (begins && !keys.isEmpty()) {
            keys.add(HEARTBEAT);
        }
        return new Reaction(replies, begins ? keys : List.of(), begins ? List.of() : keys);
    }

    /** Why a stream is not served, null if it is. */
    private static @Nullable String why(Caller caller, String channel, String symbol, String depth) {
        boolean book = channel.equals("book");
        if (!book && !channel.equals("ticker") && !channel.equals("trade")) {
            return "Invalid channel";
        }
        if (book && !DEPTHS.contains(depth)) {
            return "Subscription depth not supported";
        }
        return caller.absent().test(key(channel, symbol, depth)) ? "Currency pair not supported " + symbol : null;
    }

    private static StreamKey key(String channel, String symbol, String depth) {
        boolean usual = !channel.equals("book") || depth.equals(USUAL_DEPTH);
        return new StreamKey(usual ? channel : channel + "-" + depth, symbol);
    }

    private static String result(Map<String, Object> wanted, String channel, String depth) {
        return switch (channel) {
            case "ticker" -> {
                String trigger = Json.text(wanted, "event_trigger");
                yield "{\"channel\":\"ticker\",\"event_trigger\":\"" + (trigger.equals("bbo") ? "bbo" : "trades")
                        + "\",\"snapshot\":true,\"symbol\":";
            }
            case "book" -> "{\"channel\":\"book\",\"depth\":" + depth + ",\"snapshot\":true,\"symbol\":";
            default -> "{\"channel\":\"trade\",\"snapshot\":false,\"symbol\":";
        };
    }

    private static String acknowledgement(Caller caller, Map<String, Object> request, String result) {
        return "{\"method\":\"" + Json.text(request, "method") + "\"" + id(request) + ",\"result\":" + result
                + "},\"success\":true" + times(caller) + "}";
    }

    private static String refusal(
            Caller caller, Map<String, Object> request, String method, String why, String symbol) {
        String of = symbol.isEmpty() ? "" : ",\"symbol\":" + Json.quoted(symbol);
        return "{\"error\":" + Json.quoted(why) + ",\"method\":" + Json.quoted(method) + id(request)
                + ",\"success\":false" + of + times(caller) + "}";
    }

    private static String id(Map<String, Object> request) {
        String id = Json.text(request, "req_id");
        return id.matches("[0-9]{1,18}") ? ",\"req_id\":" + id : "";
    }

    private static String times(Caller caller) {
        String now = Stamp.utc(caller.nowUs());
        return ",\"time_in\":\"" + now + "\",\"time_out\":\"" + now + "\"";
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        Matcher matcher = DATA.matcher(Json.latin(frame));
        if (matcher.matches()) {
            return new StreamKey(matcher.group(1), matcher.group(2));
        }
        return Json.latin(frame).startsWith("{\"channel\":\"heartbeat\"") ? HEARTBEAT : null;
    }

    @Override
    public @Nullable String list(String uri) {
        return null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        return Set.of("ticker", "trade").contains(key.channel()) ? key.symbol() : null;
    }
}
