package io.quotewire.lab.replay;

import io.quotewire.lab.capture.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes small session files with numbered frames of BTC-USDT. */
final class Tape {
    static final String OKX_LIST = "{\"code\":\"0\",\"data\":[],\"msg\":\"\"}";
    static final String BINANCE_LIST = "{\"symbols\":[]}";

    private static final Pattern ID = Pattern.compile("\"n\":(\\d+)");

    private final Path file;
    private final StringBuilder lines = new StringBuilder();

    Tape(Path folder) {
        this.file = folder.resolve("tape.tsv");
        line(0, "http", '>', "GET /api/v5/public/instruments?instType=SPOT");
        line(0, "http", '<', OKX_LIST);
        line(0, "http", '>', "GET /api/v3/exchangeInfo");
        line(0, "http", '<', BINANCE_LIST);
        line(0, "okx", '=', "wss://ws.okx.com:8443/ws/v5/public");
        line(0, "binance", '=', "wss://stream.binance.com:9443/stream");
    }

    /** A frame of OKX, received {@code ms} after the others' zero. */
    Tape frame(long ms, String channel, int id) {
        return line(ms, "okx", '<', okx(channel, id));
    }

    /** Frames of OKX that are {@code count} KiB together, one a millisecond: more than any socket buffers. */
    Tape wide(int count) {
        String padding = "x".repeat(1_000);
        for (int i = 1; i <= count; i++) {
            line(i, "okx", '<', okx("trades", i).replace("}]}", ",\"padding\":\"" + padding + "\"}]}"));
        }
        return this;
    }

    Tape binance(long ms, String channel, int id) {
        return line(ms, "binance", '<', binance(channel, id));
    }

    Tape line(long ms, String connection, char direction, String payload) {
        lines.append(1_000_000_000_000L + ms * 1_000_000)
                .append('\t')
                .append(connection)
                .append('\t')
                .append(direction)
                .append('\t')
                .append(payload)
                .append('\n');
        return this;
    }

    static String okx(String channel, int id) {
        return "{\"arg\":{\"channel\":\"" + channel + "\",\"instId\":\"BTC-USDT\"},\"data\":[{\"n\":" + id + "}]}";
    }

    static String binance(String channel, int id) {
        return "{\"stream\":\"btcusdt@" + channel + "\",\"data\":{\"n\":" + id + "}}";
    }

    /** The number of a frame. */
    static int id(String frame) {
        Matcher matcher = ID.matcher(frame);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no numbered frame: " + frame);
        }
        return Integer.parseInt(matcher.group(1));
    }

    static List<Integer> ids(List<String> frames) {
        return frames.stream().map(Tape::id).toList();
    }

    Path write() throws IOException {
        return Files.writeString(file, lines);
    }

    /** The only venue's. */
    Recording recording() throws IOException {
        return Recording.open(List.of(write()), true).getFirst();
    }
}
