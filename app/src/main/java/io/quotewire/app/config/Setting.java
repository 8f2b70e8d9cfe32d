package io.quotewire.app.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set.
 *
 * @param key kebab-case, from the root, {@code venues.okx.ws-url}
 * @param general the key with {@code *} for the names of map entries, {@code venues.*.ws-url}
 * @param list whether it takes several values of {@code kind}
 * @param standard the default; null where there is none
 */
record Setting(
        String key,
        String general,
        Kind kind,
        boolean list,
        @Nullable Object standard) implements KeyTree.Node {
    /** The prefix of all variables that are settings. */
    static final String PREFIX = "QUOTEWIRE_";

    /** The environment variable that sets it. */
    String variable() {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** How it is written, for the page of settings. */
    String form() {
        return list ? "list of " + kind.name() : kind.name();
    }

    /** The value as the file would have it; empty for null. */
    String print(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> items) {
            return items.stream()
                    .map(item -> scalar(kind.printer().apply(item)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return scalar(kind.printer().apply(value));
    }

    /** Quoted where the file's syntax would read something else into the text. */
    private static String scalar(String text) {
        boolean plain = text.matches("[A-Za-z0-9/][A-Za-z0-9_./:+-]*");
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
