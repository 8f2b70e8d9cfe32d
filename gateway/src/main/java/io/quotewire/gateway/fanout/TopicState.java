package io.quotewire.gateway.fanout;

import io.quotewire.gateway.book.BookView;
import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.candle.CandleRing;
import io.quotewire.gateway.tape.ItemRing;
import io.quotewire.gateway.tape.Tail;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.OpenCandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcaster knows of one topic: where it stands, what a joiner is told, what was told last, and who follows at
 * which rate.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class TopicState {
    private final LastValues.Cell cell;
    private final List<RateClass> classes = new ArrayList<>(1);
    private final int lanes;

    /** Of a book topic, which has no head of its own. */
    private final @Nullable BookView view;

    /** Of an event topic. */
    private final @Nullable ItemRing ring;

    /** Of a candle topic. */
    private final @Nullable CandleRing candles;

    private Head head;

    /** Classes that somebody follows. */
    private int followed;

    /** A topic of any shape but a book. */
    TopicState(Topic topic, Epoch epoch, LastValues.Cell cell, int lanes) {
        this.head = DataMessages.nothingYet(topic, epoch);
        this.cell = cell;
        this.lanes = lanes;
        this.view = null;
        this.ring = topic.shape() == Topic.Shape.EVENT ? new ItemRing(epoch) : null;
        this.candles = topic.kind().interval() == null ? null : new CandleRing();
    }

    private TopicState(BookView view, int lanes) {
        this.head = view.head();
        this.cell = new LastValues.Cell();
        this.lanes = lanes;
        this.view = view;
        this.ring = null;
        this.candles = null;
    }

    static TopicState of(BookView view, int lanes) {
        return new TopicState(view, lanes);
    }

    /** @param nowUs the time, as the broadcaster knew it last */
    void accept(Update update, long nowUs) {
        head = update.head();
        if (ring != null) {
            ring.add(update, Math.max(nowUs, update.head().recvUs()));
            cell.setOldest(ring.oldest());
        }
        cell.set(update);
        if (candles != null) {
            candles.add(update);
        }
    }

    /** The newest update; null before the first, and of a book, which has none of its own. */
    @Nullable
    Update last() {
        return cell.last();
    }

    /** Takes in a candle that grows, which changes nothing in where the topic stands. */
    void show(OpenCandle open) {
        head = open.head();
        cell.set(open);
        if (candles != null) {
            candles.add(open);
        }
    }

    /** The candle that grows, null where none does. */
    @Nullable
    OpenCandle open() {
        return candles == null ? null : candles.open();
    }

    /** What is known of a candle topic. */
    CandlePage candles() {
        if (candles == null) {
            throw new IllegalStateException("candles of " + head.topic());
        }
        return candles.read();
    }

    /** Of a book topic. */
    BookView view() {
        return Objects.requireNonNull(view);
    }

    /** Prints what a joiner begins with. */
    void printSnapshot(JsonWriter json) {
        Update last = cell.last();
        if (view != null) {
            view.printSnapshot(json);
        } else if (last == null) {
            DataMessages.snapshot(json, head);
        } else {
            DataMessages.snapshot(json, last);
        }
    }

    /** Prints all that has come since number {@code prev}, where that is neither a change of status nor a gap. */
    void printSince(JsonWriter json, long prev) {
        switch (head().topic().shape()) {
            case VALUE -> DataMessages.update(json, Objects.requireNonNull(cell.last()));
            case BOOK -> view().printChanges(json, prev);
            case EVENT -> DataMessages.trades(json, head, prev, tradesSince(prev));
        }
    }

    private List<Update.Trades> tradesSince(long prev) {
        return ring().since(prev).stream().map(Update.Trades.class::cast).toList();
    }

    /** Where the topic stands; at number 0 before its first update. */
    Head head() {
        return view == null ? head : view.head();
    }

    boolean isEvent() {
        return head.topic().shape() == Topic.Shape.EVENT;
    }

    /** Some of a trade topic's last items. */
    TradePage read(TradeRange range) {
        return ring().read(range);
    }

    /** What those who go on may have to be told again. */
    Tail tail() {
        return ring().tail();
    }

    /** Where in an event topic the time {@code fromUs} lies. */
    Place find(long fromUs) {
        return new Place(head.epoch(), ring().firstSince(fromUs), !ring().beginsBefore(fromUs));
    }

    /** Lets go what is older than is kept. */
    void trim(long nowUs) {
        if (ring != null) {
            ring.trim(nowUs);
            cell.setOldest(ring.oldest());
        }
    }

    /** Those that anybody ever followed. */
    List<RateClass> classes() {
        return classes;
    }

    boolean followed() {
        return followed > 0;
    }

    /** The class in which {@code lane} follows from now on. */
    RateClass join(Rate rate, Lane lane) {
        RateClass joined = find(rate);
        if (joined == null) {
            joined = new RateClass(this, rate, lanes);
            classes.add(joined);
        }
        if (!joined.followed()) {
            followed++;
            if (followed == 1 && view != null) {
                view.open();
            }
        }
        joined.join(lane);
        return joined;
    }

    void leave(Rate rate, Lane lane) {
        RateClass left = find(rate);
        if (left != null && left.leave(lane) && !left.followed()) {
            followed--;
            if (followed == 0 && view != null) {
                view.close();
            }
        }
    }

    /** All that follow a book have been told up to some number: what changed before it is of no more use. */
    void settleView() {
        long least = Long.MAX_VALUE;
        for (RateClass each : classes) {
            if (each.followed()) {
                least = Math.min(least, each.told().seq());
            }
        }
        view().settle(least);
    }

    private @Nullable RateClass find(Rate rate) {
        for (RateClass each : classes) {
            if (each.rate() == rate) {
                return each;
            }
        }
        return null;
    }

    private ItemRing ring() {
        if (ring == null) {
            throw new IllegalStateException("no items: " + head.topic());
        }
        return ring;
    }
}
