package io.quotewire.app.books;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of a message, read by Jackson's streaming parser. Two of the three parts are empty.
 *
 * @param members of an object, in the order of the message
 * @param items of an array
 * @param text of a single value; of a number the digits as they were sent
 */
record Json(Map<String, Json> members, List<Json> items, String text) {
    private static final Json NONE = new Json(Map.of(), List.of(), "");
    private static final JsonFactory FACTORY = new JsonFactory();

    static Json read(String message) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), message)) {
            parser.nextToken();
            return value(parser);
        }
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** What lies at the end of {@code path}; a value without any part where there is nothing. */
    Json at(String... path) {
        Json here = this;
        for (String name : path) {
            here = here.members.getOrDefault(name, NONE);
        }
        return here;
    }

    Json item(int index) {
        return index < items.size() ? items.get(index) : NONE;
    }

    Json last() {
        return items.isEmpty() ? NONE : items.getLast();
    }

    boolean is(String expected) {
        return text.equals(expected);
    }

    long number() {
        return Long.parseLong(text);
    }

    private static Json value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield new Json(members, List.of(), "");
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield new Json(Map.of(), items, "");
            }
            default -> new Json(Map.of(), List.of(), parser.getString());
        };
    }
}
