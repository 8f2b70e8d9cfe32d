package io.quotewire.client;

import io.quotewire.model.Decimal;
import io.quotewire.model.Levels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One JSON object as read from the stream, in any order of its fields: strings, whole numbers, flags, objects, lists of
 * strings, whole numbers and objects, and lists of such lists. Other values (fractions, deeper lists) are no part of a message that
 * this client knows and are dropped; whoever needs such a field finds it missing.
 *
 * <p>Each getter refuses a value of the wrong type with {@link MalformedMessage}, naming the field.
 */
final class Fields {
    private static final long MAX_NUMBER = 1L << 53;

    /** A sum of products has more digits than a price can have, but not any number of them. */
    private static final Pattern SUM = Pattern.compile("[0-9]{1,100}(\\.[0-9]{1,100})?");

    private final Map<String, Object> values = new HashMap<>();

    /** Reads the object whose opening brace was just read. */
    static Fields read(JsonParser json) {
        Fields fields = new Fields();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            if (token != JsonToken.PROPERTY_NAME) {
                throw new MalformedMessage("an object was cut short");
            }
            String name = json.currentName();
            json.nextToken();
            Object value = value(json);
            if (value != null && fields.values.put(name, value) != null) {
                throw new MalformedMessage("the field " + name + " came twice");
            }
        }
        return fields;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        return required(name, textOrNull(name));
    }

    @Nullable
    String textOrNull(String name) {
        return typed(name, String.class);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(typed(name, Boolean.class));
    }

    /** A number of 0 to 2^53, which the message must have. */
    long count(String name) {
        return required(name, counted(name));
    }

    /** A number of 0 to 2^53, or {@code otherwise} where the message has none. */
    long countOr(String name, long otherwise) {
        Long number = counted(name);
        return number == null ? otherwise : number;
    }

    /** A price or size, null where the message has none. */
    @Nullable
    Decimal decimalOrNull(String name) {
        String digits = textOrNull(name);
        return digits == null ? null : digits(name, digits);
    }

    Decimal decimal(String name) {
        return required(name, decimalOrNull(name));
    }

    /** A sum of sizes or of what was paid, not negative; null where the message has none. */
    @Nullable
    BigDecimal sumOrNull(String name) {
        String digits = textOrNull(name);
        if (digits != null && !SUM.matcher(digits).matches()) {
            throw wrong(name);
        }
        return digits == null ? null : new BigDecimal(digits);
    }

    BigDecimal sum(String name) {
        return required(name, sumOrNull(name));
    }

    Fields object(String name) {
        return required(name, objectOrNull(name));
    }

    @Nullable
    Fields objectOrNull(String name) {
        return typed(name, Fields.class);
    }

    /** The objects of a list; empty where the message has none. */
    List<Fields> objects(String name) {
        return list(name, Fields.class);
    }

    /** The strings of a list; empty where the message has none. */
    List<String> texts(String name) {
        return list(name, String.class);
    }

    /** The numbers of a list, each of 0 to 2^53; empty where the message has none. */
    List<Long> counts(String name) {
        List<Long> numbers = list(name, Long.class);
        if (!numbers.stream().allMatch(Fields::isCount)) {
            throw wrong(name);
        }
        return numbers;
    }

    /** A list of levels, each a price and a size; what follows these in a level is ignored. */
    Levels levels(String name) {
        Levels.Builder levels = new Levels.Builder();
        for (Object element : required(name, typed(name, List.class))) {
            if (!(element instanceof List<?> level) || level.size() < 2) {
                throw wrong(name);
            }
            levels.add(digits(name, level.get(0)));
            levels.add(digits(name, level.get(1)));
        }
        return levels.toLevels();
    }

    static MalformedMessage wrong(String name) {
        return new MalformedMessage("the field " + name + " is missing or has a value that it cannot have");
    }

    private static Decimal digits(String name, Object value) {
        try {
            return Decimal.parse(value instanceof String text ? text : "");
        } catch (NumberFormatException | ArithmeticException _) {
            throw wrong(name);
        }
    }

    private @Nullable Long counted(String name) {
        Long number = typed(name, Long.class);
        if (number != null && !isCount(number)) {
            throw wrong(name);
        }
        return number;
    }

    private static boolean isCount(long number) {
        return number >= 0 && number <= MAX_NUMBER;
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw wrong(name);
        }
        return value;
    }

    private <T> @Nullable T typed(String name, Class<T> type) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name);
        }
        return value == null ? null : type.cast(value);
    }

    private <T> List<T> list(String name, Class<T> type) {
        List<?> elements = typed(name, List.class);
        List<T> result = new ArrayList<>();
        for (Object element : elements == null ? List.of() : elements) {
            if (!type.isInstance(element)) {
                throw wrong(name);
            }
            result.add(type.cast(element));
        }
        return result;
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> read(json);
            case START_ARRAY -> elements(json, 0);
            case null -> throw new MalformedMessage("an object was cut short");
            default -> null;
        };
    }

    private static List<Object> elements(JsonParser json, int depth) {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            switch (token) {
                case VALUE_STRING -> elements.add(json.getString());
                case VALUE_NUMBER_INT -> elements.add(json.getLongValue());
                case START_OBJECT -> elements.add(read(json));
                case START_ARRAY -> {
                    if (depth == 0) {
                        elements.add(elements(json, 1));
                    } else {
                        json.skipChildren();
                    }
                }
                case null -> throw new MalformedMessage("a list was cut short");
                default -> {}
            }
        }
        return elements;
    }
}
