package io.quotewire.venue.limit;

import io.quotewire.model.Metric;
import io.quotewire.model.SourceReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How much of one venue's limits we have used, from our address: the only door to that venue.
 *
 * <p><b>Threads:</b> any. Nothing here blocks: it decides in memory, under a lock that is held for microseconds.
 */
public final class Ledger {
    private final String venue;
    private final String address;
    private final Limits limits;
    private final Map<Kind, Allowance> allowances = new EnumMap<>(Kind.class);
    private final Ban ban;
    private final Pen pen;
    private long refusals;

    /** Writes all ledgers down. */
    @FunctionalInterface
    interface Pen {
        /** Completes when it is done, with whether it was; {@code durable} if it must outlast the machine. */
        CompletableFuture<Boolean> write(boolean durable);
    }

    Ledger(String venue, String address, Limits limits, Pen pen) {
        this.venue = venue;
        this.address = address;
        this.limits = limits;
        this.ban = new Ban(limits.afterForbidden());
        this.pen = pen;
        for (Kind kind : Kind.values()) {
            allowances.put(kind, new Allowance(limits.of(kind)));
        }
    }

    public Limits limits() {
        return limits;
    }

    /** What a new connection may say. */
    public ConnectionPace connection() {
        return new ConnectionPace(limits);
    }

    /** Leave for one attempt to connect; null while there is none. It counts from now on, used or not. */
    public synchronized @Nullable Ticket connect(long nowUs) {
        Allowance connects = of(Kind.CONNECTS);
        if (ban.active(nowUs) || !connects.ready(1, nowUs)) {
            return null;
        }
        connects.spend(1, nowUs);
        return new Ticket(this, nowUs, pen.write(true));
    }

    /**
     * Leave for one call over REST; null while there is none. It counts from now on, used or not.
     *
     * @param weight at least 1
     */
    public synchronized @Nullable Ticket call(int weight, long nowUs) {
        if (nowUs < callDueUs(weight, nowUs)) {
            return null;
        }
        of(Kind.REQUESTS).spend(1, nowUs);
        of(Kind.WEIGHT).spend(weight, nowUs);
        of(Kind.ADDRESS_WEIGHT).spend(weight, nowUs);
        return new Ticket(this, nowUs, pen.write(false));
    }

    /** From when on a call of {@code weight} may go, as far as is known now. */
    public synchronized long callDueUs(int weight, long nowUs) {
        long dueUs = Math.max(ban.untilUs(), of(Kind.REQUESTS).dueUs(1, nowUs));
        dueUs = Math.max(dueUs, of(Kind.WEIGHT).dueUs(weight, nowUs));
        return Math.max(dueUs, of(Kind.ADDRESS_WEIGHT).dueUs(weight, nowUs));
    }

    /** How far apart calls must be for what is left of a month's budget to last until the next; 0 where there is none. */
    public synchronized long evenCallsUs(long nowUs) {
        return of(Kind.REQUESTS).evenUs(nowUs);
    }

    /** From when on an attempt to connect may go, as far as is known now. */
    public synchronized long connectDueUs(long nowUs) {
        return Math.max(ban.untilUs(), of(Kind.CONNECTS).dueUs(1, nowUs));
    }

    /**
     * Takes in what an HTTP answer says about limits, over REST or instead of a WebSocket.
     *
     * @param status 0 where there was no answer, which says nothing
     * @param retryAfter the header of that name, else empty
     * @param usedWeight the header that {@link Limits#weightHeader} names, else empty; nonsense counts as absent
     */
    public void answered(int status, String retryAfter, String usedWeight, long nowUs) {
        answered(status, retryAfter, usedWeight, "", nowUs);
    }

    /**
     * The same of an answer that refuses in its body what was asked for, with whatever status.
     *
     * @param said in the body; empty where that is no refusal
     */
    public synchronized void answered(int status, String retryAfter, String usedWeight, String said, long nowUs) {
        if (usedWeight.matches("\\d{1,9}")) {
            of(Kind.ADDRESS_WEIGHT).counted(Long.parseLong(usedWeight), nowUs);
        }
        boolean tooMuch = limits.tooMuch().isIn(said);
        String after = tooMuch && retryAfter.isEmpty() ? TooMuch.retryAfter(said, nowUs) : retryAfter;
        if (!tooMuch && status >= 100 && status < 400) {
            ban.welcome(nowUs);
        } else if (ban.refused(status, after, nowUs) || (tooMuch && ban.refused(Ban.TOO_MANY, after, nowUs))) {
            refusals++;
            keepBan();
        }
    }

