package io.quotewire.gateway.account;

import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Request;
import io.quotewire.model.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The fields of a request's body, one JSON object without others in it. What is not known is refused. Immutable. */
final class Body {
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_WORDS = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(3)
                    .maxNumberLength(20)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Object> fields;

    private Body(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads the body of {@code request}.
     *
     * @throws Refusal if it is not JSON, not one object of texts, numbers and lists of them, or has a field besides {@code known}
     */
    static Body of(Request request, Set<String> known) {
        String type = request.header("content-type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(
                    Problem.of(Problem.Type.MEDIA_TYPE, "the body is JSON, with content-type: application/json"));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), request.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw bad("the body must be one JSON object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                checkKnown(name, known);
                fields.put(name, value(json, name));
            }
            if (json.nextToken() != null) {
                throw bad("something follows the JSON object");
            }
        } catch (JacksonException notJson) {
            throw bad("the body is not JSON, or a text in it is longer than " + LONGEST_TEXT);
        }
        return new Body(fields);
    }

    private static void checkKnown(String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new Refusal(Problem.of(Problem.Type.UNKNOWN_PARAMETER, name).near(NearNames.of(name, known)));
        }
    }

    private static Object value(JsonParser json, String name) {
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (list.size() == MOST_WORDS) {
                    throw bad(name + " must have at most " + MOST_WORDS + " entries");
                }
                list.add(single(json, name));
            }
            return list;
        }
        return single(json, name);
    }

    private static Object single(JsonParser json, String name) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> {
                if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw bad(name + " is too large a number");
                }
                yield json.getLongValue();
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw bad(name + " must be a text, a whole number, true, false or a list of them");
        };
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /**
     * A text that must be there.
     *
     * @throws Refusal naming the field if it is not
     */
    String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw bad(name + " must be a text");
    }

    /**
     * A whole number.
     *
     * @throws Refusal naming field and range unless it is absent or in {@code min} to {@code max}
     */
    long number(String name, long min, long max, long otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return number;
        }
        throw bad("%s must be a whole number from %d to %d".formatted(name, min, max));
    }

    /**
     * True or false, which it is where it is absent.
     *
     * @throws Refusal naming the field if it is neither
     */
    boolean flag(String name) {
        return switch (fields.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw bad(name + " must be true or false");
        };
    }

    /**
     * A list of texts; null where it is absent.
     *
     * @throws Refusal naming the field if it is another list, or none
     */
    @Nullable
    List<String> texts(String name) {
        return list(name, String.class, "texts");
    }

    /** Likewise of whole numbers. */
    @Nullable
    List<Long> numbers(String name) {
        return list(name, Long.class, "whole numbers");
    }

    private <T> @Nullable List<T> list(String name, Class<T> type, String wanted) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list && list.stream().allMatch(type::isInstance)) {
            return list.stream().map(type::cast).toList();
        }
        throw bad(name + " must be a list of " + wanted);
    }

    static Refusal bad(String detail) {
        return new Refusal(Problem.of(Problem.Type.BAD_PARAMETER, detail));
    }
}
