package io.quotewire.venue.limit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By which words a venue says that we ask too much where it does not say so with an HTTP status: codes such as {@code 50011}
 * or a phrase, each of which must stand by itself in what the venue says.
 */
record TooMuch(List<String> words) {
    static final TooMuch NONE = new TooMuch(List.of());

    private static final int MOST_WORDS = 8;
    private static final String BEFORE = "(?<![\\w.-])";
    private static final String BEHIND = "(?![\\w-])";

    /** A time in seconds or milliseconds since 1970, as in {@code IP banned until 1790000000000}. */
    private static final Pattern TIME = Pattern.compile("(?<!\\d)(\\d{10}|\\d{13})(?!\\d)");

    TooMuch {
        if (words.size() > MOST_WORDS) {
            throw new IllegalArgumentException(
                    "%s may have 0 to %d words, has %d".formatted(LimitRule.TOO_MUCH, MOST_WORDS, words.size()));
        }
        words = List.copyOf(words);
    }

    /** Whether {@code text}, which the venue has said in refusing, says so. */
    boolean isIn(String text) {
        return !text.isEmpty() && words.stream().anyMatch(word -> stands(word, text));
    }

    private static boolean stands(String word, String text) {
        return Pattern.compile(BEFORE + Pattern.quote(word) + BEHIND, Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    /**
     * For how long the venue does not want to hear from us, as a {@code Retry-After} would say it: the time that {@code text}
     * names, where it lies ahead and within the longest ban; empty where it names none.
     */
    static String retryAfter(String text, long nowUs) {
        for (Matcher time = TIME.matcher(text); time.find(); ) {
            String digits = time.group();
            long untilUs = Long.parseLong(digits) * (digits.length() == 13 ? 1_000 : 1_000_000);
            if (untilUs > nowUs && untilUs <= nowUs + Ban.LONGEST_US) {
                return Long.toString(Math.ceilDiv(untilUs - nowUs, 1_000_000L));
            }
        }
        return "";
    }
}
