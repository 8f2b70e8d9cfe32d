package io.quotewire.gateway.fanout;

import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Update.Head;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One topic at one rate: where its followers stand, what they have yet to be told, and how each lane stands to it.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class RateClass {
    /** So many items do not wait for their time: one message of them is as long as a message should be. */
    static final int MOST_WAITING = 1_000;

    private final TopicState topic;
    private final Rate rate;
    private final @Nullable Link[] links;
    private Head told;
    private int followers;

    private int waiting;
    private boolean viewWaits;
    private boolean listed;

    private long lastUs;
    private boolean touched;
    private boolean stillTold;
    private boolean owing;

    RateClass(TopicState topic, Rate rate, int lanes) {
        this.topic = topic;
        this.rate = rate;
        this.links = new Link[lanes];
        this.told = topic.head();
    }

    TopicState topic() {
        return topic;
    }

    Rate rate() {
        return rate;
    }

    @Nullable
    Link[] links() {
        return links;
    }

    boolean followed() {
        return followers > 0;
    }

    /** What the followers' last message said: the class's place in the chain. */
    Head told() {
        return told;
    }

    /** The followers stand at {@code head}, with nothing left to be told. */
    void tell(Head head) {
        told = head;
        waiting = 0;
        touched = true;
    }

    /** So many more items wait to be told. */
    void hold(int items) {
        waiting += items;
    }

    /** The candle that grows has changed. */
    void holdView() {
        viewWaits = true;
    }

    boolean waits() {
        return waiting > 0;
    }

    boolean isFull() {
        return waiting >= MOST_WAITING;
    }

    boolean takeView() {
        boolean waited = viewWaits;
        viewWaits = false;
        return waited;
    }

    /** Marks that its time is waited for; false if it was marked. */
    boolean list() {
        boolean fresh = !listed;
        listed = true;
        return fresh;
    }

    void unlist() {
        listed = false;
    }

    /** The lane follows from now on; its first follower makes the class begin where the topic stands. */
    void join(Lane lane) {
        if (links[lane.index()] == null) {
            links[lane.index()] = new Link(lane);
            followers++;
            if (followers == 1) {
                tell(topic.head());
            }
        }
    }

    /** That of a lane which follows. */
    Link link(Lane lane) {
        return Objects.requireNonNull(links[lane.index()]);
    }

    /** False where the lane did not follow. */
    boolean leave(Lane lane) {
        if (links[lane.index()] == null) {
            return false;
        }
        links[lane.index()] = null;
        followers--;
        if (followers == 0) {
            waiting = 0;
            viewWaits = false;
        }
        return true;
    }

    /** Whether the silence until {@code nowUs} is to be told now; it is told once. */
    boolean silent(long nowUs, long stillAfterUs) {
        if (touched) {
            touched = false;
            stillTold = false;
            lastUs = nowUs;
        }
        if (stillTold || !followed() || waits() || nowUs - lastUs < stillAfterUs) {
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
}
