package io.quotewire.engine.candle;

import io.quotewire.engine.candle.CandleSink.Stamp;
import io.quotewire.engine.candle.Unseen.Span;
import io.quotewire.model.Interval;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Trade;
import java.util.EnumSet;
import java.util.List;

/**
 * The candles of one listing. All times are the venue's.
 *
 * <p><b>Threads:</b> the shard's only.
 */
public final class Candles {
    /** In place of a number of trades that nobody knows. */
    public static final long UNKNOWN = -1;

    /** There is nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A trade that is further ahead of both the venue's clock and ours has a wrong stamp, and counts as happening now. */
    static final long AHEAD_US = 5_000_000;

    /** How far back a connection may have been dead before it was noticed. */
    static final long LOOK_BACK_US = 60_000_000;

    /** Most candles that the venue is asked for at once: of a longer absence the newest. */
    static final int MOST_FILLED = 300;

    private final List<Series> series;
    private final Unseen unseen;
    private final long graceUs;
    private final CandleSink sink;
    private long lastUs;

    private Stamp lastStamp = new Stamp(0, 0, false);

    /** Whether the feed was lost since the last trade. */
    private boolean inDoubt;

    /** Whether the venue numbers its trades. */
    private boolean numbered;

    /** Since when trades flow again, 0 where that was not told. */
    private long flowsUs;

    /** @param graceUs how long after its end a candle waits for trades on their way */
    public Candles(List<Interval> intervals, long graceUs, CandleSink sink) {
        this.unseen = new Unseen(intervals.isEmpty() ? EnumSet.noneOf(Interval.class) : EnumSet.copyOf(intervals));
        this.graceUs = graceUs;
        this.sink = sink;
        this.series = intervals.stream()
                .map(interval -> new Series(interval, graceUs, unseen, sink))
                .toList();
        unseen.beginStart();
    }

    /** Trades flow from now on. */
    public void flows(long nowUs) {
        flowsUs = nowUs;
        if (!inDoubt || !numbered) { // Else its numbers will tell whether anything is missing.
            end(nowUs);
        }
    }

    /** A trade that is believed. False where its candles ended too long ago; the venue is asked for those then. */
    public boolean trade(Trade trade, long nowUs) {
        long tsUs = timeOf(trade, nowUs);
        numbered = trade.number() > 0;
        if (inDoubt && numbered) {
            unseen.cancel(); // The feed would have told of a hole in the numbers.
        }
        end(flowsUs > 0 ? Math.min(tsUs, flowsUs) : tsUs);
        lastUs = Math.max(lastUs, tsUs);
        lastStamp = new Stamp(trade.tsUs(), trade.recvUs(), trade.simulated());
        boolean added = add(trade, tsUs, nowUs);
        if (!added) {
            doubt(tsUs, nowUs);
        }
        return added;
    }

    private void end(long atUs) {
        unseen.end(atUs);
        inDoubt = false;
        flowsUs = 0;
    }

    /** One that was missed when it happened. False where its candles ended too long ago. */
    public boolean late(Trade trade, long nowUs) {
        long tsUs = timeOf(trade, nowUs);
        boolean added = add(trade, tsUs, nowUs);
        if (added) {
            unseen.found(tsUs);
        }
        return added;
    }

    /** One that is not believed, so that the candles it falls into are not known. */
    public void unfit(Trade trade, long nowUs) {
        doubt(timeOf(trade, nowUs), nowUs);
    }

    /** The candles of that moment are not known; those of long ago are left as they are. */
    private void doubt(long tsUs, long nowUs) {
        if (!unseen.isOpen() && tsUs > nowUs - Series.HELD_US) {
            unseen.begin(tsUs, UNKNOWN);
            unseen.end(tsUs);
        }
    }

    /** So many were missed before the next one; {@link #UNKNOWN} where that cannot be known. */
    public void missed(long missing, long nowUs) {
        inDoubt = false;
        unseen.begin(lastUs > 0 ? Math.min(lastUs, nowUs) : nowUs - LOOK_BACK_US, missing);
    }

    /** Nothing comes any more. */
    public void feedLost(long nowUs) {
        if (!unseen.isOpen()) {
            inDoubt = true;
            flowsUs = 0;
            unseen.begin(Math.clamp(lastUs, nowUs - LOOK_BACK_US, nowUs), 0);
        }
    }

    /** Nobody wants them any more: what comes next is a new beginning. */
    public void feedClosed() {
        series.forEach(Series::clear);
        unseen.beginStart();
        inDoubt = false;
        flowsUs = 0;
        lastUs = 0;
    }

    /** The venue's answer. */
    public void answered(MarketEvent.Candles answer, long nowUs) {
        Stamp stamp = new Stamp(0, answer.recvUs(), answer.simulated());
        for (Series one : series) {
            if (one.interval() == answer.interval()) {
                answered(one, answer, stamp, nowUs);
            }
        }
    }

    private void answered(Series one, MarketEvent.Candles answer, Stamp stamp, long nowUs) {
        long settledUs = unseen.answered(answer.interval(), answer.fromUs(), answer.toUs());
        if (answer.known()) {
            one.fill(answer.candles(), answer.fromUs(), answer.toUs(), stamp);
        }
        boolean lost = one.settle(Math.min(settledUs, answer.fromUs()), answer.toUs(), nowUs);
        boolean isStart = settledUs == 0;
        boolean uncovered = settledUs != Unseen.NOTHING && (!answer.known() || settledUs < answer.fromUs());
        if (!isStart && (lost || uncovered)) {
            sink.lost(answer.interval(), stamp);
        }
    }

    /** Tells what has ended, and asks for what was not seen of it. Returns when to come again. */
    public long turn(long nowUs) {
        long nextUs = NEVER;
        for (Series one : series) {
            one.close(nowUs);
            nextUs = Math.min(nextUs, one.nextUs(nowUs));
            nextUs = Math.min(nextUs, ask(one.interval(), nowUs));
        }
        return nextUs;
    }

    /** Tells the candles that grow, where they have changed. */
    public void show() {
        for (int i = 0; i < series.size(); i++) {
            series.get(i).show();
        }
    }

    private long ask(Interval interval, long nowUs) {
        long nextUs = NEVER;
        for (Span span : unseen.spans()) {
            if (span.isOpen() || span.isAsked(interval)) {
                continue;
            }
            long toUs = span.toUs(interval);
            if (nowUs < toUs + graceUs) {
                nextUs = Math.min(nextUs, toUs + graceUs);
            } else if (span.ask(interval)) {
                long fromUs = Math.max(span.fromUs(interval), toUs - MOST_FILLED * interval.us());
                if (fromUs > span.fromUs(interval)) {
                    sink.lost(interval, lastStamp);
                }
                sink.ask(interval, fromUs, toUs, span.isStart() ? "the feed began within it" : "trades were missed");
            }
        }
        return nextUs;
    }

    private boolean add(Trade trade, long tsUs, long nowUs) {
        boolean added = true;
        for (int i = 0; i < series.size(); i++) {
            added &= series.get(i).add(trade, tsUs, nowUs);
        }
        return added;
    }

    private static long timeOf(Trade trade, long nowUs) {
        boolean wrong = trade.tsUs() > Math.max(nowUs, trade.recvUs()) + AHEAD_US;
        return trade.tsUs() == 0 || wrong ? nowUs : trade.tsUs();
    }
}
