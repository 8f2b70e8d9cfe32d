package io.quotewire.venue;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Until when a venue does not want to hear from us, over REST and WebSocket alike.
 *
 * <p><b>Threads:</b> the feed's event loop.
 */
final class Bans {
    /** What Binance's shortest ban takes, for a 418 that does not say how long; rest-api.md, "IP Limits". */
    private static final long UNSAID_US = Duration.ofMinutes(2).toNanos() / 1_000;

    /** What its longest takes: whatever a server asks for beyond is a mistake. */
    private static final long LONGEST_US = Duration.ofDays(3).toNanos() / 1_000;

    private long untilUs;

    /** 0 if there never was a ban. */
    long untilUs() {
        return untilUs;
    }

    boolean active(long nowUs) {
        return nowUs < untilUs;
    }

    /** Takes in a refusal: 429 and 418 say "too many", and any answer may say for how long. */
    void refused(int status, String retryAfter, long nowUs) {
        OptionalLong waitUs = parse(retryAfter, nowUs);
        if (waitUs.isPresent()) {
            untilUs = Math.max(untilUs, nowUs + Math.min(LONGEST_US, waitUs.getAsLong()));
        } else if (status == 418) {
            untilUs = Math.max(untilUs, nowUs + UNSAID_US);
        }
    }

    /** {@code Retry-After} is a number of seconds or a date. */
    private static OptionalLong parse(String retryAfter, long nowUs) {
        String text = retryAfter.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.of(text.length() > 9 ? LONGEST_US : Long.parseLong(text) * 1_000_000);
        }
        try {
            DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
            long seconds = ZonedDateTime.parse(text, format).toEpochSecond();
            return OptionalLong.of(Math.max(0, seconds * 1_000_000 - nowUs));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
