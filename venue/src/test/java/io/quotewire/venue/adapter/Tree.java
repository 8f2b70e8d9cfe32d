package io.quotewire.venue.adapter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists and {@link Leaf}s, read by Jackson's streaming parser: the second opinion of these tests. */
@NullUnmarked
final class Tree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Tree() {}

    /** A single value: its text, and whether it stood in quotes. */
    record Leaf(String text, boolean quoted) {
        String printed() {
            return quoted ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : text;
        }
    }

    static Object read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    static Object read(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return value(parser);
        }
    }

    /** What lies at the end of {@code path}, null where there is nothing. */
    static Object at(Object tree, Object... path) {
        Object here = tree;
        for (Object step : path) {
            if (here instanceof List<?> list) {
                here = (int) step < list.size() ? list.get((int) step) : null;
            } else {
                here = here instanceof Map<?, ?> map ? map.get(step) : null;
            }
        }
        return here;
    }

    /** The text at the end of {@code path}, empty where there is none. */
    static String text(Object tree, Object... path) {
        return at(tree, path) instanceof Leaf leaf ? leaf.text() : "";
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object tree) {
        return (Map<String, Object>) tree;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object tree) {
        return (List<Object>) tree;
    }

    /** Prints with white space where it may be, keys in another order, and keys that nobody knows. */
    static String scrambled(Object tree, Random random) {
        return switch (tree) {
            case Map<?, ?> map -> {
                List<String> members = new ArrayList<>();
                map.forEach((key, value) -> members.add("\"" + key + "\" :" + scrambled(value, random)));
                members.add(
                        "\"unheard_of_" + random.nextInt(99) + "\":[{\"last\":\"1\",\"s\":[[]],\"é\":-0.5E+3},false]");
                members.add("\"\\u0065\":{\"b\":\"\\ud83d\\ude00 €\"}");
                Collections.shuffle(members, random);
                yield "{ " + String.join("\t, ", members) + "\r\n}";
            }
            case List<?> list ->
                "["
                        + String.join(
                                " ,",
                                list.stream()
                                        .map(item -> scrambled(item, random))
                                        .toList()) + " ]";
            default -> " " + ((Leaf) tree).printed();
        };
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> new Leaf(parser.getString(), true);
            default -> new Leaf(parser.getString(), false);
        };
    }
}
