package io.quotewire.model;

import java.util.regex.Pattern;

/** What is traded, independent of where; written {@code BTC-USDT}. Both codes are 1 to 20 of A to Z and 0 to 9. */
public record Instrument(String base, String quote) {
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,20}");

    public Instrument {
        if (!isCode(base) || !isCode(quote)) {
            throw new IllegalArgumentException("an instrument is BASE-QUOTE in upper case, was " + base + "-" + quote);
        }
    }

    /**
     * Reads {@code BTC-USDT}.
     *
     * @throws IllegalArgumentException naming the text if it is anything else
     */
    public static Instrument parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException("an instrument is BASE-QUOTE in upper case, was " + text);
        }
        return new Instrument(text.substring(0, dash), text.substring(dash + 1));
    }

    /** Whether {@code code} may name a base or a quote. */
    public static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }

    @Override
    public String toString() {
        return base + "-" + quote;
    }
}
