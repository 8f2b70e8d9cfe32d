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
 * Gate spot, WebSocket v4.
 *
 * <p>A request names one channel and, as {@code payload}, its pairs; a book is asked for one pair a request, with the time
 * between two messages. Keep-alive is a request to the channel {@code spot.ping}, or a WebSocket ping.
 *
 * @see <a href="https://www.gate.com/docs/developers/apiv4/ws/en/">WebSocket v4</a>
 */
final class GateStage implements Stage {
    private static final Profile PROFILE = new Profile(
            "gate",
            "/ws/v4/",
            Set.of(),
            Set.of(),
            new Profile.Lists("rest-currency_pairs", "currency_pairs", "GET /api/v4/spot/currency_pairs"),
            new KeepAlive(Duration.ZERO, Duration.ofMinutes(1), KeepAlive.Heard.EITHER, 1000, "inactive"));

    private static final String BOOK = "spot.order_book_update";
    private static final Set<String> CHANNELS = Set.of("spot.tickers", "spot.book_ticker", "spot.trades", BOOK);
    private static final Set<String> INTERVALS = Set.of("20ms", "100ms");
    private static final int BAD_REQUEST = 1;
    private static final int BAD_ARGUMENT = 2;
    private static final Pattern DATA = Pattern.compile(
            "\\{.{1,60}?\"channel\":\"(spot\\.[a-z_]+)\",\"event\":\"update\",.*?\"(?:s|currency_pair)\":\"([A-Z0-9_]+)\".*");

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
            String channel = Json.text(request, "channel");
            String event = Json.text(request, "event");
            if (channel.equals("spot.ping")) {
                return Reaction.reply(head(caller, request, "spot.pong", "") + ",\"error\":null,\"result\":null}");
            }
            if (!event.equals("subscribe") && !event.equals("unsubscribe")) {
                return refused(caller, request, BAD_REQUEST, "unknown event " + event);
            }
            return CHANNELS.contains(channel)
                    ? change(caller, request, event.equals("subscribe"))
                    : refused(caller, request, BAD_ARGUMENT, "unknown channel " + channel);
        } catch (JacksonException e) {
            return refused(caller, Map.of(), BAD_REQUEST, "invalid request body");
        }
    }

    private static Reaction change(Caller caller, Map<String, Object> request, boolean begins) {
        String channel = Json.text(request, "channel");
        List<String> pairs = Json.texts(request, "payload");
        if (channel.equals(BOOK)) {
            if (pairs.size() < 2 || !INTERVALS.contains(pairs.get(1))) {
                return refused(caller, request, BAD_ARGUMENT, "invalid argument");
            }
            pairs = List.of(pairs.getFirst());
        }
        List<StreamKey> keys = new ArrayList<>();
        for (String pair : pairs) {
            StreamKey key = new StreamKey(channel, pair);
            if (caller.absent().test(key)) {
                return refused(caller, request, BAD_ARGUMENT, "unknown currency pair: " + pair);
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            return refused(caller, request, BAD_ARGUMENT, "invalid argument");
        }
        String done = head(caller, request, channel, Json.text(request, "event")) + ",\"payload\":"
                + Json.list(Json.texts(request, "payload")) + ",\"result\":{\"status\":\"success\"}}";
        return new Reaction(List.of(done), begins ? keys : List.of(), begins ? List.of() : keys);
    }

    private static Reaction refused(Caller caller, Map<String, Object> request, int code, String why) {
        return Reaction.reply(head(caller, request, Json.text(request, "channel"), Json.text(request, "event"))
                + ",\"error\":{\"code\":" + code + ",\"message\":" + Json.quoted(why) + "},\"result\":null}");
    }

    private static String head(Caller caller, Map<String, Object> request, String channel, String event) {
        String id = Json.text(request, "id");
        return "{\"time\":" + caller.nowUs() / 1_000_000 + ",\"time_ms\":" + caller.nowUs() / 1_000
                + (id.matches("[0-9]{1,18}") ? ",\"id\":" + id : "") + ",\"conn_id\":\"" + caller.connection()
                + "\",\"channel\":" + Json.quoted(channel) + ",\"event\":" + Json.quoted(event);
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
        return Set.of("spot.tickers", "spot.trades", "spot.book_ticker").contains(key.channel()) ? key.symbol() : null;
    }
}
