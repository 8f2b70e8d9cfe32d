package io.quotewire.venue.fiat;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.venue.fiat.RateSheet.Day;
import io.quotewire.venue.frame.MalformedFrame;
import io.quotewire.venue.poll.JsonAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tables of rates, whosoever they are. A rate that is zero, negative or no number makes the whole answer worthless; one
 * that cannot be kept to its last digit, or is of something that has no code, is left out and counted.
 *
 * <p><b>Threads:</b> one owner, for one answer.
 */
final class RateTable {
    /** There are about 180 currencies. */
    static final int MOST_CODES = 300;

    private final String base;
    private final List<Day> days = new ArrayList<>();
    private int refused;

    RateTable(String base) {
        this.base = base;
    }

    /** Refuses an answer that says itself that it is none. */
    static void requireSuccess(JsonAnswer answer) {
        String result = answer.text("result");
        if (result != null && !result.equals("success")) {
            String why = answer.text("error-type");
            throw new MalformedFrame("refused: " + (why == null ? result : why));
        }
    }

    /** Refuses rates of something else. */
    void requireBase(JsonAnswer answer, String name) {
        String said = answer.text(name);
        if (!base.equals(said)) {
            throw new MalformedFrame("expected rates of " + base + ", not of " + said);
        }
    }

    /** Refuses an answer without the time since when it is in force, and gives that. */
    static long requireTime(JsonAnswer answer, String name) {
        long us = answer.secondsUs(name);
        if (us == 0) {
            throw new MalformedFrame("expected a time in seconds as " + name);
        }
        return us;
    }

    /** Adds the rates that lie under {@code name}. */
    void add(long tsUs, JsonAnswer answer, String name) {
        JsonAnswer table = answer.object(name);
        if (table == null) {
            throw new MalformedFrame("expected a table of rates as " + name);
        }
        List<String> codes = table.names();
        if (codes.isEmpty() || codes.size() > MOST_CODES) {
            throw new MalformedFrame("expected 1 to " + MOST_CODES + " rates, not " + codes.size());
        }
        Map<String, Decimal> rates = new LinkedHashMap<>();
        codes.stream().filter(code -> !code.equals(base)).forEach(code -> add(code, table, rates));
        days.add(new Day(tsUs, rates));
    }

    private void add(String code, JsonAnswer table, Map<String, Decimal> rates) {
        String digits = table.digits(code);
        if (digits == null) {
            throw new MalformedFrame("expected a number as the rate of " + shown(code));
        }
        try {
            Decimal rate = Decimal.parse(digits);
            if (rate.compareTo(Decimal.ZERO) <= 0) {
                throw new MalformedFrame("expected a rate above zero for " + shown(code) + ", not " + digits);
            }
            if (Instrument.isCode(code)) {
                rates.put(code, rate);
                return;
            }
        } catch (NumberFormatException e) {
            // Counted below: the digits are sound, but more than we can keep.
        }
        refused++;
    }

    private static String shown(String code) {
        return Instrument.isCode(code) ? code : "something without a code";
    }

    RateSheet sheet(long nextUs) {
        return new RateSheet(days, nextUs, refused);
    }
}
