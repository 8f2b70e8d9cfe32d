package io.quotewire.gateway.fanout;

import io.quotewire.gateway.book.BookView;
import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.candle.CandleRing;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.gateway.tape.TradeRing;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.OpenCandle;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcaster knows of one topic: where it stands, what a joiner is told, and how each lane stands to it.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class TopicState {
    private final LastValues.Cell cell;
    private final @Nullable Link[] links;

    /** Of a book topic, which has no head of its own. */
    private final @Nullable BookView view;

    /** Of a trade topic. */
    private final @Nullable TradeRing ring;

    /** Of a candle topic. */
    private final @Nullable CandleRing candles;

    private Head head;
    private int followers;
    private long lastUs;
    private boolean touched;
    private boolean stillTold;
    private boolean owing;

    /** A topic of any shape but a book. */
    TopicState(Topic topic, Epoch epoch, LastValues.Cell cell, int lanes) {
        this.head = DataMessages.nothingYet(topic, epoch);
        this.cell = cell;
        this.links = new Link[lanes];
        this.view = null;
        this.ring = topic.kind() == Topic.Kind.TRADE ? new TradeRing(epoch) : null;
        this.candles = topic.kind().interval() == null ? null : new CandleRing();
    }

    private TopicState(BookView view, int lanes) {
        this.head = view.head();
        this.cell = new LastValues.Cell();
        this.links = new Link[lanes];
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
        cell.set(update);
        touched = true;
        if (ring != null) {
            ring.add(update, nowUs);
        }
        if (candles != null) {
            candles.add(update);
        }
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

    /** Prints what the newest update of a book means to those who follow this view of it; false where that is nothing. */
    boolean print(JsonWriter json, Update update) {
        boolean means = view != null && view.print(json, update);
        touched |= means;
        return means;
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

    /** Where the topic stands; at number 0 before its first update. */
    Head head() {
        return view == null ? head : view.head();
    }

    boolean isEvent() {
        return head.topic().shape() == Topic.Shape.EVENT;
    }

    /** Some of a trade topic's last items. */
    TradePage read(TradeRange range) {
        if (ring == null) {
            throw new IllegalStateException("trades of " + head.topic());
        }
        return ring.read(range);
    }

    /** Lets go what is older than is kept. */
    void trim(long nowUs) {
        if (ring != null) {
            ring.trim(nowUs);
        }
    }

    boolean followed() {
        return followers > 0;
    }

    @Nullable
    Link[] links() {
        return links;
    }

    void join(Lane lane) {
        Link link = links[lane.index()];
        if (link == null) {
            link = new Link(lane);
            links[lane.index()] = link;
        }
        if (!link.joined) {
            link.joined = true;
            followers++;
            touched |= followers == 1; // The silence that followers are told of begins with the first of them.
            if (followers == 1 && view != null) {
                view.open();
            }
        }
        link.wantsFirst = true;
    }

    void leave(Lane lane) {
        Link link = links[lane.index()];
        if (link != null && link.joined) {
            links[lane.index()] = null;
            followers--;
            if (followers == 0 && view != null) {
                view.close();
            }
        }
    }

    /** Whether the silence until {@code nowUs} is to be told now; it is told once. */
    boolean silent(long nowUs, long stillAfterUs) {
        if (touched) {
            touched = false;
            stillTold = false;
            lastUs = nowUs;
        }
        if (stillTold || !followed() || nowUs - lastUs < stillAfterUs) {
            return false;
        }
        stillTold = true;
        return true;
    }

    /** Marks that a lane is owed something; false if it was marked. */
    boolean markOwing() {
        boolean fresh = !owing;
        owing = true;
        return fresh;
    }

    /** Marks anew, and says, whether any lane is still owed something. */
    boolean stillOwing() {
        owing = false;
        for (Link link : links) {
            owing |= link != null && link.owed();
        }
        return owing;
    }

    /** How one lane stands to the topic. */
    static final class Link {
        private final Lane lane;
        private boolean joined;
        private boolean wantsFirst;

        /** First number that did not fit into the lane's mailbox; -1 while all did. */
        private long missedFrom = -1;

        private Link(Lane lane) {
            this.lane = lane;
        }

        Lane lane() {
            return lane;
        }

        boolean wantsFirst() {
            return wantsFirst;
        }

        void gotFirst() {
            wantsFirst = false;
        }

        boolean owed() {
            return wantsFirst || missed();
        }

        boolean missed() {
            return missedFrom >= 0;
        }

        long missedFrom() {
            return missedFrom;
        }

        void miss(long seq) {
            if (missedFrom < 0) {
                missedFrom = seq;
            }
        }

        void repaired() {
            missedFrom = -1;
        }
    }
}
