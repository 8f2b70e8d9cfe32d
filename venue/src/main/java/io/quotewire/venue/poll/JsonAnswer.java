package io.quotewire.venue.poll;

import io.quotewire.venue.frame.MalformedFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer over REST that is one JSON object, read whole; for what comes rarely. Numbers are kept as they were printed; a
 * name that comes twice makes the whole malformed. Immutable.
 */
public final class JsonAnswer {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int MOST_LEVELS = 4;

    private final Map<String, Object> members;

    /** A number as it was printed. */
    private record Printed(String digits) {}

    /** A value that nobody reads here: a list, a truth or nothing. */
    private enum Other {
        VALUE
    }

    private JsonAnswer(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedFrame if it is anything but one object of at most four levels
     */
    public static JsonAnswer of(byte[] body) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedFrame("expected a JSON object");
            }
            JsonAnswer answer = object(json, 1);
            if (json.nextToken() != null) {
                throw new MalformedFrame("expected the end of the answer");
            }
            return answer;
        } catch (JacksonException e) {
            throw new MalformedFrame("the answer is no JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonAnswer object(JsonParser json, int level) {
        if (level > MOST_LEVELS) {
            throw new MalformedFrame("expected at most " + MOST_LEVELS + " levels in the answer");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            members.put(
                    name,
                    switch (token) {
                        case START_OBJECT -> object(json, level + 1);
                        case VALUE_STRING -> json.getString();
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Printed(json.getString());
                        default -> {
                            json.skipChildren();
                            yield Other.VALUE;
                        }
                    });
        }
        return new JsonAnswer(members);
    }

    /** In the order of the answer. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** Whether there is a member of that name, whatever its value. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A text; null where there is none of that name. */
    public @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /** The digits of a number; null where there is none of that name. */
    public @Nullable String digits(String name) {
        return members.get(name) instanceof Printed number ? number.digits() : null;
    }

    /** An object; null where there is none of that name. */
    public @Nullable JsonAnswer object(String name) {
        return members.get(name) instanceof JsonAnswer object ? object : null;
    }

    /** A time in whole seconds since 1970 UTC, in microseconds; 0 where there is none of that name, or nonsense. */
    public long secondsUs(String name) {
        String digits = digits(name);
        return digits == null || !digits.matches("[0-9]{9,10}") ? 0 : Long.parseLong(digits) * 1_000_000;
    }
}
