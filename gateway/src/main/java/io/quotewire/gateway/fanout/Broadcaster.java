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

    /** By their topics of kind {@link Topic.Kind#BOOK}. */
    private final Map<Topic, BookTopic> books = new HashMap<>();

    private final Onlookers onlookers = new Onlookers();
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
    private long nowUs;

    Broadcaster(FanoutConfig config, Epoch epoch, LastValues lastValues, int lanes, Runnable waker) {
        this.requests = new Inbox<>(config.requests(), waker);
        this.epoch = epoch;
        this.lastValues = lastValues;
        this.lanes = lanes;
        this.stillAfterUs = TimeUnit.NANOSECONDS.toMicros(config.stillAfter().toNanos());
    }

    /** False when full; who asks may do so again later. Any thread. */
    boolean request(Request request) {
        return requests.offer(request);
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void on(Update update) {
        if (update.head().topic().kind() == Topic.Kind.BOOK) {
            onBook(update);
            return;
        }
        TopicState state = state(update.head().topic());
        if (update instanceof Update.OpenCandle open) {
            onView(state, open);
            return;
        }
        Head before = state.head();
        state.accept(update, nowUs);
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

    /** What takes no number cannot be missed: a lane that has no room sees the next one. */
    private void onView(TopicState state, Update.OpenCandle open) {
        state.show(open);
        if (!state.followed()) {
            return;
        }
        Publication view = view(open);
        for (TopicState.Link link : state.links()) {
            if (link != null && (link.missed() || !offer(link.lane(), view))) {
                tally.add(Count.DROPPED_LANE, 1);
            }
        }
        view.release();
    }

    private Publication view(Update.OpenCandle open) {
        DataMessages.update(json, open);
        Publication view = Publication.of(Publication.Kind.VIEW, open.head(), json);
        tally.add(Count.ENCODED_BYTES, view.length());
        return view;
    }

    /** Each depth that is followed is told what the update means to it, if anything. */
    private void onBook(Update update) {
        BookTopic book = book(update.head().topic());
        book.accept(update);
        List<TopicState> views = book.views();
        for (int i = 0; i < views.size(); i++) {
            TopicState view = views.get(i);
            if (view.print(json, update)) {
                Head head = view.head();
                spread(view, Publication.of(Publication.Kind.STREAM, head, json), head.seq());
            }
        }
    }

    @Override
    public int doWork(long timeUs) {
        nowUs = timeUs;
        int work = requests.drain(handler, REQUEST_LIMIT);
        work += settle();
        for (Request.Look look : onlookers.due(nowUs, this::isServed)) {
            answer(look);
            work++;
        }
        if (nowUs >= scanDueUs) {
            scanDueUs = nowUs + SCAN_US;
            work += tellSilence();
        }
        return work;
    }

    private void handle(Request request) {
        TopicState state = state(request.topic());
        switch (request) {
            case Request.Join join -> {
                state.join(join.lane());
                owe(state);
            }
            case Request.Leave leave -> state.leave(leave.lane());
            case Request.Look look -> {
                if (isServed(look) || !onlookers.add(look, nowUs)) {
                    answer(look);
                }
            }
            case Request.Candles candles -> candles.answer().complete(state.candles());
            case Request.Read read -> read.answer().complete(state.read(read.range()));
        }
    }

    private boolean isServed(Request.Look look) {
        return book(BookTopic.whole(look.topic())).isServed();
    }

    private void answer(Request.Look look) {
        state(look.topic()).printSnapshot(json);
        look.answer().complete(json.toBytes());
    }

    TopicState state(Topic topic) {
        TopicState state = topics.get(topic);
        if (state == null) {
            state = topic.shape() == Topic.Shape.BOOK
                    ? book(BookTopic.whole(topic)).view(topic, lanes)
                    : new TopicState(topic, epoch, lastValues.cell(topic), lanes);
            topics.put(topic, state);
        }
        return state;
    }

    private BookTopic book(Topic topic) {
        BookTopic book = books.get(topic);
        if (book == null) {
            book = new BookTopic(topic, epoch);
            books.put(topic, book);
        }
        return book;
    }

    /** The chain before the first items of a new epoch has ended somewhere that nobody knows. */
    private void announceEpoch(TopicState state, Update update) {
        Head head = update.head();
        long prev = switch (update) {
            case Update.Trades trades -> trades.prev();
            case Update.StatusChange change -> change.prev();
            case Update.Gap gap -> gap.prev();
            case Update.Value ignored -> head.seq() - 1;
            case Update.ClosedCandle closed -> closed.prev();
            case Update.OpenCandle open -> open.head().seq();
            case Update.Book ignored -> throw new IllegalStateException("a book is no event topic");
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
                showFirst(state, link);
                settled++;
            }
        }
        if (snapshot != null) {
            snapshot.release();
        }
        return settled;
    }

    /** The candle that grows is shown behind the first message; those who had it see it again, which changes nothing. */
    private void showFirst(TopicState state, TopicState.Link link) {
        Update.OpenCandle open = state.open();
        if (open != null) {
            Publication view = view(open);
            if (!offer(link.lane(), view)) {
                tally.add(Count.DROPPED_LANE, 1);
            }
            view.release();
        }
    }

    private Publication snapshot(TopicState state) {
        state.printSnapshot(json);
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

    private int tellSilence() {
        int told = 0;
        for (TopicState state : topics.values()) {
            state.trim(nowUs);
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
