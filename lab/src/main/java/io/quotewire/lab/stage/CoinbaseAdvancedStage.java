package io.quotewire.lab.stage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Coinbase Advanced Trade, the public market data.
 *
 * <p>A request names one channel and its products; the answer lists all that the connection is subscribed to. Every text of
 * a connection has the next {@code sequence_num}, counted from 0 over all channels and answers: what is written here bears a
 * zero, and {@link #numbered} puts the number in its place. The channel {@code level2} calls itself {@code l2_data} in its
 * frames. Only errors are not numbered.
 *
 * @see <a href="https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-overview">overview</a>
 * @see <a href="https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-channels">channels</a>
 */
final class CoinbaseAdvancedStage implements Stage {
    private static final Profile PROFILE = new Profile(
            "coinbase-advanced",
            "/",
            Set.of(),
            Set.of(),
            new Profile.Lists("rest-advanced-products", "products", "GET /api/v3/brokerage/market/products"),
            new KeepAlive(Duration.ZERO, Duration.ofSeconds(90), KeepAlive.Heard.EITHER, 1006, "inactive"));

    static final StreamKey HEARTBEATS = new StreamKey("heartbeats", "");
    private static final String NUMBER = "\"sequence_num\":";
    private static final int MOST_BEFORE_NUMBER = 120;
    private static final Set<String> CHANNELS = Set.of("ticker", "market_trades", "level2");
    private static final Pattern DATA =
            Pattern.compile("\\{\"channel\":\"(ticker|market_trades|l2_data)\",.*?\"product_id\":\"([A-Z0-9-]+)\".*");

    @Override
    public Profile profile() {
        return PROFILE;
    }

    @Override
    public @Nullable List<StreamKey> open(String uri) {
        return uri.equals(PROFILE.streamPath()) ? List.of() : null;
    }

    @Override
    public boolean isNumbered(byte[] text) {
        return numberAt(text) >= 0;
    }

    @Override
    public byte[] numbered(byte[] text, long number) {
        int from = numberAt(text);
        if (from < 0) {
            return text;
        }
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        byte[] numbered = new byte[text.length - 1 + digits.length];
        System.arraycopy(text, 0, numbered, 0, from);
        System.arraycopy(digits, 0, numbered, from, digits.length);
        System.arraycopy(text, from + 1, numbered, from + digits.length, text.length - from - 1);
        return numbered;
    }

    /** Where the zero is in whose place the number belongs, below zero if there is none. */
    private static int numberAt(byte[] text) {
        String head = new String(text, 0, Math.min(text.length, MOST_BEFORE_NUMBER), StandardCharsets.ISO_8859_1);
        int at = head.indexOf(NUMBER);
        return at < 0 ? -1 : at + NUMBER.length();
    }

    @Override
    public Reaction react(Caller caller, String message) {
        try {
            Map<String, Object> request = Json.map(message);
            String type = Json.text(request, "type");
            if (!type.equals("subscribe") && !type.equals("unsubscribe")) {
                return Reaction.reply(error("invalid message type: " + type));
            }
            return answer(caller, request, type.equals("subscribe"));
        } catch (JacksonException e) {
            return Reaction.reply(error("malformed JSON"));
        }
    }

    private static Reaction answer(Caller caller, Map<String, Object> request, boolean begins) {
        String channel = Json.text(request, "channel");
        List<String> products = Json.texts(request, "product_ids");
        List<StreamKey> keys = new ArrayList<>();
        if (channel.equals(HEARTBEATS.channel())) {
            keys.add(HEARTBEATS);
        } else if (!CHANNELS.contains(channel)) {
            return Reaction.reply(error("channel " + channel + " does not exist"));
        }
        for (String product : keys.isEmpty() ? products : List.<String>of()) {
            StreamKey key = new StreamKey(channel, product);
            if (caller.absent().test(key)) {
                return Reaction.reply(error("product " + product + " does not exist"));
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            return Reaction.reply(error("no product_ids provided"));
        }
        Set<StreamKey> held = new LinkedHashSet<>(caller.subscribed());
        if (begins) {
            held.addAll(keys);
        } else {
            keys.forEach(held::remove);
        }
        String reply = subscriptions(caller, held);
        return new Reaction(List.of(reply), begins ? keys : List.of(), begins ? List.of() : keys);
    }

    private static String subscriptions(Caller caller, Set<StreamKey> held) {
        Map<String, List<String>> byChannel = new LinkedHashMap<>();
        for (StreamKey key : held) {
            byChannel
                    .computeIfAbsent(key.channel(), any -> new ArrayList<>())
                    .add(key.symbol().isEmpty() ? key.channel() : key.symbol());
        }
        String head = "{\"channel\":\"subscriptions\",\"timestamp\":\"" + Stamp.utc(caller.nowUs())
                + "\",\"sequence_num\":0,\"events\":[{\"subscriptions\":{";
        return byChannel.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + Json.list(entry.getValue()))
                .collect(Collectors.joining(",", head, "}}]}"));
    }

    private static String error(String why) {
        return "{\"type\":\"error\",\"message\":" + Json.quoted(why) + "}";
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        Matcher matcher = DATA.matcher(Json.latin(frame));
        if (matcher.matches()) {
            String channel = matcher.group(1).equals("l2_data") ? "level2" : matcher.group(1);
            return new StreamKey(channel, matcher.group(2));
        }
        return Json.latin(frame).startsWith("{\"channel\":\"heartbeats\"") ? HEARTBEATS : null;
    }

    @Override
    public @Nullable String list(String uri) {
        return null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        return Set.of("ticker", "market_trades").contains(key.channel()) ? key.symbol() : null;
    }
}
