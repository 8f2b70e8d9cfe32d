package io.quotewire.lab.simulate;

import io.quotewire.model.Decimal;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.book.OrderBook;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the book that OKX's frames tell of. */
final class WireKeeper {
    private static final Pattern SIDE = Pattern.compile("\"(asks|bids)\":\\[(.*?)\\]\\]|\"(asks|bids)\":\\[\\]");
    private static final Pattern LEVEL = Pattern.compile("\"([0-9.]+)\",\"([0-9.]+)\",\"0\",\"3\"");

    final OrderBook book = new OrderBook();

    void take(List<String> frames) {
        for (String frame : frames) {
            if (frame.contains("\"action\":\"snapshot\"")) {
                book.replace(Extent.window(400), side(frame, "bids"), side(frame, "asks"));
            } else if (frame.contains("\"action\":\"update\"")) {
                book.apply(side(frame, "bids"), side(frame, "asks"));
            }
        }
    }

    private static Levels side(String frame, String name) {
        Levels.Builder levels = new Levels.Builder();
        Matcher sides = SIDE.matcher(frame);
        while (sides.find()) {
            if (name.equals(sides.group(1))) {
                Matcher level = LEVEL.matcher(sides.group(2));
                while (level.find()) {
                    levels.add(Decimal.parse(level.group(1)));
                    levels.add(Decimal.parse(level.group(2)));
                }
            }
        }
        return levels.toLevels();
    }
}
