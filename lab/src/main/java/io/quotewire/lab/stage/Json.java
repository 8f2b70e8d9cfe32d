package io.quotewire.lab.stage;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The little JSON that stages speak. Readers throw {@code JacksonException} on what is no JSON. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

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
