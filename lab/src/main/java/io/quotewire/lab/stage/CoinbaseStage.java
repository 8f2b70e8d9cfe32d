package io.quotewire.lab.stage;

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
 * Coinbase Exchange, the public feed.
 *
 * <p>A request names products and channels, each channel by name or as an object with products of its own. The answer lists
 * all that the connection is subscribed to, {@code level2_batch} under the name {@code level2_50} and {@code ticker_batch} as
 * {@code ticker_1000}. One product or channel that is not there refuses the whole request.
 *
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/overview">subscribe, errors</a>
 * @see <a href="https://docs.cdp.coinbase.com/exchange/websocket-feed/channels">channels</a>
 */
final class CoinbaseStage implements Stage {
    private static final Profile PROFILE = new Profile(
            "coinbase",
            "/",
            Set.of(),
            Set.of(),
            new Profile.Lists("rest-exchange-products", "products", "GET /products"),
            new KeepAlive(Duration.ZERO, Duration.ofSeconds(100), KeepAlive.Heard.EITHER, 1006, "inactive"));

    private static final Map<String, String> SHOWN =
            Map.of("level2_batch", "level2_50", "level2_50", "level2_50", "ticker_batch", "ticker_1000");
    private static final Set<String> CHANNELS =
            Set.of("ticker", "matches", "heartbeat", "level2_batch", "level2_50", "ticker_batch");
    private static final Set<String> CLOSED = Set.of("level2", "level3", "full", "user");
    private static final Pattern DATA = Pattern.compile(
            "\\{\"type\":\"(ticker|match|last_match|heartbeat|snapshot|l2update)\",.*?\"product_id\":\"([A-Z0-9-]+)\".*");

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
            String type = Json.text(request, "type");
            if (!type.equals("subscribe") && !type.equals("unsubscribe")) {
                return Reaction.reply(error("Invalid message", type + " is not a valid type"));
            }
            return answer(caller, request, type.equals("subscribe"));
        } catch (JacksonException e) {
            return Reaction.reply(error("Malformed JSON", "the message is no JSON"));
        }
    }

    private static Reaction answer(Caller caller, Map<String, Object> request, boolean begins) {
        List<StreamKey> keys = new ArrayList<>();
        for (Object channel : request.get("channels") instanceof List<?> list ? list : List.of()) {
            List<String> products = Json.texts(request, "product_ids");
            String name = String.valueOf(channel);
            if (channel instanceof Map<?, ?> named) {
                Map<String, Object> own = Json.object(Map.of("own", named), "own");
                name = Json.text(own, "name");
                products = own.containsKey("product_ids") ? Json.texts(own, "product_ids") : products;
            }
            String why = why(caller, name, products);
            if (why != null) {
                return Reaction.reply(error("Failed to subscribe", why));
            }
            String stream = name.equals("level2_50") ? "level2_batch" : name;
            products.forEach(product -> keys.add(new StreamKey(stream, product)));
        }
        if (keys.isEmpty()) {
            return Reaction.reply(error("Failed to subscribe", "no channels or no product_ids provided"));
        }
        Set<StreamKey> held = new LinkedHashSet<>(caller.subscribed());
        if (begins) {
            held.addAll(keys);
        } else {
            keys.forEach(held::remove);
        }
        return new Reaction(List.of(subscriptions(held)), begins ? keys : List.of(), begins ? List.of() : keys);
    }

    /** Why streams are not served, null if they are. */
    private static @Nullable String why(Caller caller, String channel, List<String> products) {
        if (CLOSED.contains(channel)) {
            return "level2, level3, and full channels now require authentication."
                    + " https://docs.cloud.coinbase.com/exchange/docs/websocket-auth";
        }
        if (!CHANNELS.contains(channel)) {
            return channel + " is not a valid channel";
        }
        for (String product : products) {
            if (caller.absent().test(new StreamKey(channel, product))) {
                return product + " is not a valid product";
            }
        }
        return null;
    }

    private static String subscriptions(Set<StreamKey> held) {
        Map<String, List<String>> byChannel = new LinkedHashMap<>();
        for (StreamKey key : held) {
            byChannel
                    .computeIfAbsent(SHOWN.getOrDefault(key.channel(), key.channel()), any -> new ArrayList<>())
                    .add(key.symbol());
        }
        return byChannel.entrySet().stream()
                .map(entry -> "{\"name\":\"" + entry.getKey() + "\",\"product_ids\":" + Json.list(entry.getValue())
                        + ",\"account_ids\":null}")
                .collect(Collectors.joining(",", "{\"type\":\"subscriptions\",\"channels\":[", "]}"));
    }

    private static String error(String what, String why) {
        return "{\"type\":\"error\",\"message\":" + Json.quoted(what) + ",\"reason\":" + Json.quoted(why) + "}";
    }

    @Override
    public @Nullable StreamKey key(byte[] frame) {
        Matcher matcher = DATA.matcher(Json.latin(frame));
        if (!matcher.matches()) {
            return null;
        }
        String channel = switch (matcher.group(1)) {
            case "match", "last_match" -> "matches";
            case "snapshot", "l2update" -> "level2_batch";
            default -> matcher.group(1);
        };
        return new StreamKey(channel, matcher.group(2));
    }

    @Override
    public @Nullable String list(String uri) {
        return null;
    }

    @Override
    public @Nullable String spotSymbol(StreamKey key) {
        return Set.of("ticker", "matches").contains(key.channel()) ? key.symbol() : null;
    }
}
