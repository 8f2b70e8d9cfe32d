package io.quotewire.engine;

import io.quotewire.engine.count.Tally;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.MarketEvent.TradesLost;
import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.List;

/**
 * A listing's trades as items of an event topic, in which a loss is an item too.
 *
 * <p>Where the venue numbers its trades, the feed alone judges what is missing, also over a lost connection: it alone knows
 * how many numbers one trade may stand for. Where it does not, trades may be missing after a lost feed, and a gap says so.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Tape {
    private static final long UNKNOWN = -1;

    private final VenueTopic topic;
    private final CandleTape candles;
    private final Tally tally;

    /** Losses to be told in front of the first trade; there is nothing before it that they could follow. */
    private long untold;

    /** Whether the feed was lost since the last trade, with nothing known of what went by meanwhile. */
    private boolean inDoubt;

    Tape(VenueTopic topic, CandleTape candles, Tally tally) {
        this.topic = topic;
        this.candles = candles;
        this.tally = tally;
    }

    /** @param suspect whether its price is not believed yet */
    void trade(Trade trade, boolean suspect, Status status, long nowUs) {
        long missing = missingBefore(trade);
        if (missing != 0) {
            gap(missing, trade.recvUs(), status, trade.simulated(), nowUs);
        }
        untold = 0;
        inDoubt = false;
        item(trade, suspect, status, nowUs);
        if (suspect) {
            candles.unfit(trade, nowUs);
        } else {
            candles.trade(trade, status, nowUs);
        }
    }

    private void item(Trade trade, boolean suspect, Status status, long nowUs) {
        long prev = topic.seq();
        Head head = topic.next(trade.tsUs(), trade.recvUs(), status, trade.simulated());
        TradeItem item = new TradeItem(
                head.seq(), trade.id(), trade.side(), trade.price(), trade.size(), trade.tsUs(), trade.late(), suspect);
        topic.publish(new Update.Trades(head, prev, List.of(item)), nowUs);
    }

    /** A trade that was missed, and told as missing; where nobody follows the trades any more, nobody misses it. */
    void late(Trade trade, Status status, long nowUs) {
        if (topic.hasBegun() && !topic.isOpen()) {
            tally.count(Tally.Count.IGNORED_LATE_TRADES);
        } else {
            Head last = topic.last();
            item(trade, false, last == null ? status : last.status(), nowUs);
            candles.late(trade, nowUs);
        }
    }

    /** A trade that is not fit to be shown is a lost one; where a gap in doubt is still to come, that will tell it. */
    void unfit(Trade trade, long nowUs) {
        candles.unfit(trade, nowUs);
        if (!inDoubt || trade.number() > 0) {
            lost(new TradesLost(trade.listing(), trade.recvUs(), trade.simulated(), 1), nowUs);
        }
    }

    /** What the feed knows to be missing. */
    void lost(TradesLost lost, long nowUs) {
        long missing = lost.missing();
        if (missing == 0) {
            return;
        }
        candles.missed(missing, nowUs);
        Head last = topic.last();
        if (last == null || last.status() == Status.CLOSED) {
            untold = sum(untold, missing);
            return;
        }
        inDoubt = false;
        gap(missing, lost.recvUs(), last.status(), lost.simulated(), nowUs);
    }

    void feedLost(long nowUs) {
        candles.feedLost(nowUs);
        inDoubt = topic.isOpen();
    }

    /** What went by while nobody wanted the trades is unknown, and is told when they begin again. */
    void feedClosed() {
        candles.feedClosed();
        untold = topic.hasBegun() ? UNKNOWN : 0;
        inDoubt = false;
    }

    private long missingBefore(Trade trade) {
        return inDoubt && trade.number() == 0 ? UNKNOWN : untold;
    }

    private void gap(long missing, long recvUs, Status status, boolean simulated, long nowUs) {
        long prev = topic.seq();
        topic.publish(new Update.Gap(topic.next(0, recvUs, status, simulated), prev, missing), nowUs);
    }

    private static long sum(long one, long other) {
        return one < 0 || other < 0 || one + other < 0 ? UNKNOWN : one + other;
    }
}
