package io.quotewire.gateway.tape;

import io.quotewire.gateway.tape.TradePage.Entry;
import io.quotewire.gateway.tape.TradePage.Hole;
import io.quotewire.gateway.tape.TradePage.Mark;
import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page while it is filled. One owner. */
final class PageBuilder {
    private final TradeRange range;
    private final Epoch epoch;
    private final List<Entry> trades = new ArrayList<>();
    private final List<Hole> holes = new ArrayList<>();
    private @Nullable Mark next;

    PageBuilder(TradeRange range, Epoch epoch) {
        this.range = range;
        this.epoch = epoch;
    }

    /** What lies before the first number that is kept: items that have left, or another epoch. */
    void before(long firstSeq) {
        holes.add(new Hole(
                epoch, TradePage.UNKNOWN, firstSeq - 1, TradePage.UNKNOWN, firstSeq == 1 ? "epoch" : "too_old"));
    }

    void hole(Epoch of, long from, long to, String why) {
        holes.add(new Hole(of, from, to == TradeRange.OPEN ? TradePage.UNKNOWN : to, TradePage.UNKNOWN, why));
    }

    /** Adds what of {@code update} is in the range, from {@code fromSeq} on. False once nothing more can follow. */
    boolean add(Update update, long fromSeq) {
        Head head = update.head();
        boolean inTime = head.recvUs() >= range.fromUs() && head.recvUs() < range.untilUs();
        if (update instanceof Update.Trades batch && inTime) {
            for (TradeItem item : batch.items()) {
                if (item.seq() >= fromSeq && !addTrade(head, item)) {
                    return false;
                }
            }
        }
        if (update instanceof Update.Gap gap && inTime && head.seq() >= fromSeq) {
            return addGap(gap);
        }
        return head.seq() < range.toSeq();
    }

    TradePage build() {
        return new TradePage(trades, holes, next);
    }

    private boolean addTrade(Head head, TradeItem item) {
        if (item.seq() <= range.toSeq() && hasRoom(item.seq())) {
            trades.add(new Entry(head, item));
            return true;
        }
        return false;
    }

    private boolean addGap(Update.Gap gap) {
        long seq = gap.head().seq();
        if (seq <= range.toSeq() && hasRoom(seq)) {
            holes.add(new Hole(epoch, seq, seq, gap.missing() < 0 ? TradePage.UNKNOWN : gap.missing(), "upstream"));
            return true;
        }
        return false;
    }

    private boolean hasRoom(long seq) {
        if (trades.size() + holes.size() >= range.limit()) {
            next = new Mark(epoch, seq);
            return false;
        }
        return true;
    }
}
