package io.quotewire.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The levels of a server's book, which change by chance. */
final class SimulatedBook {
    private final SplittableRandom random;
    private final NavigableMap<Integer, String> bids = new TreeMap<>();
    private final NavigableMap<Integer, String> asks = new TreeMap<>();

    SimulatedBook(SplittableRandom random) {
        this.random = random;
    }

    /** Changes up to three levels and says how. */
    String change() {
        return "\"bids\":[%s],\"asks\":[%s]".formatted(change(bids, 100), change(asks, 110));
    }

    /** All levels with what they add up to. */
    String state() {
        CRC32 sum = new CRC32();
        sum.update(text().getBytes(StandardCharsets.US_ASCII));
        return "\"bids\":[%s],\"asks\":[%s],\"hash\":\"%08x\""
                .formatted(listed(bids.descendingMap()), listed(asks), sum.getValue());
    }

    /** All bids then all asks, best first. */
    String text() {
        Function<Map.Entry<Integer, String>, String> level = each -> price(each.getKey()) + ":" + each.getValue();
        return Stream.concat(bids.descendingMap().entrySet().stream(), asks.entrySet().stream())
                .map(level)
                .collect(Collectors.joining(","));
    }

    private String change(NavigableMap<Integer, String> side, int from) {
        StringBuilder changes = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            int price = from + random.nextInt(8);
            boolean gone = random.nextInt(3) == 0;
            String size = gone ? "0" : random.nextInt(100) + ".50";
            if (gone || size.equals("0.50")) {
                side.remove(price);
                size = "0";
            } else {
                side.put(price, size);
            }
            changes.append(changes.isEmpty() ? "" : ",").append(level(price, size));
        }
        return changes.toString();
    }

    private static String listed(Map<Integer, String> side) {
        return side.entrySet().stream()
                .map(each -> level(each.getKey(), each.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String level(int price, String size) {
        return "[\"%s\",\"%s\"]".formatted(price(price), size);
    }

    private static String price(int price) {
        return price / 10 + "." + price % 10;
    }
}
