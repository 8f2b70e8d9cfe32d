package io.quotewire.lab.load.report;

import io.quotewire.model.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run must keep to.
 *
 * @param name of the figure
 * @param limit in the figure's unit: milliseconds of a time
 */
public record Threshold(String name, Comparison comparison, double limit) {
    private static final Pattern FORM =
            Pattern.compile("\\s*([a-z0-9.]+)\\s*(<=|>=|==|<|>)\\s*([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*(us|ms|s)?\\s*");

    /** How long things took, of all clients; those of one transport have its name before: {@code ws.p99}. */
    public static final List<String> TIMES =
            List.of("p50", "p75", "p90", "p95", "p99", "p99.9", "max", "mean", "stddev");

    private static final List<String> OTHER_TIMES =
            List.of("connect.p50", "connect.p99", "lateness.p99", "back.50", "back.99", "back.100");

    private static final List<String> NUMBERS = List.of(
            "lost",
            "doubled",
            "reordered",
            "altered",
            "broken",
            "errors",
            "failed",
            "closed",
            "missing",
            "conflated",
            "messages",
            "compared",
            "rate",
            "slow.ratio",
            "server.cores");

    /** How a value stands to its limit. */
    public enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        SAME("=="),
        AT_LEAST(">="),
        MORE(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        boolean holds(double value, double limit) {
            return switch (this) {
                case LESS -> value < limit;
                case AT_MOST -> value <= limit;
                case SAME -> Math.abs(value - limit) < 1e-9;
                case AT_LEAST -> value >= limit;
                case MORE -> value > limit;
            };
        }
    }

    /** A threshold and what became of it; the value is null where nothing was measured, and then it does not hold. */
    public record Judged(Threshold threshold, @Nullable Double value, boolean passed) {}

    /**
     * Reads {@code p99<50ms}, {@code lost==0}, {@code ws.p99.9 <= 1s}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Threshold parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a threshold is FIGURE<LIMIT, such as p99<50ms or lost==0, was " + text);
        }
        String name = matcher.group(1);
        Boolean time = known().get(name);
        if (time == null) {
            List<String> near = NearNames.of(name, known().keySet());
            String hint = near.isEmpty()
                    ? "; there are " + String.join(", ", plain())
                    : "; did you mean " + near.getFirst() + "?";
            throw new IllegalArgumentException("unknown figure " + name + hint);
        }
        String unit = matcher.group(4);
        if (time != (unit != null)) {
            throw new IllegalArgumentException(
                    time
                            ? name + " is a time: say " + name + "<50ms"
                            : name + " is a number without a unit, was " + text);
        }
        return new Threshold(name, comparison(matcher.group(2)), Double.parseDouble(matcher.group(3)) * scale(unit));
    }

    /** The names that a threshold may have, but for those of one transport. */
    public static List<String> plain() {
        List<String> names = new ArrayList<>(TIMES);
        names.addAll(OTHER_TIMES);
        names.addAll(NUMBERS);
        return names;
    }

    Judged judge(Map<String, Double> figures) {
        Double value = figures.get(name);
        return new Judged(this, value, value != null && comparison.holds(value, limit));
    }

    /** {@code p99 < 50 ms}. */
    @Override
    public String toString() {
        boolean time = Boolean.TRUE.equals(known().get(name));
        return name + " " + comparison.sign() + " " + trimmed(limit) + (time ? " ms" : "");
    }

    private static String trimmed(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }

    private static Comparison comparison(String sign) {
        for (Comparison comparison : Comparison.values()) {
            if (comparison.sign.equals(sign)) {
                return comparison;
            }
        }
        throw new IllegalArgumentException(sign);
    }

    private static double scale(@Nullable String unit) {
        return switch (unit) {
            case "us" -> 1e-3;
            case "s" -> 1e3;
            case null, default -> 1;
        };
    }

    /** Names, and whether each is a time. */
    private static Map<String, Boolean> known() {
        Map<String, Boolean> known = new LinkedHashMap<>();
        TIMES.forEach(name -> known.put(name, true));
        OTHER_TIMES.forEach(name -> known.put(name, true));
        NUMBERS.forEach(name -> known.put(name, false));
        for (String transport : List.of("ws.", "sse.")) {
            TIMES.forEach(name -> known.put(transport + name, true));
        }
        return known;
    }
}
