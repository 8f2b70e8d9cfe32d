package io.quotewire.lab.load.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One value of a report.
 *
 * @param raw for machines: a number or a text; null where it is unknown
 * @param text for people, with its unit where the unit is not in the title
 */
public record Figure(@Nullable Object raw, String text) {
    private static final Figure UNKNOWN = new Figure(null, "unknown");
    private static final Figure NONE = new Figure(null, "–");
    private static final long KB = 1_000;

    public static Figure unknown() {
        return UNKNOWN;
    }

    /** Where there is nothing that could have one. */
    public static Figure none() {
        return NONE;
    }

    public static Figure text(String text) {
        return new Figure(text, text);
    }

    public static Figure count(long count) {
        return new Figure(count, String.format(Locale.ROOT, "%,d", count));
    }

    /** Milliseconds, with three digits that count. */
    public static Figure ms(double ms) {
        return new Figure(Math.round(ms * 1e3) / 1e3, digits(ms));
    }

    /** A number such as how many cores. */
    public static Figure number(@Nullable Double number) {
        return number == null ? UNKNOWN : new Figure(Math.round(number * 1e3) / 1e3, digits(number));
    }

    public static Figure percent(@Nullable Double share) {
        return share == null
                ? UNKNOWN
                : new Figure(Math.round(share * 1e3) / 1e3, String.format(Locale.ROOT, "%.0f%%", share * 100));
    }

    public static Figure bytes(@Nullable Double bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        double size = Math.abs(bytes);
        String text = size < KB
                ? String.format(Locale.ROOT, "%.0f B", bytes)
                : size < KB * KB
                        ? digits(bytes / KB) + " kB"
                        : size < KB * KB * KB ? digits(bytes / KB / KB) + " MB" : digits(bytes / KB / KB / KB) + " GB";
        return new Figure(Math.round(bytes), text);
    }

    public static Figure bytes(long bytes) {
        return bytes((double) bytes);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size < 1 ? "%.3f" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f", value);
    }
}
