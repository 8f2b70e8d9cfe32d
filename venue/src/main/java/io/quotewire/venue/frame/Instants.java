package io.quotewire.venue.frame;

/** Reads a time like {@code 2026-08-09T21:05:48.229198Z}: UTC, with up to nine digits of a second's fraction. */
final class Instants {
    /** For anything else. */
    static final long NONE = -1;

    private static final String SHAPE = "0000-00-00T00:00:00";
    private static final int NO_YEAR = 1;
    private static final int MOST_FRACTION = 9;
    private static final int MICROS = 6;

    private Instants() {}

    /** Microseconds since 1970, cut and not rounded; 0 for the year 1, which stands for no time; or {@link #NONE}. */
    static long micros(byte[] bytes, int from, int to) {
        int end = from + SHAPE.length();
        if (to <= end || bytes[to - 1] != 'Z' || !hasShape(bytes, from)) {
            return NONE;
        }
        long micros = fraction(bytes, end, to - 1);
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        int hour = number(bytes, from + 11, 2);
        int minute = number(bytes, from + 14, 2);
        int second = number(bytes, from + 17, 2);
        boolean sound =
                micros >= 0 && (year >= 1970 || year == NO_YEAR) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
        if (!sound || hour > 23 || minute > 59 || second > 59) {
            return NONE;
        }
        if (year == NO_YEAR) {
            return 0;
        }
        long seconds = ((days(year, month, day) * 24L + hour) * 60 + minute) * 60 + second;
        return seconds * 1_000_000 + micros;
    }

    private static boolean hasShape(byte[] bytes, int from) {
        for (int i = 0; i < SHAPE.length(); i++) {
            char expected = SHAPE.charAt(i);
            byte actual = bytes[from + i];
            if (expected == '0' ? actual < '0' || actual > '9' : actual != expected) {
                return false;
            }
        }
        return true;
    }

    /** The digits behind the point as microseconds, 0 where there is no point. */
    private static long fraction(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (bytes[from] != '.' || digits < 1 || digits > MOST_FRACTION) {
            return NONE;
        }
        long micros = 0;
        for (int i = 0; i < Math.max(digits, MICROS); i++) {
            int digit = i < digits ? bytes[from + 1 + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            micros = i < MICROS ? micros * 10 + digit : micros;
        }
        return micros;
    }

    private static int number(byte[] bytes, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** Days since 1970, counted in years that begin in March, so that the leap day is the last. */
    private static long days(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = (month + 9) % 12;
        int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
        return 365L * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468;
    }
}
