package io.quotewire.lab.stage;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The little JSON that stages speak. Readers throw {@code JacksonException} on what is no JSON. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int MOST_SEEN = 512;

    /** No venue's request is deeper. */
    private static final int MOST_DEPTH = 8;

    private Json() {}

    static JsonParser parser(String text) {
        return parser(text.getBytes(StandardCharsets.UTF_8));
    }

    static JsonParser parser(byte[] utf8) {
        return FACTORY.createParser(ObjectReadContext.empty(), utf8);
    }

    /** Steps into an object, or says that there is none. */
    static boolean entersObject(JsonParser json) {
        return json.nextToken() == JsonToken.START_OBJECT;
    }

    /** The value just read as text if it is a single one; empty, and stepped over, if it is an object or an array. */
    static String text(JsonParser json) {
        if (json.currentToken().isScalarValue()) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    /** The first bytes of a frame as they are, enough to see what it is of. */
    static String latin(byte[] frame) {
        return new String(frame, 0, Math.min(frame.length, MOST_SEEN), StandardCharsets.ISO_8859_1);
    }

    /** An object as it came, empty if it is none: texts, numbers as texts, lists and maps of those. */
    static Map<String, Object> map(String text) {
        try (JsonParser json = parser(text)) {
            return entersObject(json) ? members(json, 0) : Map.of();
        }
    }

    private static Map<String, Object> members(JsonParser json, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            members.put(name, value(json, depth));
        }
        return members;
    }

    private static Object value(JsonParser json, int depth) {
        return switch (json.currentToken()) {
            case START_OBJECT, START_ARRAY -> {
                if (depth == MOST_DEPTH) {
                    json.skipChildren();
                    yield "";
                }
                yield json.currentToken() == JsonToken.START_OBJECT ? members(json, depth + 1) : list(json, depth + 1);
            }
            default -> json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getString();
        };
    }

    private static List<Object> list(JsonParser json, int depth) {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(json, depth));
        }
        return list;
    }

    /** The text that a member is, empty if it is none. */
    static String text(Map<String, Object> object, String member) {
        return object.get(member) instanceof String text ? text : "";
    }

    /** The object that a member is, empty if it is none. */
    static Map<String, Object> object(Map<String, Object> object, String member) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (object.get(member) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> found.put(String.valueOf(name), value));
        }
        return found;
    }

    /** The texts of the list that a member is, empty if it is none. */
    static List<String> texts(Map<String, Object> object, String member) {
        return object.get(member) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** A text between quotes, as JSON has it. */
    static String quoted(String text) {
        StringWriter written = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), written)) {
            json.writeString(text);
        }
        return written.toString();
    }

    /** Texts as a JSON list. */
    static String list(Collection<String> texts) {
        return texts.stream().map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    /** One object, its members written by {@code members}. */
    static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
