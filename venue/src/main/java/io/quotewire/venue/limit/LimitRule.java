package io.quotewire.venue.limit;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule on what we allow ourselves, as the table and the settings have it: {@code connects 60 per 5m}, {@code
 * after-forbidden 10m}, {@code weight-header X-USED}, {@code too-much 50011}, or {@code weight none} for no limit.
 *
 * @param what one of {@link #RATES}, {@link #WEIGHT_HEADER}, {@link #AFTER_FORBIDDEN} or {@link #TOO_MUCH}
 */
public record LimitRule(String what, String value) {
    static final String CONNECTS = "connects";
    static final String CONTROL = "control";
    static final String SUBSCRIPTIONS = "subscriptions";
    static final String REQUESTS = "requests";
    static final String WEIGHT = "weight";
    static final String ADDRESS_WEIGHT = "address-weight";
    static final String WEIGHT_HEADER = "weight-header";
    static final String AFTER_FORBIDDEN = "after-forbidden";
    static final String TOO_MUCH = "too-much";

    /** Those whose value is a rate. */
    static final List<String> RATES = List.of(CONNECTS, CONTROL, SUBSCRIPTIONS, REQUESTS, WEIGHT, ADDRESS_WEIGHT);

    /** Those whose value is something else. */
    private static final List<String> OTHERS = List.of(WEIGHT_HEADER, AFTER_FORBIDDEN, TOO_MUCH);

    private static final String NONE = "none";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9 :_-]{0,63}");
    private static final Pattern WAIT = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final Duration LONGEST_WAIT = Duration.ofDays(3);

    public LimitRule {
        if (!RATES.contains(what) && !OTHERS.contains(what)) {
            throw new IllegalArgumentException("there is no limit on " + what);
        }
        if (!value.equals(NONE)) {
            check(what, value);
        }
    }

    /**
     * Reads {@code connects 60 per 5m}, as an operator writes it: who may know of other limits than we do, but not of a venue
     * without any.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static LimitRule parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("a limit is WHAT RATE, was " + text);
        }
        LimitRule rule = new LimitRule(text.substring(0, space), text.substring(space + 1));
        if (rule.isNone()) {
            throw new IllegalArgumentException("a limit may be another, but not none: " + text);
        }
        return rule;
    }

    boolean isNone() {
        return value.equals(NONE);
    }

    Rate rate() {
        return Rate.parse(value);
    }

    Duration silence() {
        return waitOf(value);
    }

    private static void check(String what, String value) {
        if (RATES.contains(what)) {
            Rate.parse(value);
        } else if (what.equals(AFTER_FORBIDDEN)) {
            waitOf(value);
        } else if (what.equals(TOO_MUCH) && !WORDS.matcher(value).matches()) {
            throw new IllegalArgumentException("not the words of a refusal: " + value);
        } else if (what.equals(WEIGHT_HEADER) && !HEADER.matcher(value).matches()) {
            throw new IllegalArgumentException("not the name of a header: " + value);
        }
    }

    private static Duration waitOf(String text) {
        Matcher matcher = WAIT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a time such as 10m: " + text);
        }
        long count = Long.parseLong(matcher.group(1));
        Duration wait = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("longer than 3 days: " + text);
        }
        return wait;
    }

    @Override
    public String toString() {
        return what + " " + value;
    }
}
