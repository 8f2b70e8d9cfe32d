package io.quotewire.engine.rate;

import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent.Rate;
import io.quotewire.model.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What providers say of one pair, and which of them is believed: the first of the configured order whose rate is not too old,
 * or else the one with the newest.
 *
 * <p>A rate that is more than {@link #PERCENT} percent off the last that was believed is held until another provider says about the
 * same, or its own does once more. Where a first rate, that nobody has confirmed, is contradicted in that way, nobody knows who is
 * right: it stays, and is stale.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class RatePair {
    static final int PERCENT = 10;

    /** Two that are not further apart say the same. */
    static final int SAME_PERCENT = 2;

    static final int PROVIDERS = 16;
    static final int KEPT = 16;

    private static final long DAY_US = 86_400_000_000L;
    private static final long HOUR_US = 3_600_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final List<String> order;
    private final long maxAgeUs;
    private final Map<String, Rate> believed = new LinkedHashMap<>();
    private final Map<String, Rate> held = new LinkedHashMap<>();

    /** Those that were in force, the oldest first. */
    private final List<Rate> past = new ArrayList<>();

    private boolean confirmed;

    /**
     * @param order of preference of the providers
     * @param maxAgeUs how old a rate may be, without weekends, before it is stale
     */
    public RatePair(List<String> order, long maxAgeUs) {
        this.order = order;
        this.maxAgeUs = maxAgeUs;
    }

    /** What came of a rate. */
    public enum Outcome {
        /** It is believed. */
        TAKEN,
        /** It is of a time that a newer one of its provider has passed, and is kept for those who look back. */
        PAST,
        /** It is too far off, and held. */
        HELD,
        /** It is none. */
        REFUSED
    }

    public Outcome on(Rate event) {
        String provider = event.listing().venue();
        if (event.rate().signum() <= 0 || (!believed.containsKey(provider) && believed.size() >= PROVIDERS)) {
            return Outcome.REFUSED;
        }
        Rate before = believed.get(provider);
        if (before != null && event.tsUs() < before.tsUs()) {
            return remember(event) ? Outcome.PAST : Outcome.REFUSED;
        }
        Rate newest = newest();
        if (newest != null && !event.rate().isWithin(PERCENT, newest.rate()) && !isConfirmed(event)) {
            held.put(provider, event);
            return Outcome.HELD;
        }
        take(event);
        return Outcome.TAKEN;
    }

    /** Whether another provider says about the same, or this one did in what is held. */
    private boolean isConfirmed(Rate event) {
        for (Rate other : held.values()) {
            boolean again = !other.listing().equals(event.listing()) || event.tsUs() > other.tsUs();
            if (again && event.rate().isWithin(SAME_PERCENT, other.rate())) {
                return true;
            }
        }
        return false;
    }

    private void take(Rate event) {
        String provider = event.listing().venue();
        for (Rate other : List.copyOf(held.values())) {
            if (event.rate().isWithin(SAME_PERCENT, other.rate())) {
                held.remove(other.listing().venue());
                believed.put(other.listing().venue(), other);
            }
        }
        held.remove(provider);
        believed.values().removeIf(other -> !other.rate().isWithin(PERCENT, event.rate()));
        believed.put(provider, event);
        confirmed = believed.values().stream()
                .anyMatch(other ->
                        !other.listing().equals(event.listing()) && other.rate().isWithin(SAME_PERCENT, event.rate()));
        remember(event);
    }

    private boolean remember(Rate event) {
        if (past.stream().anyMatch(known -> known.tsUs() == event.tsUs())) {
            return false;
        }
        past.add(event);
        past.sort(Comparator.comparingLong(Rate::tsUs));
        if (past.size() > KEPT) {
            past.removeFirst();
        }
        return true;
    }

    private @Nullable Rate newest() {
        return believed.values().stream()
                .max(Comparator.comparingLong(Rate::tsUs))
                .orElse(null);
    }

    /** The rate that counts now, null where there is none. */
    public @Nullable Rate chosen(long nowUs) {
        for (String provider : order) {
            Rate rate = believed.get(provider);
            if (rate != null && isFresh(rate, nowUs)) {
                return rate;
            }
        }
        return newest();
    }

    /** Whether that can be relied on. */
    public Status status(long nowUs) {
        held.values().removeIf(rate -> nowUs - rate.recvUs() > maxAgeUs);
        Rate rate = chosen(nowUs);
        return rate != null && isFresh(rate, nowUs) && !isDisputed() ? Status.LIVE : Status.STALE;
    }

    /** Why it cannot, in words. */
    public String why(long nowUs) {
        Rate rate = chosen(nowUs);
        if (rate == null) {
            return "no rate";
        }
        return isFresh(rate, nowUs)
                ? held.values().iterator().next().listing().venue() + " says "
                        + held.values().iterator().next().rate()
                : "the newest rate is " + (nowUs - rate.tsUs()) / HOUR_US + " h old";
    }

    private boolean isDisputed() {
        return !confirmed && !held.isEmpty();
    }

    /** When that may be another though nothing comes. */
    public long nextUs(long nowUs) {
        long nextUs = NEVER;
        for (Rate rate : believed.values()) {
            long endUs = Weekend.afterUs(rate.tsUs(), maxAgeUs + 1);
            nextUs = endUs > nowUs ? Math.min(nextUs, endUs) : nextUs;
        }
        return nextUs;
    }

    /** What is known as one step of a conversion, null where nothing is. */
    public @Nullable LegPrice leg(long nowUs) {
        Rate rate = chosen(nowUs);
        return rate == null
                ? null
                : new LegPrice(
                        rate.listing().venue(),
                        rate.rate(),
                        rate.rate(),
                        at(nowUs - DAY_US),
                        rate.tsUs(),
                        status(nowUs),
                        rate.simulated(),
                        Weekend.is(nowUs));
    }

    /** The rate that was in force then, null where that is not known. */
    private @Nullable Decimal at(long us) {
        Rate found = null;
        for (Rate rate : past) {
            if (rate.tsUs() <= us) {
                found = rate;
            }
        }
        return found != null && isFresh(found, us) ? found.rate() : null;
    }

    private boolean isFresh(Rate rate, long nowUs) {
        return Weekend.openUs(rate.tsUs(), nowUs) <= maxAgeUs;
    }
}
