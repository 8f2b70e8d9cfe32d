package io.quotewire.venue.limit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Until when a venue does not want to hear from us, over REST and WebSocket alike.
 *
 * <p><b>Threads:</b> one, or under its owner's lock.
 */
final class Ban {
    /** The status by which HTTP says that we ask too much; other ways to say it count as this one. */
    static final int TOO_MANY = 429;

    /** What Binance's longest ban takes: whatever a server asks for beyond is a mistake. */
    static final long LONGEST_US = Duration.ofDays(3).toNanos() / 1_000;

    /** What its shortest takes, for a 418 that does not say how long; doubled each time. rest-api.md, "IP Limits". */
    private static final long FIRST_BAN_US = Duration.ofMinutes(2).toNanos() / 1_000;

    /** For a 429 or a 403 that does not say how long; doubled each time, up to an hour. */
    private static final long FIRST_WAIT_US = Duration.ofSeconds(10).toNanos() / 1_000;

    private static final long LONGEST_WAIT_US = Duration.ofHours(1).toNanos() / 1_000;
    private static final int MOST_REFUSALS = 30;
    private static final int BANNED = 418;
    private static final int FORBIDDEN = 403;

    private final long afterForbiddenUs;
    private long untilUs;
    private int refusals;

    Ban(Duration afterForbidden) {
        this.afterForbiddenUs = afterForbidden.toNanos() / 1_000;
    }

    /** 0 if there never was one. */
    long untilUs() {
        return untilUs;
    }

    /** How many refusals without a word on how long came in a row. */
    int refusals() {
        return refusals;
    }

    boolean active(long nowUs) {
        return nowUs < untilUs;
    }

    void restore(long until, int inARow) {
        untilUs = until;
        refusals = Math.clamp(inARow, 0, MOST_REFUSALS);
    }

    /** The venue has answered as asked: the next refusal is a first one again. */
    void welcome(long nowUs) {
        refusals = active(nowUs) ? refusals : 0;
    }

    /**
     * Takes in an answer other than the one hoped for: 429 and 418 say "too many", 403 that we are not wanted here, which is
     * how walls in front of a venue say the same. Any may say for how long.
     *
     * @return whether it was a refusal of this kind
     */
    boolean refused(int status, String retryAfter, long nowUs) {
        long said = saidUs(retryAfter, nowUs);
        long waitUs = switch (status) {
            case TOO_MANY -> said > 0 ? said : doubled(FIRST_WAIT_US, LONGEST_WAIT_US, nowUs);
            case BANNED -> said > 0 ? said : doubled(FIRST_BAN_US, LONGEST_US, nowUs);
            case FORBIDDEN ->
                Math.max(afterForbiddenUs, said > 0 ? said : doubled(FIRST_WAIT_US, LONGEST_WAIT_US, nowUs));
            default -> said;
        };
        if (waitUs <= 0) {
            return false;
        }
        untilUs = Math.max(untilUs, nowUs + Math.min(LONGEST_US, waitUs));
        return true;
    }

    /** What is refused during a ban was asked before it, like what brought the ban about: all that is one refusal. */
    private long doubled(long firstUs, long mostUs, long nowUs) {
        refusals = active(nowUs) && refusals > 0 ? refusals : Math.min(MOST_REFUSALS, refusals + 1);
        return Math.min(mostUs, firstUs << Math.min(refusals - 1, 20));
    }

    /** {@code Retry-After} is a number of seconds or a date; 0 where it says neither, or a time that is over. */
    private static long saidUs(String retryAfter, long nowUs) {
        String text = retryAfter.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 9 ? LONGEST_US : Long.parseLong(text) * 1_000_000;
        }
        try {
            DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
            long seconds = ZonedDateTime.parse(text, format).toEpochSecond();
            return Math.clamp(seconds, 0, Long.MAX_VALUE / 1_000_000) * 1_000_000 - nowUs;
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
