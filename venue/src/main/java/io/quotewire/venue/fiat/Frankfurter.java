package io.quotewire.venue.fiat;

import io.quotewire.model.Decimal;
import io.quotewire.venue.RestCall;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.poll.JsonAnswer;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Frankfurter: the reference rates of the European Central Bank, one a working day, without a key. At first it is asked for
 * the last days, so that yesterday's rate is known from the start.
 *
 * <p>A day has no time. The bank publishes at about 16:00 Central European Time ("Euro foreign exchange reference rates" of
 * its statistics), which is 15:00 UTC in winter: that counts as since when the day's rates are in force.
 */
final class Frankfurter implements RateProvider {
    private static final int HOUR = 15;

    /** So that even behind Easter there are two working days among them. */
    private static final int DAYS_BACK = 7;

    private static final int MOST_DAYS = 31;

    @Override
    public String name() {
        return "frankfurter";
    }

    @Override
    public URI url() {
        return URI.create("https://api.frankfurter.dev");
    }

    @Override
    public String attribution() {
        return "Reference rates of the European Central Bank, by frankfurter.dev";
    }

    @Override
    public RestCall latest(String base) {
        return new RestCall("/v1/latest?base=" + base, 1);
    }

    @Override
    public RestCall first(String base, LocalDate today) {
        return new RestCall("/v1/" + today.minusDays(DAYS_BACK) + "..?base=" + base, 1);
    }

    @Override
    public RateSheet read(byte[] body, String base) {
        JsonAnswer answer = JsonAnswer.of(body);
        RateTable table = new RateTable(base);
        String said = answer.text("message");
        if (said != null) {
            throw new MalformedFrame("refused: " + said);
        }
        table.requireBase(answer, "base");
        requireOne(answer.digits("amount"));
        if (answer.has("start_date")) {
            days(answer.object("rates"), table);
        } else {
            table.add(timeUs(answer.text("date")), answer, "rates");
        }
        return table.sheet(0);
    }

    private static void days(@Nullable JsonAnswer days, RateTable table) {
        int count = days == null ? 0 : days.names().size();
        if (days == null || count == 0 || count > MOST_DAYS) {
            throw new MalformedFrame("expected 1 to " + MOST_DAYS + " days, not " + count);
        }
        days.names().stream().sorted().forEach(day -> table.add(timeUs(day), days, day));
    }

    /** Rates of another amount would be other rates. */
    private static void requireOne(@Nullable String amount) {
        if (amount == null
                || !amount.matches("1(\\.0{1,9})?")
                || !Decimal.parse(amount).equals(Decimal.parse("1"))) {
            throw new MalformedFrame("expected rates of an amount of 1, not of " + amount);
        }
    }

    private static long timeUs(@Nullable String date) {
        try {
            long seconds = LocalDate.parse(String.valueOf(date)).atTime(HOUR, 0).toEpochSecond(ZoneOffset.UTC);
            return seconds * 1_000_000;
        } catch (DateTimeException e) {
            throw new MalformedFrame("expected a date such as 2026-11-27");
        }
    }
}
