package io.quotewire.gateway.fanout;

import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Epoch;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives publications to lanes, and later what a lane could not take or has asked for.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class Spreader {
    private final List<RateClass> owing = new ArrayList<>();
    private final JsonWriter json;
    private final Tally tally;

    Spreader(JsonWriter json, Tally tally) {
        this.json = json;
        this.tally = tally;
    }

    /**
     * Gives what was printed, as the next of the chain, to all lanes that follow.
     *
     * @param head where the topic stands once it was applied
     * @param change what was printed, null where there are no other words for that
     */
    void spread(RateClass followers, Head head, @Nullable Change change) {
        long first = followers.told().seq() + 1;
        spread(followers, publication(followers, Publication.Kind.STREAM, head, change), first);
    }

    /** Likewise what begins a chain: a lane that has no room for it misses everything. */
    void spreadAnew(RateClass followers, Head head, @Nullable Change change) {
        spread(followers, publication(followers, Publication.Kind.STREAM, head, change), 1);
    }

    /** Says to all lanes that follow that nothing has happened. */
    void spreadStill(RateClass followers, Head head) {
        spread(followers, publication(followers, Publication.Kind.STILL, head, null), head.seq() + 1);
    }

    /**
     * Gives all lanes that follow what was printed, and its reference up.
     *
     * @param first the first number that a lane misses which has no room for it
     */
    void spread(RateClass followers, Publication publication, long first) {
        for (Link link : followers.links()) {
            if (link != null && (link.missed() || !offer(link.lane(), publication))) {
                tally.add(Count.DROPPED_LANE, 1);
                link.miss(first);
                owe(followers);
            }
        }
        publication.release();
    }

    /** What takes no number cannot be missed: a lane that has no room sees the next one. */
    void spreadView(RateClass followers, Update.OpenCandle open) {
        Publication view = view(followers, open);
        for (Link link : followers.links()) {
            if (link != null && (link.missed() || !offer(link.lane(), view))) {
                tally.add(Count.DROPPED_LANE, 1);
            }
        }
        view.release();
    }

    /** A lane of the class waits for something. */
    void owe(RateClass followers) {
        if (followers.markOwing()) {
            owing.add(followers);
        }
    }

    /** Gives lanes what they are owed: what replaces a loss, then first messages. One snapshot serves all lanes. */
    int settle() {
        int settled = 0;
        int left = 0;
        for (int i = 0; i < owing.size(); i++) {
            RateClass followers = owing.get(i);
            settled += settle(followers);
            if (followers.stillOwing()) {
                owing.set(left++, followers);
            }
        }
        owing.subList(left, owing.size()).clear();
        return settled;
    }

    private int settle(RateClass followers) {
        int settled = 0;
        Publication snapshot = null;
        for (Link link : followers.links()) {
            if (link == null || !link.owed() || !link.lane().hasRoom()) {
                continue;
            }
            if (snapshot == null) {
                snapshot = snapshot(followers);
            }
            settled += settle(followers, link, snapshot);
        }
        if (snapshot != null) {
            snapshot.release();
        }
        return settled;
    }

    private int settle(RateClass followers, Link link, Publication snapshot) {
        int settled = 0;
        if (link.missed() && repair(followers, link, snapshot)) {
            link.repaired();
            settled++;
        }
        if (link.wantsFirst() && !link.missed() && offer(link.lane(), snapshot)) {
            link.gotFirst();
            showOpen(followers, link);
            settled++;
        }
        for (Request.Resume next = link.nextResume(); next != null && !link.missed(); next = link.nextResume()) {
            if (!offer(link.lane(), answer(followers.topic(), next, snapshot))) {
                break;
            }
            link.resumed();
            showOpen(followers, link);
            settled++;
        }
        return settled;
    }

    private Continuation answer(TopicState topic, Request.Resume resume, Publication snapshot) {
        if (topic.isEvent()) {
            return new Continuation(resume.seat(), topic.head(), topic.tail(), null);
        }
        Epoch epoch = resume.position().epoch();
        Head head = topic.head();
        boolean current =
                head.epoch().equals(epoch) && head.seq() == resume.position().seq();
        if (!current) {
            snapshot.retain();
        }
        return new Continuation(resume.seat(), head, null, current ? null : snapshot);
    }

    /** The candle that grows is shown behind the first message; those who had it see it again, which changes nothing. */
    private void showOpen(RateClass followers, Link link) {
        Update.OpenCandle open = followers.topic().open();
        if (open != null) {
            Publication view = view(followers, open);
            if (!offer(link.lane(), view)) {
                tally.add(Count.DROPPED_LANE, 1);
            }
            view.release();
        }
    }

    private boolean repair(RateClass followers, Link link, Publication snapshot) {
        Publication repair =
                followers.topic().isEvent() ? repair(followers, link) : snapshot.as(Publication.Kind.STREAM);
        boolean done = offer(link.lane(), repair);
        repair.release();
        return done;
    }

    private Publication repair(RateClass followers, Link link) {
        Head told = followers.told();
        if (link.missedFrom() > told.seq()) {
            DataMessages.still(json, told);
            return publication(followers, Publication.Kind.STILL, told, null);
        }
        DataMessages.gap(json, link.missedFrom(), told, "overload");
        return publication(followers, Publication.Kind.STREAM, told, null);
    }

    private Publication snapshot(RateClass followers) {
        TopicState topic = followers.topic();
        topic.printSnapshot(json);
        return publication(followers, Publication.Kind.FIRST, topic.head(), Change.whole(topic.last()));
    }

    private Publication view(RateClass followers, Update.OpenCandle open) {
        DataMessages.update(json, open);
        return publication(followers, Publication.Kind.VIEW, open.head(), Change.whole(open));
    }

    private Publication publication(RateClass followers, Publication.Kind kind, Head head, @Nullable Change change) {
        Publication publication = Publication.of(kind, followers.rate(), head, json, change);
        tally.add(Count.ENCODED_BYTES, publication.length());
        return publication;
    }

    private boolean offer(Lane lane, Publication publication) {
        publication.retain();
        if (offer(lane, (Parcel) publication)) {
            return true;
        }
        publication.release();
        return false;
    }

    private boolean offer(Lane lane, Continuation continuation) {
        if (offer(lane, (Parcel) continuation)) {
            return true;
        }
        continuation.release();
        return false;
    }

    private boolean offer(Lane lane, Parcel parcel) {
        if (lane.offer(parcel)) {
            tally.add(Count.PUBLISHED, 1);
            return true;
        }
        return false;
    }
}
