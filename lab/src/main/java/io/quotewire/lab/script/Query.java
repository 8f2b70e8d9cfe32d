package io.quotewire.lab.script;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Path and parameters of a REST request. Where a parameter comes twice the last counts. */
record Query(String path, Map<String, String> parameters) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern LIST_SIGNS = Pattern.compile("[\\[\\]\" ]");

    Query {
        parameters = Map.copyOf(parameters);
    }

    static Query of(String uri) {
        int mark = uri.indexOf('?');
        Map<String, String> parameters = new HashMap<>();
        for (String pair : mark < 0
                ? List.<String>of()
                : Arrays.asList(uri.substring(mark + 1).split("&", -1))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return new Query(mark < 0 ? uri : uri.substring(0, mark), parameters);
    }

    /** The value of a parameter, null if it was not sent or is empty. */
    @Nullable
    String value(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The number that a parameter is, {@code otherwise} if it was not sent or is none, and not beyond {@code most}. */
    long number(String name, long otherwise, long most) {
        String value = parameters.getOrDefault(name, "");
        return NUMBER.matcher(value).matches() ? Math.min(most, Long.parseLong(value)) : otherwise;
    }

    /** The names in {@code ["A","B"]}; empty if the parameter was not sent. */
    List<String> list(String name) {
        String names = LIST_SIGNS.matcher(parameters.getOrDefault(name, "")).replaceAll("");
        return names.isEmpty() ? List.of() : Arrays.asList(names.split(",", -1));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return value; // Then it names nothing, and the venue's refusal says so.
        }
    }
}
