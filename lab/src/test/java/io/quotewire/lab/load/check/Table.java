package io.quotewire.lab.load.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Some clients and an inspector, and messages to them in short. */
final class Table {
    static final String TICKER = "ticker:okx:BTC-USDT";
    static final String TRADE = "trade:okx:BTC-USDT";
    static final String BOOK = "book.10:okx:BTC-USDT";

    final Faults faults = new Faults();
    final List<String> errors = new ArrayList<>();
    final Inspector inspector;
    final WholeCheck whole;
    final Followed one;
    final Followed other = new Followed(null);

    /** @param everything whether clients follow everything as it comes */
    Table(boolean everything) {
        inspector = new Inspector(everything, faults, errors::add);
        whole = new WholeCheck(faults);
        one = new Followed(whole);
    }

    void tell(Followed who, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        inspector.on(who, bytes, 0, bytes.length);
    }

    void tell(String message) {
        tell(one, message);
    }

    /** How often what was found, in words. */
    String found() {
        StringBuilder text = new StringBuilder();
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (faults.count(kind) > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(faults.count(kind))
                        .append(' ')
                        .append(kind.text());
            }
        }
        return text.toString();
    }

    static String subscribed(String... topics) {
        List<String> items = new ArrayList<>();
        for (String topic : topics) {
            items.add("{\"topic\":\"" + topic
                    + "\",\"ok\":true,\"rate_ms\":0,\"recovered\":\"snapshot\",\"why\":\"first\"}");
        }
        return "{\"op\":\"subscribed\",\"id\":1,\"topics\":[" + String.join(",", items) + "]}";
    }

    static String snapshot(String topic, long seq) {
        return message("snapshot", topic, -1, seq, topic.startsWith("trade") ? "[]" : "{\"bid\":\"1\"}");
    }

    static String value(long seq) {
        return value(seq, "1");
    }

    static String value(long seq, String bid) {
        return message("update", TICKER, -1, seq, "{\"bid\":\"" + bid + "\"}");
    }

    /** A trade for each number behind {@code prev}. */
    static String trades(long prev, long seq) {
        List<String> items = new ArrayList<>();
        for (long i = prev + 1; i <= seq; i++) {
            items.add("{\"seq\":" + i + ",\"id\":\"" + i
                    + "\",\"side\":\"buy\",\"price\":\"1\",\"size\":\"1\",\"ts\":1}");
        }
        return message("update", TRADE, prev, seq, "[" + String.join(",", items) + "]");
    }

    static String levels(String type, long prev, long seq, String bids, String asks, String hash) {
        String sum = hash.isEmpty() ? "" : ",\"hash\":\"" + hash + "\"";
        return message(type, BOOK, prev, seq, "{\"bids\":" + bids + ",\"asks\":" + asks + sum + "}");
    }

    static String gap(long from, long to, String why) {
        return "{\"type\":\"gap\",\"topic\":\"%s\",\"epoch\":\"k\",\"from\":%d,\"to\":%d,\"missing\":null,\"why\":\"%s\",\"fill\":null}"
                .formatted(TRADE, from, to, why);
    }

    static String still(String topic, long seq) {
        return "{\"type\":\"still\",\"topic\":\"%s\",\"epoch\":\"k\",\"seq\":%d,\"status\":\"live\",\"source\":\"okx\"}"
                .formatted(topic, seq);
    }

    static String message(String type, String topic, long prev, long seq, String data) {
        return String.format(
                Locale.ROOT,
                "{\"type\":\"%s\",\"topic\":\"%s\",\"epoch\":\"k\",%s\"seq\":%d,\"ts\":1,\"recv\":%d,\"source\":\"okx\",\"status\":\"live\",\"data\":%s}",
                type,
                topic,
                prev < 0 ? "" : "\"prev\":" + prev + ",",
                seq,
                1_000_000 + seq,
                data);
    }
}
