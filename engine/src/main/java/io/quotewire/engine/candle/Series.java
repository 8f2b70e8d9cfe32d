package io.quotewire.engine.candle;

import io.quotewire.engine.candle.CandleSink.Stamp;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import io.quotewire.model.MarketEvent.Trade;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candles of one length: those that still grow, and those that ended a short while ago.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Series {
    /** How long after its end a late trade can still change a candle. */
    static final long KEPT_US = 120_000_000;

    /** How long one is held back for the venue's answer. */
    static final long HELD_US = 3_600_000_000L;

    private static final long NEVER = Long.MAX_VALUE;

    private final Interval interval;
    private final long graceUs;
    private final Unseen unseen;
    private final CandleSink sink;

    /** In the order of their times. */
    private final List<Bucket> buckets = new ArrayList<>();

    /** Where the last candle ended that is not kept any more. */
    private long keptFromUs;

    /** Whether the newest has changed since it was shown. */
    private boolean changed;

    Series(Interval interval, long graceUs, Unseen unseen, CandleSink sink) {
        this.interval = interval;
        this.graceUs = graceUs;
        this.unseen = unseen;
        this.sink = sink;
    }

    Interval interval() {
        return interval;
    }

    void clear() {
        buckets.clear();
        changed = false;
    }

    /**
     * Takes a trade in.
     *
     * @param tsUs when it counts as having happened
     * @param nowUs the venue's time
     * @return false where its candle ended too long ago
     */
    boolean add(Trade trade, long tsUs, long nowUs) {
        long openUs = interval.openUs(tsUs);
        int at = find(openUs);
        boolean known = at < buckets.size() && buckets.get(at).openUs() == openUs;
        long closeUs = openUs + interval.us();
        boolean held = known && buckets.get(at).isOwed();
        if (!held && (closeUs + graceUs + KEPT_US <= nowUs || (!known && openUs < keptFromUs))) {
            return false;
        }
        if (!known) {
            buckets.add(at, new Bucket(openUs, closeUs, closeUs + graceUs <= nowUs));
        }
        Bucket bucket = buckets.get(at);
        if (!bucket.isFilled()) { // The venue's own word has it already.
            bucket.add(trade, tsUs);
            changed |= at == buckets.size() - 1;
        }
        return true;
    }

    /** Tells what has ended by now, or has changed since, and forgets what ended long ago. */
    void close(long nowUs) {
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            if (bucket.isOwed() && isDue(bucket, nowUs) && !isTouched(bucket)) {
                boolean revised = bucket.isTold();
                bucket.tell();
                sink.closed(interval, bucket.candle(), revised, false, stamp(bucket));
            }
        }
        while (!buckets.isEmpty() && isOld(buckets.getFirst(), nowUs)) {
            Bucket oldest = buckets.removeFirst();
            keptFromUs = Math.max(keptFromUs, oldest.closeUs());
            if (oldest.isOwed()) {
                sink.lost(interval, stamp(oldest));
            }
        }
    }

    private boolean isOld(Bucket bucket, long nowUs) {
        return bucket.closeUs() + graceUs + (bucket.isOwed() ? HELD_US : KEPT_US) <= nowUs;
    }

    /** When the next one ends, with its grace; of those that are only held back, none. */
    long nextUs(long nowUs) {
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            if (!isDue(bucket, nowUs)) {
                return bucket.closeUs() + graceUs;
            }
        }
        return NEVER;
    }

    /** Tells the one that grows, if it is another than when it was told last. */
    void show() {
        Bucket newest = buckets.isEmpty() ? null : buckets.getLast();
        if (changed && newest != null && !newest.isTold() && !newest.isEmpty()) {
            sink.open(interval, newest.candle(), isTouched(newest), stamp(newest));
        }
        changed = false;
    }

    /**
     * Takes the venue's own candles in, of a span that is settled by that.
     *
     * @param stamp of the answer
     */
    void fill(List<Candle> candles, long fromUs, long toUs, Stamp stamp) {
        for (Candle candle : candles) {
            if (!isOf(candle, fromUs, toUs)) {
                continue;
            }
            Bucket bucket = slot(candle.openUs());
            boolean revised = bucket == null || bucket.isTold();
            if (bucket != null) {
                bucket.fill();
            }
            sink.closed(
                    interval, candle, revised, true, new Stamp(candle.closeUs(), stamp.recvUs(), stamp.simulated()));
        }
    }

    /**
     * From now on no trade changes a candle of the span: the venue has told it, or there was none, or nobody knows it.
     *
     * @return whether trades of some were seen, and yet it was not told
     */
    boolean settle(long fromUs, long toUs, long nowUs) {
        boolean lost = false;
        for (Bucket bucket : buckets) {
            if (bucket.openUs() >= fromUs && bucket.closeUs() <= toUs && bucket.isOwed()) {
                bucket.fill();
                lost = true;
            }
        }
        long keptUs = interval.openUs(Math.max(keptFromUs, nowUs - graceUs - KEPT_US));
        for (long openUs = Math.max(interval.openUs(fromUs), keptUs);
                openUs + interval.us() <= toUs;
                openUs += interval.us()) {
            Bucket bucket = slot(openUs);
            if (bucket != null && bucket.isEmpty()) {
                bucket.fill();
            }
        }
        return lost;
    }

    private boolean isOf(Candle candle, long fromUs, long toUs) {
        return candle.openUs() >= fromUs
                && candle.closeUs() <= toUs
                && candle.closeUs() - candle.openUs() == interval.us()
                && interval.openUs(candle.openUs()) == candle.openUs();
    }

    private @Nullable Bucket slot(long openUs) {
        int at = find(openUs);
        if (at < buckets.size() && buckets.get(at).openUs() == openUs) {
            return buckets.get(at);
        }
        if (openUs < keptFromUs) {
            return null;
        }
        Bucket added = new Bucket(openUs, openUs + interval.us(), false);
        buckets.add(at, added);
        return added;
    }

    /** Where the candle is that begins then, or should be. The newest are looked at first. */
    private int find(long openUs) {
        int at = buckets.size();
        while (at > 0 && buckets.get(at - 1).openUs() >= openUs) {
            at--;
        }
        return at;
    }

    private boolean isDue(Bucket bucket, long nowUs) {
        return bucket.closeUs() + graceUs <= nowUs;
    }

    private boolean isTouched(Bucket bucket) {
        return unseen.touches(interval, bucket.openUs(), bucket.closeUs());
    }

    private static Stamp stamp(Bucket bucket) {
        Trade last = bucket.last();
        return new Stamp(last.tsUs(), last.recvUs(), last.simulated());
    }
}
