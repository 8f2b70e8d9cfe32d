package io.quotewire.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes a test vector by chance: well-formed messages in any order, with the Java client's behaviour as what is expected. */
final class RandomScript {
    private static final List<String> TOPICS = List.of(
            "trade:okx:BTC-USDT",
            "quote:okx:BTC-USDT",
            "ticker:binance:ETH-USDT",
            "trade:binance:ETH-USDT",
            "book.5:okx:BTC-USDT",
            "book.5:okx:BTC-USDT",
            "candle.1m:okx:BTC-USDT",
            "candle.1m:okx:BTC-USDT",
            "fx:USD-CAD");
    private static final List<String> PATTERNS = List.of(
            "trade:*:BTC-USDT",
            "quote:okx:BTC-USDT",
            "ticker:*:*",
            "book.5:*:BTC-USDT",
            "candle.1m:*:BTC-USDT",
            "fx:*");
    private static final List<String> PRICES =
            List.of("9", "10.5", "10.50", "10", "100.25", "0.0075", "10.000000000001");
    private static final List<String> SIZES = List.of("0", "0.00", "1", "2.50", "1000");
    private static final List<String> STATUSES = List.of("live", "stale", "down");
    private static final List<Long> CLOSES = List.of(1000L, 1006L, 1011L, 1012L, 4008L);

    private final SplittableRandom random;
    private final Stage stage = Stage.ready(PATTERNS.toArray(String[]::new));
    private long ms;

    private RandomScript(SplittableRandom random) {
        this.random = random;
    }

    /** One vector as JSON. */
    static String write(String name, SplittableRandom random, int steps) {
        RandomScript script = new RandomScript(random);
        List<Object> written = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            written.add(script.step());
        }
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("name", name);
        vector.put("topics", PATTERNS);
        vector.put("steps", written);
        return Json.print(vector);
    }

    private Map<String, Object> step() {
        Map<String, Object> step = new LinkedHashMap<>();
        ms += random.nextInt(8) == 0 ? random.nextInt(6_000) : random.nextInt(100);
        step.put("at", ms);
        switch (random.nextInt(12)) {
            case 0 -> step.put("open", true);
            case 1 -> step.put("in", Json.object(Stage.WELCOME));
            case 2 -> step.put("closed", pick(CLOSES));
            case 3, 4 -> step.put("in", reply());
            case 5 -> step.put("in", said());
            default -> step.put("in", data());
        }
        RuleVectorsTest.step(stage, step);
        step.put("out", stage.news());
        return step;
    }

    private Map<String, Object> data() {
        String topic = pick(TOPICS);
        boolean candle = topic.startsWith("candle");
        boolean event = candle || topic.startsWith("trade");
        boolean book = topic.startsWith("book");
        String type = pick(List.of(
                "snapshot",
                "update",
                "update",
                candle ? "open" : "update",
                "status",
                "still",
                event ? "gap" : "update"));
        long seq = random.nextLong(6);
        Map<String, Object> message = message("type", type);
        message.put("topic", topic);
        message.put("epoch", random.nextInt(5) == 0 ? "b" : "a");
        message.put("status", pick(STATUSES));
        message.put("source", "okx");
        switch (type) {
            case "gap" -> {
                message.put("from", seq);
                message.put("to", seq + random.nextInt(3));
                message.put("why", "too_old");
            }
            case "still" -> message.put("seq", seq);
            case "open" -> message.put("data", candle(false));
            default -> {
                long prev = (event || book) && !type.equals("snapshot") ? Math.max(0, seq - random.nextInt(3)) : seq;
                message.put("seq", seq + 1);
                message.put("prev", prev);
                message.put("why", "chance");
                message.put("data", data(topic, type, prev, seq + 1));
            }
        }
        return message;
    }

    private Object data(String topic, String type, long prev, long seq) {
        return switch (topic.split("[.:]", 2)[0]) {
            case "trade" -> items(type, prev, seq);
            case "candle" -> type.equals("update") ? candle(true) : List.of();
            case "book" -> levels(type);
            case "fx" -> Map.of("pair", "USD-CAD", "rate", "1.3987");
            default -> Map.of();
        };
    }

    private Map<String, Object> candle(boolean closed) {
        Map<String, Object> candle = message("open_ts", 60_000_000 * random.nextLong(3));
        candle.put("close_ts", 60_000_000 * (3 + random.nextLong(3)));
        for (String price : List.of("open", "high", "low", "close")) {
            candle.put(price, "97110.2");
        }
        candle.put("volume", pick(SIZES));
        candle.put("closed", closed);
        return candle;
    }

    /** A snapshot has its levels in order. */
    private Map<String, Object> levels(String type) {
        boolean snapshot = type.equals("snapshot");
        List<Object> bids = snapshot ? List.of(List.of("10.5", pick(List.of("1", "2.50"))), List.of("9", "3")) : side();
        List<Object> asks = snapshot ? List.of(List.of("10.75", "1.0")) : side();
        return Map.of("bids", bids, "asks", asks);
    }

    private List<Object> side() {
        List<Object> side = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            side.add(List.of(pick(PRICES), pick(SIZES)));
        }
        return side;
    }

    private static List<Object> items(String type, long prev, long last) {
        List<Object> items = new ArrayList<>();
        for (long seq = prev + 1; type.equals("update") && seq <= last; seq++) {
            items.add(Map.of("seq", seq, "id", "x", "side", "buy", "price", "1", "size", "1"));
        }
        return items;
    }

    private Map<String, Object> reply() {
        String topic = pick(random.nextBoolean() ? TOPICS : PATTERNS);
        Map<String, Object> item = message("topic", topic);
        item.put("ok", random.nextInt(4) != 0);
        if (random.nextInt(3) == 0 && !topic.contains("*")) {
            item.put("recovered", "full");
            item.put("epoch", "a");
            item.put("from", 1 + random.nextLong(6));
        }
        item.put("code", 2001L);
        Map<String, Object> message = message("op", random.nextBoolean() ? "subscribed" : "resynced");
        message.put("id", random.nextLong(8));
        message.put("topics", List.of(item));
        return message;
    }

    private Map<String, Object> said() {
        String op = pick(List.of("heartbeat", "error", "goodbye", "pong"));
        Map<String, Object> message = message("op", op);
        message.put("now", 1_732_115_000_000_000L + ms * 1_000);
        message.put("id", random.nextLong(8));
        message.put("code", op.equals("goodbye") ? 1012L : 2004L);
        message.put("error", "too_fast");
        message.put("retry_ms", random.nextLong(700));
        return message;
    }

    private static Map<String, Object> message(String name, Object value) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(name, value);
        return message;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
