package io.quotewire.venue.limit;

import io.quotewire.model.Check;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in any stretch of time, written {@code 60 per 5m}; {@code 1 per 350ms} is a spacing.
 *
 * @param most 1 to 100 million
 * @param window 1 ms to 24 hours, sliding; or {@link #MONTH}, which stands for the calendar month in UTC
 */
public record Rate(int most, Duration window) {
    /** Its length is not what is measured: a month's budget is given anew on the first day. */
    public static final Duration MONTH = Duration.ofDays(31);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) per (?:(\\d{1,8})(ms|s|m|h)|month)");
    private static final int LARGEST = 100_000_000;
    private static final long LONGEST_MS = Duration.ofDays(1).toMillis();

    public Rate {
        Check.range("a rate's count", most, 1, LARGEST);
        if (!window.equals(MONTH)) {
            Check.range("a rate's window (ms)", window.toMillis(), 1, LONGEST_MS);
        }
    }

    /**
     * Reads {@code 60 per 5m} or {@code 10000 per month}.
     *
     * @throws IllegalArgumentException naming the text if it is no rate
     */
    public static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a rate: " + text);
        }
        String unit = matcher.group(3);
        Duration window = unit == null ? MONTH : window(Long.parseLong(matcher.group(2)), unit);
        return new Rate(Integer.parseInt(matcher.group(1)), window);
    }

    private static Duration window(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    boolean isMonthly() {
        return window.equals(MONTH);
    }

    /** Whether it says how far apart things are, rather than how many there may be. */
    boolean isSpacing() {
        return most == 1 && !isMonthly();
    }

    long windowUs() {
        return window.toNanos() / 1_000;
    }

    /** The name of the limit on {@code what}, as {@code connects_per_5_min}. */
    String nameOf(String what) {
        if (isMonthly()) {
            return what + "_per_month";
        }
        long ms = window.toMillis();
        if (ms % 3_600_000 == 0) {
            return what + per(ms / 3_600_000, "hour", "h");
        } else if (ms % 60_000 == 0) {
            return what + per(ms / 60_000, "minute", "min");
        }
        return what + (ms % 1_000 == 0 ? per(ms / 1_000, "second", "s") : "_per_" + ms + "_ms");
    }

    private static String per(long count, String one, String several) {
        return count == 1 ? "_per_" + one : "_per_" + count + "_" + several;
    }

    @Override
    public String toString() {
        if (isMonthly()) {
            return most + " per month";
        }
        long ms = window.toMillis();
        if (ms % 1_000 != 0) {
            return most + " per " + ms + "ms";
        }
        long seconds = ms / 1_000;
        if (seconds % 60 != 0) {
            return most + " per " + seconds + "s";
        }
        return most + " per " + (seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m");
    }
}