    /**
     * Takes in a refusal that the venue has sent on a connection: as a 429 if it says that we say too much. One request may
     * be refused symbol by symbol; what comes during a ban and names no time is no reason for a longer one.
     *
     * @return whether it says so
     */
    public synchronized boolean refused(String said, long nowUs) {
        boolean tooMuch = limits.tooMuch().isIn(said);
        boolean news = !ban.active(nowUs) || !TooMuch.retryAfter(said, nowUs).isEmpty();
        if (tooMuch && news) {
            answered(Ban.TOO_MANY, "", "", said, nowUs);
        }
        return tooMuch;
    }

    /**
     * The venue has ended a connection because we said too much: as a 429 that does not say how long. It may end all that
     * there are at once, which is one refusal.
     */
    public synchronized void scolded(long nowUs) {
        if (!ban.active(nowUs)) {
            answered(Ban.TOO_MANY, "", "", nowUs);
        }
    }

    public synchronized boolean banned(long nowUs) {
        return ban.active(nowUs);
    }

    /** 0 if there never was a ban. */
    public synchronized long bannedUntilUs() {
        return ban.untilUs();
    }

    /** How much of each limit that all connections share is used, for {@code /v1/sources}. */
    public synchronized List<SourceReport.Limit> limits(long nowUs) {
        List<SourceReport.Limit> all = new ArrayList<>();
        allowances.forEach((kind, allowance) -> all.addAll(limits(kind.word(), allowance, nowUs)));
        return all;
    }

    /** Spacings are left out: of one in two seconds nobody wants to know how much is used. */
    static List<SourceReport.Limit> limits(String what, Allowance allowance, long nowUs) {
        return allowance.rates().stream()
                .filter(rate -> !rate.isSpacing())
                .map(rate -> new SourceReport.Limit(rate.nameOf(what), allowance.used(rate, nowUs), rate.most()))
                .toList();
    }

    synchronized List<Metric.Reading> read(long nowUs) {
        List<Metric.Reading> readings = new ArrayList<>();
        for (SourceReport.Limit limit : limits(nowUs)) {
            Map<String, String> labels = Map.of("venue", venue, "limit", limit.name());
            readings.add(new Metric.Reading(LimitMetric.USED, labels, limit.used()));
            readings.add(new Metric.Reading(LimitMetric.MOST, labels, limit.of()));
        }
        Map<String, String> own = Map.of("venue", venue);
        double until = ban.active(nowUs) ? ban.untilUs() / 1e6 : 0;
        readings.add(new Metric.Reading(LimitMetric.BANNED_UNTIL, own, until));
        readings.add(new Metric.Reading(LimitMetric.REFUSALS, own, refusals));
        return readings;
    }

    synchronized Saved saved(long nowUs) {
        Map<Kind, List<Spent>> spent = new EnumMap<>(Kind.class);
        Map<Kind, MonthCount> months = new EnumMap<>(Kind.class);
        allowances.forEach((kind, allowance) -> {
            spent.put(kind, allowance.kept(nowUs));
            if (allowance.month().spent() > 0) {
                months.put(kind, allowance.month());
            }
        });
        return new Saved(venue, address, ban.untilUs(), ban.refusals(), spent, months);
    }

    synchronized void restore(Saved saved) {
        ban.restore(saved.banUntilUs(), saved.refusals());
        allowances.forEach((kind, allowance) -> allowance.restore(
                saved.spent().getOrDefault(kind, List.of()), saved.months().getOrDefault(kind, MonthCount.NONE)));
    }

    /** The venue does not want to hear from us until then, at least. */
    synchronized void heed(long untilUs) {
        ban.restore(Math.max(ban.untilUs(), untilUs), ban.refusals());
    }

    /** As if we had just used up everything: what is known when nothing is. */
    synchronized void exhaust(long nowUs) {
        allowances.values().forEach(allowance -> allowance.exhaust(nowUs));
    }

    /** Nobody waits for it: whoever is banned does nothing that would have to. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void keepBan() {
        pen.write(true);
    }

    private Allowance of(Kind kind) {
        Allowance allowance = allowances.get(kind);
        if (allowance == null) {
            throw new IllegalStateException("no allowance for " + kind);
        }
        return allowance;
    }
}
