package io.quotewire.venue.limit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * What went in one calendar month in UTC.
 *
 * @param month years times twelve plus months, 0 for none yet
 */
record MonthCount(long month, long spent) {
    static final MonthCount NONE = new MonthCount(0, 0);

    /** The count as it stands now: anew in a later month. A clock that went back to an earlier one gives nothing anew. */
    MonthCount at(long nowUs) {
        YearMonth now = YearMonth.from(Instant.ofEpochMilli(nowUs / 1_000).atZone(ZoneOffset.UTC));
        long current = now.getYear() * 12L + now.getMonthValue();
        return current > month ? new MonthCount(current, 0) : new MonthCount(current, spent);
    }

    MonthCount plus(long amount) {
        return new MonthCount(month, spent + amount);
    }
}
