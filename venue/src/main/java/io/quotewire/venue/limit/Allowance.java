package io.quotewire.venue.limit;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;

/**
 * How much of some rates has been used, exactly: a log of what went within the longest window. It is paced and no bucket: a
 * long rest earns nothing.
 *
 * <p>The log is bounded: beyond {@link #MOST_ENTRIES} the two oldest become one at the later time, which frees them late
 * rather than early.
 *
 * <p><b>Threads:</b> one, or under its owner's lock.
 */
final class Allowance {
    /** Also bounds what the file holds of it. */
    static final int MOST_ENTRIES = 512;

    private static final long MINUTE_US = 60_000_000;

    private final List<Rate> rates;
    private final long longestUs;
    private final boolean monthly;
    private final ArrayDeque<Spent> log = new ArrayDeque<>();
    private MonthCount month = MonthCount.NONE;

    Allowance(List<Rate> rates) {
        this.rates = rates;
        this.longestUs = rates.stream()
                .filter(rate -> !rate.isMonthly())
                .mapToLong(Rate::windowUs)
                .max()
                .orElse(0);
        this.monthly = rates.stream().anyMatch(Rate::isMonthly);
    }

    List<Rate> rates() {
        return rates;
    }

    boolean ready(long amount, long nowUs) {
        return nowUs >= dueUs(amount, nowUs);
    }

    /** From when on {@code amount} may be spent. What is more than a whole rate may go when nothing else has. */
    long dueUs(long amount, long nowUs) {
        long dueUs = Long.MIN_VALUE;
        for (Rate rate : rates) {
            dueUs = Math.max(dueUs, rate.isMonthly() ? monthDueUs(rate, amount, nowUs) : dueUs(rate, amount));
        }
        return dueUs;
    }

    /** It has gone. What must not wait, as a pong, may go before it is due, and then pushes the next one back. */
    void spend(long amount, long nowUs) {
        if (monthly) {
            month = month.at(nowUs).plus(amount);
        }
        if (longestUs > 0 && amount > 0) {
            trim(nowUs);
            log.addLast(new Spent(nowUs, amount));
            bound();
        }
    }

    /** The venue has counted {@code total} for the running minute; where we have counted less, the rest is taken in now. */
    void counted(long total, long nowUs) {
        long missing = total - used(MINUTE_US, nowUs);
        if (missing > 0 && !rates.isEmpty()) {
            spend(missing, nowUs);
        }
    }

    /** As if everything had been used up this very moment. */
    void exhaust(long nowUs) {
        long most = rates.stream().mapToLong(Rate::most).max().orElse(0);
        spend(most, nowUs);
    }

    /** How much went within the rate's window that ends now, or in the running month. */
    long used(Rate rate, long nowUs) {
        return rate.isMonthly() ? month.at(nowUs).spent() : used(rate.windowUs(), nowUs);
    }

    /** How far apart what weighs 1 must be for a month's budget to last until the next; 0 where there is no such budget. */
    long evenUs(long nowUs) {
        long evenUs = 0;
        for (Rate rate : rates) {
            if (rate.isMonthly()) {
                long left = Math.max(1, rate.most() - month.at(nowUs).spent());
                evenUs = Math.max(evenUs, Math.ceilDiv(startOfNextUs(nowUs) - nowUs, left));
            }
        }
        return evenUs;
    }

    /** What there is to keep, the oldest first. */
    List<Spent> kept(long nowUs) {
        trim(nowUs);
        return List.copyOf(log);
    }

    MonthCount month() {
        return month;
    }

    void restore(List<Spent> kept, MonthCount count) {
        log.clear();
        log.addAll(kept);
        bound();
        month = count;
    }

    private long used(long windowUs, long nowUs) {
        long used = 0;
        for (Iterator<Spent> newest = log.descendingIterator(); newest.hasNext(); ) {
            Spent spent = newest.next();
            if (spent.atUs() <= nowUs - windowUs) {
                return used;
            }
            used += spent.amount();
        }
        return used;
    }

    private long dueUs(Rate rate, long amount) {
        long room = rate.most() - Math.min(amount, rate.most());
        long used = 0;
        for (Iterator<Spent> newest = log.descendingIterator(); newest.hasNext(); ) {
            Spent spent = newest.next();
            used += spent.amount();
            if (used > room) {
                return spent.atUs() + rate.windowUs();
            }
        }
        return Long.MIN_VALUE;
    }

    private long monthDueUs(Rate rate, long amount, long nowUs) {
        boolean fits = month.at(nowUs).spent() + Math.min(amount, rate.most()) <= rate.most();
        return fits ? Long.MIN_VALUE : startOfNextUs(nowUs);
    }

    private static long startOfNextUs(long nowUs) {
        YearMonth next = YearMonth.from(Instant.ofEpochMilli(nowUs / 1_000).atZone(ZoneOffset.UTC))
                .plusMonths(1);
        return next.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    }

    private void trim(long nowUs) {
        while (!log.isEmpty() && log.getFirst().atUs() <= nowUs - longestUs) {
            log.removeFirst();
        }
    }

    private void bound() {
        while (log.size() > MOST_ENTRIES) {
            Spent oldest = log.removeFirst();
            Spent next = log.removeFirst();
            log.addFirst(new Spent(next.atUs(), oldest.amount() + next.amount()));
        }
    }
}
