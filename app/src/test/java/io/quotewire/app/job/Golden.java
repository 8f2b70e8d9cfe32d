package io.quotewire.app.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One object of {@code golden.json}, the expected results that come with the recordings; every value as text. */
final class Golden {
    private Golden() {}

    /** The scalars of the object at {@code path}. */
    static Map<String, String> at(Path file, String... path) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            json.nextToken();
            for (String name : path) {
                descend(json, name);
            }
            Map<String, String> values = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    values.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
            return values;
        }
    }

    private static void descend(JsonParser json, String name) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean found = json.currentName().equals(name);
            json.nextToken();
            if (found) {
                return;
            }
            json.skipChildren();
        }
        throw new IllegalArgumentException("golden.json has no " + name);
    }
}
