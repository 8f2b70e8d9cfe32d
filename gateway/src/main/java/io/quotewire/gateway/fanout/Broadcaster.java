package io.quotewire.gateway.fanout;

import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.Inbox;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.UpdateSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns the updates of one shard into publications for the lanes that follow them.
 *
 * <p><b>Threads:</b> everything belongs to the shard's thread, which calls {@link #on} and {@link #doWork}; only {@link
 * #request} may be called from any. The caller of {@code doWork} comes back by itself at least every 100 ms: a mailbox
 * that was full does not say when it has room.
 */
public final class Broadcaster implements UpdateSink, Duty {
    private static final int REQUEST_LIMIT = 1024;
    private static final long SCAN_US = TimeUnit.SECONDS.toMicros(1);

    private final Map<Topic, TopicState> topics = new HashMap<>();
    private final List<TopicState> owing = new ArrayList<>();
    private final JsonWriter json = new JsonWriter();
    private final Tally tally = new Tally();
    private final Consumer<Request> handler = this::handle;

    private final Inbox<Request> requests;
    private final Epoch epoch;
    private final LastValues lastValues;
    private final int lanes;
    private final long stillAfterUs;
    private long scanDueUs;

    Broadcaster(FanoutConfig config, Epoch epoch, LastValues lastValues, int lanes, Runnable waker) {
        this.requests = new Inbox<>(config.requests(), waker);
        this.epoch = epoch;
        this.lastValues = lastValues;
        this.lanes = lanes;
        this.stillAfterUs = TimeUnit.NANOSECONDS.toMicros(config.stillAfter().toNanos());
    }

    /** What a lane wants: to follow a topic from a first message on, or to follow it no more. */
    record Request(boolean join, Topic topic, Lane lane) {}

    /** False when full; the lane asks again later. Any thread. */
    boolean request(Request request) {
        return requests.offer(request);
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void on(Update update) {
        TopicState state = state(update.head().topic());
        Head before = state.head();
        state.accept(update);
        if (!state.followed()) {
            return;
        }
        boolean newEpoch = !before.epoch().equals(update.head().epoch());
        if (newEpoch && state.isEvent()) {
            announceEpoch(state, update);
        }
        if (newEpoch && !state.isEvent()) {
            DataMessages.snapshot(json, update);
        } else {
            DataMessages.update(json, update);
        }
        long first = newEpoch ? 1 : before.seq() + 1;
        spread(state, Publication.of(Publication.Kind.STREAM, update.head(), json), first);
    }

    @Override
    public int doWork(long nowUs) {
        int work = requests.drain(handler, REQUEST_LIMIT);
        work += settle();
        if (nowUs >= scanDueUs) {
            scanDueUs = nowUs + SCAN_US;
            work += tellSilence(nowUs);
        }
        return work;
    }

    private void handle(Request request) {
        TopicState state = state(request.topic());
        if (request.join()) {
            state.join(request.lane());
            owe(state);
        } else {
            state.leave(request.lane());
        }
    }

    TopicState state(Topic topic) {
        TopicState state = topics.get(topic);
        if (state == null) {
            state = new TopicState(topic, epoch, lastValues.cell(topic), lanes);
            topics.put(topic, state);
        }
        return state;
    }

    /** The chain before the first items of a new epoch has ended somewhere that nobody knows. */
    private void announceEpoch(TopicState state, Update update) {
        Head head = update.head();
        long prev = switch (update) {
            case Update.Trades trades -> trades.prev();
            case Update.StatusChange change -> change.prev();
            case Update.Gap gap -> gap.prev();
            case Update.Value ignored -> head.seq() - 1;
            case Update.Book book -> book.prev();
        };
        Head start = at(head, prev);
        DataMessages.gap(json, DataMessages.UNKNOWN, start, "epoch");
        spread(state, Publication.of(Publication.Kind.STREAM, start, json), 1);
    }

    /**
     * Gives the publication to all lanes that follow, and up its own reference.
     *
     * @param first the first number that a lane misses which has no room for it
     */
    void spread(TopicState state, Publication publication, long first) {
        tally.add(Count.ENCODED_BYTES, publication.length());
        for (TopicState.Link link : state.links()) {
            if (link != null && (link.missed() || !offer(link.lane(), publication))) {
                tally.add(Count.DROPPED_LANE, 1);
                link.miss(first);
                owe(state);
            }
        }
        publication.release();
    }

    private boolean offer(Lane lane, Publication publication) {
        publication.retain();
        if (lane.offer(publication)) {
            tally.add(Count.PUBLISHED, 1);
            return true;
        }
        publication.release();
        return false;
    }

    private void owe(TopicState state) {
        if (state.markOwing()) {
            owing.add(state);
        }
    }

    /** Gives lanes what they are owed: what replaces a loss, then first messages. One snapshot serves all lanes. */
    private int settle() {
        int settled = 0;
        int left = 0;
        for (int i = 0; i < owing.size(); i++) {
            TopicState state = owing.get(i);
            settled += settle(state);
            if (state.stillOwing()) {
                owing.set(left++, state);
            }
        }
        owing.subList(left, owing.size()).clear();
        return settled;
    }

    private int settle(TopicState state) {
        Publication snapshot = null;
        int settled = 0;
        for (TopicState.Link link : state.links()) {
            if (link == null || !link.owed() || !link.lane().hasRoom()) {
                continue;
            }
            if (snapshot == null) {
                snapshot = snapshot(state);
            }
            if (link.missed() && repair(state, link, snapshot)) {
                link.repaired();
                settled++;
            }
            if (link.wantsFirst() && !link.missed() && offer(link.lane(), snapshot)) {
                link.gotFirst();
                settled++;
            }
        }
        if (snapshot != null) {
            snapshot.release();
        }
        return settled;
    }

    private Publication snapshot(TopicState state) {
        Update last = state.last();
        if (last == null) {
            DataMessages.snapshot(json, state.head());
        } else {
            DataMessages.snapshot(json, last);
        }
        Publication snapshot = Publication.of(Publication.Kind.FIRST, state.head(), json);
        tally.add(Count.ENCODED_BYTES, snapshot.length());
        return snapshot;
    }

    private boolean repair(TopicState state, TopicState.Link link, Publication snapshot) {
        Publication repair = state.isEvent() ? repair(link, state.head()) : snapshot.as(Publication.Kind.STREAM);
        boolean done = offer(link.lane(), repair);
        repair.release();
        return done;
    }

    private Publication repair(TopicState.Link link, Head head) {
        if (link.missedFrom() > head.seq()) {
            DataMessages.still(json, head);
            return Publication.of(Publication.Kind.STILL, head, json);
        }
        DataMessages.gap(json, link.missedFrom(), head, "overload");
        return Publication.of(Publication.Kind.STREAM, head, json);
    }

    private int tellSilence(long nowUs) {
        int told = 0;
        for (TopicState state : topics.values()) {
            if (state.silent(nowUs, stillAfterUs)) {
                DataMessages.still(json, state.head());
                spread(
                        state,
                        Publication.of(Publication.Kind.STILL, state.head(), json),
                        state.head().seq() + 1);
                tally.add(Count.STILLS_TOLD, 1);
                told++;
            }
        }
        return told;
    }

    private static Head at(Head head, long seq) {
        return new Head(
                head.topic(),
                head.epoch(),
                seq,
                head.tsUs(),
                head.recvUs(),
                head.source(),
                head.status(),
                head.simulated());
    }
}
