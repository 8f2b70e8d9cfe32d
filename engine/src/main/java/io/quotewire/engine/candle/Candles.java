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

    /** No loss is looked for further back, however long nothing was traded before it. */
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

    /** A trade that is believed. */
    public void trade(Trade trade, long nowUs) {
        long tsUs = timeOf(trade, nowUs);
        numbered = trade.number() > 0;
        if (inDoubt && numbered) {
            unseen.cancel(); // The feed would have told of a hole in the numbers.
        }
        end(flowsUs > 0 ? Math.min(tsUs, flowsUs) : tsUs);
        lastUs = Math.max(lastUs, tsUs);
        lastStamp = new Stamp(trade.tsUs(), trade.recvUs(), trade.simulated());
        add(trade, tsUs, nowUs);
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
        unseen.found(tsUs);
        return added;
    }

    /** One that is not believed, so that the candles it falls into are not known. */
    public void unfit(Trade trade, long nowUs) {
        long tsUs = timeOf(trade, nowUs);
        if (!unseen.isOpen()) {
            unseen.begin(tsUs, UNKNOWN);
            unseen.end(tsUs);
        }
    }

    /** So many were missed before the next one; {@link #UNKNOWN} where that cannot be known. */
    public void missed(long missing, long nowUs) {
        inDoubt = false;
        unseen.begin(Math.max(lastUs, nowUs - LOOK_BACK_US), missing);
    }

    /** Nothing comes any more. */
    public void feedLost(long nowUs) {
        if (!unseen.isOpen()) {
            inDoubt = true;
            flowsUs = 0;
            unseen.begin(Math.max(lastUs, nowUs - LOOK_BACK_US), 0);
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
    public void answered(MarketEvent.Candles answer) {
        Stamp stamp = new Stamp(0, answer.recvUs(), answer.simulated());
        for (Series one : series) {
            if (one.interval() != answer.interval()) {
                continue;
            }
            boolean news = unseen.answered(answer.interval(), answer.fromUs(), answer.toUs());
            if (answer.known()) {
                one.fill(answer.candles(), answer.fromUs(), answer.toUs(), stamp);
            } else {
                one.drop(answer.fromUs(), answer.toUs());
                if (news) {
                    sink.lost(answer.interval(), stamp);
                }
            }
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
