package io.quotewire.app.watch;

import io.quotewire.model.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Values as people read them. Stateless; no number passes through binary floating point. */
final class Words {
    /** For what is not known. */
    static final String NONE = "—";

    private static final int MAX_FOREIGN = 200;
    private static final int SHORT_DIGITS = 3;
    private static final String[] THOUSANDS = {"", "K", "M", "B", "T", "P", "E", "Z", "Y"};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private Words() {}

    /** The digits as sent, with separators: {@code 67,250.10}. */
    static String price(@Nullable Decimal value) {
        if (value == null) {
            return NONE;
        }
        String text = value.toString();
        int point = text.indexOf('.');
        int end = point < 0 ? text.length() : point;
        int begin = text.startsWith("-") ? 1 : 0;
        StringBuilder grouped = new StringBuilder(text);
        for (int at = end - 3; at > begin; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    /** As {@link #price}, with a sign unless it is zero. */
    static String change(@Nullable Decimal value) {
        return value != null && value.signum() > 0 ? "+" + price(value) : price(value);
    }

    /** Three digits and a letter: {@code 1.91B}. */
    static String brief(@Nullable Decimal value) {
        if (value == null) {
            return NONE;
        }
        BigDecimal rounded = value.toBigDecimal().round(new MathContext(SHORT_DIGITS, RoundingMode.HALF_UP));
        int exponent = rounded.precision() - rounded.scale() - 1;
        int step = rounded.signum() == 0 ? 0 : Math.clamp(exponent / 3, 0, THOUSANDS.length - 1);
        BigDecimal shown = rounded.movePointLeft(3 * step);
        int places = step == 0 ? Math.max(0, shown.scale()) : Math.max(0, SHORT_DIGITS - 1 - (exponent - 3 * step));
        return shown.setScale(places, RoundingMode.UNNECESSARY).toPlainString() + THOUSANDS[step];
    }

    /** An age in whole units: {@code 0s}, {@code 59s}, {@code 3m}, {@code 5h}, {@code 2d}. */
    static String age(long us) {
        long seconds = Math.max(0, us) / 1_000_000;
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    }

    /** An age of less than a second in steps that an eye can follow: {@code 230 ms}, {@code 4 s}. */
    static String fineAge(long us) {
        long ms = Math.max(0, us) / 1_000;
        return ms < 1_000 ? ms / 10 * 10 + " ms" : age(us).replaceFirst("(\\D)$", " $1");
    }

    /** {@code UTC 12:00:07}. */
    static String time(long us) {
        return "UTC " + TIME.format(Instant.ofEpochSecond(us / 1_000_000));
    }

    /** Text of others, fit to be shown: bounded, and without anything that a terminal would obey. */
    static String clean(String foreign) {
        StringBuilder text = new StringBuilder();
        foreign.codePoints().limit(MAX_FOREIGN).forEach(c -> text.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return text.toString();
    }
}
