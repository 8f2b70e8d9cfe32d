package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import org.jspecify.annotations.Nullable;

/**
 * What a broadcaster knows of one topic: where it stands, and how each lane stands to it.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class TopicState {
    private final LastValues.Cell cell;
    private final @Nullable Link[] links;

    private Head head;
    private int followers;
    private long lastUs;
    private boolean touched;
    private boolean stillTold;
    private boolean owing;

    TopicState(Topic topic, Epoch epoch, LastValues.Cell cell, int lanes) {
        this.head = DataMessages.nothingYet(topic, epoch);
        this.cell = cell;
        this.links = new Link[lanes];
    }

    void accept(Update update) {
        head = update.head();
        cell.set(update);
        touched = true;
    }

    /** Where the topic stands; at number 0 before its first update. */
    Head head() {
        return head;
    }

    @Nullable
    Update last() {
        return cell.last();
    }

    boolean isEvent() {
        return head.topic().shape() == Topic.Shape.EVENT;
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
        }
        link.wantsFirst = true;
    }

    void leave(Lane lane) {
        Link link = links[lane.index()];
        if (link != null && link.joined) {
            links[lane.index()] = null;
            followers--;
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
