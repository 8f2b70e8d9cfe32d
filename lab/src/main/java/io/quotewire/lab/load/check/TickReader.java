package io.quotewire.lab.load.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a pushed price: {@code {"price": 43299.71, "timestamp": 1706452800.755}}. A number is any that JSON has and that is not
 * negative: older services write small ones as {@code 1.2e-05}.
 */
public final class TickReader {
    private static final Pattern PRICE = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** Few enough digits that its size can be looked at without writing it out. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?");

    private static final int MICROS = 6;

    /** Far off, in the year 33,658, and yet a time between two such is a {@code long}. */
    private static final BigDecimal MOST_US = BigDecimal.valueOf(1_000_000_000_000_000_000L);

    private TickReader() {}

    /** The message's own time in microseconds since 1970; negative where it is no such message. */
    public static long timestampUs(byte[] bytes, int from, int to) {
        Map<String, Object> message = Tree.read(bytes, from, to);
        if (message == null || !(message.get("timestamp") instanceof String seconds)) {
            return HeadScan.NONE;
        }
        boolean priced = message.get("price") instanceof String price
                && PRICE.matcher(price).matches();
        return priced ? us(seconds) : HeadScan.NONE;
    }

    /** By the digits: a binary fraction of so many seconds is not exact to the microsecond. */
    private static long us(String seconds) {
        if (!SECONDS.matcher(seconds).matches()) {
            return HeadScan.NONE;
        }
        BigDecimal us = new BigDecimal(seconds).movePointRight(MICROS);
        return us.compareTo(MOST_US) < 0 ? us.longValue() : HeadScan.NONE;
    }
}
