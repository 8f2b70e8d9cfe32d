package io.quotewire.gateway.http;

import io.quotewire.model.NearNames;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each checked as it is asked for. Immutable. */
public final class Query {
    private static final int LONGEST_NUMBER = 9;
    private static final int LONGEST_COUNT = 16;
    private static final long MOST_COUNT = (1L << 53) - 1;

    private final Map<String, String> parameters;

    Query(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The text of a parameter, null where it is absent. */
    public @Nullable String text(String name) {
        return parameters.get(name);
    }

    /**
     * A whole number.
     *
     * @throws Refusal naming parameter and range unless it is absent or in {@code min} to {@code max}
     */
    public int number(String name, int min, int max, int otherwise) {
        String text = parameters.get(name);
        if (text == null) {
            return otherwise;
        }
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : -1;
        if (value < min || value > max) {
            throw bad(name, "must be a whole number from %d to %d".formatted(min, max));
        }
        return value;
    }

    /** Whether a parameter is there at all. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /**
     * A sequence number or a time in microseconds, -1 where it is absent.
     *
     * @throws Refusal naming the parameter unless it is a whole number from 0 to 2^53 - 1
     */
    public long count(String name) {
        String text = parameters.get(name);
        if (text == null) {
            return -1;
        }
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_COUNT
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = digits ? Long.parseLong(text) : -1;
        if (value < 0 || value > MOST_COUNT) {
            throw bad(name, "must be a whole number from 0 to 2^53 - 1");
        }
        return value;
    }

    /**
     * One of several names.
     *
     * @throws Refusal with the nearest names unless it is absent or one of {@code known}
     */
    public String oneOf(String name, Collection<String> known, String otherwise) {
        String text = parameters.getOrDefault(name, otherwise);
        if (!known.contains(text)) {
            throw new Refusal(
                    Problem.of(Problem.Type.BAD_PARAMETER, name + " must be one of " + String.join(", ", known))
                            .near(NearNames.of(text, known)));
        }
        return text;
    }

    /** The refusal of a parameter: {@code name} and what is expected of it. */
    public Refusal bad(String name, String expected) {
        return new Refusal(Problem.of(Problem.Type.BAD_PARAMETER, name + " " + expected));
    }
}
