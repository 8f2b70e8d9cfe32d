package io.quotewire.gateway.fanout;

import io.quotewire.gateway.book.BookView;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.DataMessages;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.Inbox;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.model.UpdateSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private final Cadence cadence = new Cadence();
    private final JsonWriter json = new JsonWriter();
    private final Tally tally = new Tally();
    private final Spreader spreader = new Spreader(json, tally);
    private final Consumer<Request> handler = this::handle;
    private final Consumer<RateClass> flusher = this::flush;

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

    Spreader spreader() {
        return spreader;
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
        } else if (state.followed()) {
            onFollowed(state, update);
        } else {
            state.accept(update, nowUs);
        }
    }

    private void onFollowed(TopicState state, Update update) {
        boolean newEpoch = !state.head().epoch().equals(update.head().epoch());
        boolean atOnce = newEpoch || isAtOnce(update);
        if (atOnce && state.isEvent()) {
            flush(state); // In any other topic what comes now replaces what waits.
        }
        Change change = new Change(state.last(), update);
        state.accept(update, nowUs);
        for (RateClass followers : state.classes()) {
            if (!followers.followed()) {
                continue;
            }
            if (newEpoch) {
                begin(followers, update);
            } else if (atOnce || isAll(followers)) {
                DataMessages.update(json, update);
                tell(followers, update.head(), isAll(followers) ? change : Change.whole(update));
            } else {
                hold(followers, items(update));
            }
        }
    }

    /** Whether they are told each update, so that the one before was told them too. */
    private static boolean isAll(RateClass followers) {
        return followers.rate() == Rate.EVERYTHING;
    }

    /** What waits for no rate: a change of status or source, and items that are told one by one. */
    private static boolean isAtOnce(Update update) {
        return switch (update) {
            case Update.Value value -> value.snapshot();
            case Update.Trades ignored -> false;
            case Update.StatusChange ignored -> true;
            case Update.Gap ignored -> true;
            case Update.ClosedCandle ignored -> true;
            case Update.OpenCandle ignored -> false;
            case Update.Book ignored -> false;
        };
    }

    private static int items(Update update) {
        return update instanceof Update.Trades trades ? trades.items().size() : 1;
    }

    /** The first update of a new epoch. */
    private void begin(RateClass followers, Update update) {
        Head head = update.head();
        if (followers.topic().isEvent()) {
            announceEpoch(followers, update);
            DataMessages.update(json, update);
        } else {
            DataMessages.snapshot(json, update);
        }
        spreader.spreadAnew(followers, head, Change.whole(update));
        followers.tell(head);
    }

    private void onView(TopicState state, Update.OpenCandle open) {
        state.show(open);
        for (RateClass followers : state.classes()) {
            if (!followers.followed()) {
                continue;
            }
            if (followers.rate() == Rate.EVERYTHING) {
                spreader.spreadView(followers, open);
            } else {
                followers.holdView();
                cadence.add(followers);
            }
        }
    }

    /** Each depth that is followed is told what the update means to it, if anything. */
    private void onBook(Update update) {
        BookTopic book = book(update.head().topic());
        book.accept(update);
        List<TopicState> views = book.views();
        for (int i = 0; i < views.size(); i++) {
            if (views.get(i).followed()) {
                onDepth(views.get(i), update);
            }
        }
    }

    private void onDepth(TopicState state, Update update) {
        if (update instanceof Update.StatusChange) {
            flush(state);
        }
        BookView.Step step = state.view().step(update);
        if (step == BookView.Step.NOTHING) {
            return;
        }
        for (RateClass followers : state.classes()) {
            if (!followers.followed()) {
                continue;
            }
            if (step == BookView.Step.CHANGE && followers.rate() != Rate.EVERYTHING) {
                hold(followers, 1);
            } else {
                print(followers, step, update);
                tell(followers, state.head(), null);
            }
        }
        state.settleView();
    }

    private void print(RateClass followers, BookView.Step step, Update update) {
        BookView view = followers.topic().view();
        long prev = followers.told().seq();
        if (step == BookView.Step.STATUS && update instanceof Update.StatusChange change) {
            view.printStatus(json, change, prev);
        } else if (step == BookView.Step.CHANGE) {
            view.printChanges(json, prev);
        } else {
            view.printSnapshot(json);
        }
    }

    private void tell(RateClass followers, Head head, @Nullable Change change) {
        spreader.spread(followers, head, change);
        followers.tell(head);
    }

    private void hold(RateClass followers, int items) {
        followers.hold(items);
        if (followers.isFull() && followers.topic().isEvent()) {
            flush(followers);
        } else {
            cadence.add(followers);
        }
    }

    private void flush(TopicState state) {
        for (RateClass followers : state.classes()) {
            flush(followers);
        }
    }

    private void flush(RateClass followers) {
        TopicState state = followers.topic();
        if (followers.waits()) {
            state.printSince(json, followers.told().seq());
            tell(followers, state.head(), Change.whole(state.last()));
        }
        Update.OpenCandle open = followers.takeView() ? state.open() : null;
        if (open != null) {
            spreader.spreadView(followers, open);
        }
    }

    @Override
    public int doWork(long timeUs) {
        nowUs = timeUs;
        int work = requests.drain(handler, REQUEST_LIMIT);
        work += cadence.due(nowUs, flusher);
        work += spreader.settle();
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
                RateClass followers = state.join(join.rate(), join.lane());
                followers.link(join.lane()).wantFirst();
                spreader.owe(followers);
            }
            case Request.Resume resume -> {
                RateClass followers = state.join(resume.seat().rate(), resume.lane());
                followers.link(resume.lane()).wantToGoOn(resume);
                spreader.owe(followers);
            }
            case Request.Leave leave -> state.leave(leave.rate(), leave.lane());
            case Request.Look look -> {
                if (isServed(look) || !onlookers.add(look, nowUs)) {
                    answer(look);
                }
            }
            case Request.Candles candles -> candles.answer().complete(state.candles());
            case Request.Find find -> find.answer().complete(state.find(find.fromUs()));
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
    private void announceEpoch(RateClass followers, Update update) {
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
        Head start = head.at(prev);
        DataMessages.gap(json, DataMessages.UNKNOWN, start, "epoch");
        spreader.spreadAnew(followers, start, null);
    }

    private int tellSilence() {
        int told = 0;
        for (TopicState state : topics.values()) {
            state.trim(nowUs);
            for (RateClass followers : state.classes()) {
                if (followers.silent(nowUs, stillAfterUs)) {
                    Head head = followers.told();
                    DataMessages.still(json, head);
                    spreader.spreadStill(followers, head);
                    tally.add(Count.STILLS_TOLD, 1);
                    told++;
                }
            }
        }
        return told;
    }
}
