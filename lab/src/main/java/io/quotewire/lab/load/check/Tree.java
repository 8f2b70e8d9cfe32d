package io.quotewire.lab.load.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Whole messages as maps, lists and texts; for the few that are read whole. Numbers and words are kept as text. */
final class Tree {
    /** In place of {@code null}, which is not the same as not being there. */
    static final Object NOTHING = List.of();

    private static final int MAX_DEPTH = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Tree() {}

    /** The object in this range, null where it is none. */
    static @Nullable Map<String, Object> read(byte[] bytes, int from, int to) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, Object> object = object(json);
            return json.nextToken() == null ? object : null;
        } catch (JacksonException broken) {
            return null;
        }
    }

    /** Objects of a list; nothing where it is none. */
    static List<Map<String, Object>> objects(@Nullable Object list) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object element : elements(list)) {
            objects.add(members(element));
        }
        return objects;
    }

    static List<?> elements(@Nullable Object list) {
        return list instanceof List<?> elements ? elements : List.of();
    }

    static Map<String, Object> members(@Nullable Object object) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }

    /** A number of the protocol, {@link HeadScan#NONE} where it is not there. */
    static long number(@Nullable Object value) {
        try {
            return value instanceof String text ? Long.parseLong(text) : HeadScan.NONE;
        } catch (NumberFormatException e) {
            return HeadScan.NONE;
        }
    }

    private static Map<String, Object> object(JsonParser json) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            object.put(name, value(json, json.nextToken()));
        }
        return object;
    }

    private static Object value(JsonParser json, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    list.add(value(json, next));
                }
                yield list;
            }
            case VALUE_NULL -> NOTHING;
            default -> json.getString();
        };
    }
}
