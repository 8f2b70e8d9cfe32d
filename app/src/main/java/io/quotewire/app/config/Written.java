package io.quotewire.app.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of one setting as somebody wrote it.
 *
 * @param list whether it was written as a list; otherwise there is exactly one item
 */
record Written(Origin origin, boolean list, List<Item> items) {
    /** One text, with its own place where it is one of several. */
    record Item(String text, Origin origin) {}

    static Written text(String text, Origin origin) {
        return new Written(origin, false, List.of(new Item(text, origin)));
    }

    /** Where the medium has no lists (variables, flags), they are written with commas. */
    static Written flat(Setting setting, String text, Origin origin) {
        if (!setting.list()) {
            return text(text, origin);
        }
        List<Item> items = Arrays.stream(text.split(",", -1))
                .map(part -> new Item(part.strip(), origin))
                .toList();
        return new Written(origin, true, items);
    }

    /** As an error message repeats it. */
    String quoted() {
        String joined = items.stream().map(Item::text).collect(Collectors.joining(", "));
        return list ? "[" + joined + "]" : '"' + joined + '"';
    }
}
