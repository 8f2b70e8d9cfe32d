package io.quotewire.lab.script;

import io.quotewire.model.Levels;
import java.nio.charset.StandardCharsets;

/** What scripts have in common in writing things down. */
final class Text {
    private Text() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code [["97110.1","0.42"],["97110.0","1"]]}, with {@code rest} behind each size. */
    static String pairs(Levels levels, String rest) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < levels.count(); i++) {
            text.append(i == 0 ? "[\"" : ",[\"")
                    .append(levels.price(i))
                    .append("\",\"")
                    .append(levels.size(i))
                    .append('"')
                    .append(rest)
                    .append(']');
        }
        return text.append(']').toString();
    }

    /** Objects in the shape of {@code format}, which takes a price and a size, between commas. */
    static String each(Levels levels, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < levels.count(); i++) {
            text.append(i == 0 ? "" : ",").append(format.formatted(levels.price(i), levels.size(i)));
        }
        return text.toString();
    }
}
