package io.quotewire.lab.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * OKX, the public WebSocket of API v5.
 *
 * <p>Each argument of a {@code subscribe} is acknowledged on its own; a channel or an instrument that this address does not
 * serve is refused with code 60018, a request that cannot be read with 60012. Keep-alive is the text {@code ping}, answered by {@code pong};
 * a connection on which nothing passes for 30 seconds is closed with 4004.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket">overview, connect, subscribe</a>
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments">instruments</a>
 */
final class OkxStage implements Stage {
    private static final Profile PROFILE = new Profile(
            "okx",
            "/ws/v5/public",
            Set.of("ws.okx.com", "wsaws.okx.com", "wseea.okx.com", "wsus.okx.com", "ws.okex.com"),
            Set.of("okx"),
            new Profile.Lists("rest-instruments", "SPOT", "GET /api/v5/public/instruments?instType=SPOT"),
            new KeepAlive(
                    Duration.ZERO, Duration.ofSeconds(30), KeepAlive.Heard.EITHER, 4004, "No data received in 30s."));

    private static final Set<String> WANTED = Set.of("tickers", "bbo-tbt", "trades");
    private static final Pattern SPOT_PAIR = Pattern.compile("[A-Z0-9]+-[A-Z0-9]+");
    private static final Pattern CHANNEL = Pattern.compile("""
            tickers|bbo-tbt|trades|books|books5|books-l2-tbt|books50-l2-tbt|option-trades\
            |instruments|status|index-tickers|mark-price|price-limit|open-interest|funding-rate\
            |estimated-price|opt-summary|liquidation-orders|adl-warning|(mark-price-|index-)?candle\\d+[smHDWM](utc)?""");
    private static final Pattern LIST =
            Pattern.compile("/api/v5/public/instruments\\?(?:.*&)?instType=([A-Z]+)(?:&.*)?");
    /** What narrows a channel, the narrowest first. */
    private static final List<String> NARROWING = List.of("instId", "instFamily", "uly", "instType");

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
        if (message.equals("ping")) {
            return Reaction.reply("pong");
        }
        try (JsonParser json = Json.parser(message)) {
            Request request = read(json);
            if (request != null) {
                return answer(caller, request);
            }
        } catch (JacksonException ignored) {
            // Told to the client below, as the venue does.
        }
        return Reaction.reply(refusal(caller, null, "60012", "Invalid request: " + message));
    }

    private static Reaction answer(Caller caller, Request request) {
        boolean begins = request.op.equals("subscribe");
        List<String> replies = new ArrayList<>();
        List<StreamKey> keys = new ArrayList<>();
        for (Map<String, String> arg : request.args) {
            String channel = arg.getOrDefault("channel", "");
            if (CHANNEL.matcher(channel).matches() && !caller.absent().test(keyOf(arg))) {
                replies.add(acknowledgement(caller, request, arg));
                keys.add(keyOf(arg));
            } else {
                String why = "Wrong URL or channel:" + channel + ",instId:" + arg.getOrDefault("instId", "")
                        + " doesn't exist. Please use the correct URL, channel and parameters referring to API document.";
                replies.add(refusal(caller, request.id, "60018", why));
            }
        }
        return new Reaction(replies, begins ? keys : List.of(), begins ? List.of() : keys);
    }

    private static String acknowledgement(Caller caller, Request request, Map<String, String> arg) {
        return Json.object(json -> {
            if (request.id != null) {
                json.writeStringProperty("id", request.id);
            }
            json.writeStringProperty("event", request.op);
            json.writeObjectPropertyStart("arg");
            arg.forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeStringProperty("connId", caller.connection());
        });
    }

    private static String refusal(Caller caller, @Nullable String id, String code, String why) {
        return Json.object(json -> {
            if (id != null) {
                json.writeStringProperty("id", id);
            }
            json.writeStringProperty("event", "error");
            json.writeStringProperty("code", code);
            json.writeStringProperty("msg", why);
            json.writeStringProperty("connId", caller.connection());
        });
    }

    /** Null for anything but a subscribe or unsubscribe with arguments. */
    private static @Nullable Request read(JsonParser json) {
        String id = null;
        String op = "";
        List<Map<String, String>> args = new ArrayList<>();
        if (!Json.entersObject(json)) {
            return null;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = Json.text(json);
                case "op" -> op = Json.text(json);
                case "args" -> {
                    if (value != JsonToken.START_ARRAY || !readArgs(json, args)) {
                        return null;
                    }
                }
                default -> json.skipChildren();
            }
        }
        boolean known = op.equals("subscribe") || op.equals("unsubscribe");
        return known && !args.isEmpty() ? new Request(id, op, args) : null;
    }

    private static boolean readArgs(JsonParser json, List<Map<String, String>> args) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            args.add(readFlat(json));
        }
        return true;
    }

    /** The strings of the object whose start was just read, in order. */
    private static Map<String, String> readFlat(JsonParser json) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                fields.put(name, json.getString());
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        try (JsonParser json = Json.parser(frame)) {
            StreamKey key = null;
            if (!Json.entersObject(json)) {
                return null;
            }
            // An answer has "event", data has "data", both have "arg".
            for (String name = json.nextName(); name != null && !name.equals("event"); name = json.nextName()) {
                if (name.equals("data")) {
                    return key;
                }
                if (json.nextToken() == JsonToken.START_OBJECT && name.equals("arg")) {
                    key = keyOf(readFlat(json));
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException ignored) {
            // No frame of market data, whatever it is.
        }
        return null;
    }

    private static StreamKey keyOf(Map<String, String> arg) {
        String channel = arg.getOrDefault("channel", "");
        for (String name : NARROWING) {
            String symbol = arg.get(name);
            if (symbol != null) {
                return new StreamKey(channel, symbol);
            }
        }
        return new StreamKey(channel, "");
    }

    @Override
    public @Nullable String list(String uri) {
        Matcher matcher = LIST.matcher(uri);
        return matcher.matches() ? matcher.group(1) : null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        boolean wanted = WANTED.contains(key.channel())
                && SPOT_PAIR.matcher(key.symbol()).matches();
        return wanted ? key.symbol() : null;
    }

    private record Request(@Nullable String id, String op, List<Map<String, String>> args) {}
}
