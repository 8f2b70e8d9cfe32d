package io.quotewire.app.text;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the texts of a JSON object that stand at its top. */
public final class Flat {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Flat() {}

    /** Text by name; nothing where {@code json} is no object. */
    public static Map<String, String> read(String json) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
            return texts;
        } catch (JacksonException notJson) {
            return Map.of();
        }
    }
}
