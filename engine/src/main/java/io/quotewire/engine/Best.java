package io.quotewire.engine;

import io.quotewire.engine.Ranking.Candidate;
import io.quotewire.engine.count.Tally;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Gap;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.OpenCandle;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.TradeItem;
import io.quotewire.model.Update.Trades;
import io.quotewire.model.Update.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One {@code best} topic: repeats, under its own numbers, what the venue says that {@link Ranking} has chosen, and tells
 * a switch.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class Best implements Timers.Task {
    private static final long UNKNOWN = -1;

    /** Two venues' candles are not so many apart. */
    private static final int FAR_APART = 10;

    private final Chain chain;
    private final Ranking ranking;
    private final long returnAfterUs;
    private final Timers timers;
    private final Timers.Timer timer;
    private final Tally tally;
    private final List<Watcher> watchers = new ArrayList<>(0);
    private int chosen = Ranking.NONE;

    /** When the last candle began that was told, and whose that was. */
    private long candleUs = -1;

    private String candleSource = "";

    Best(Chain chain, Scope scope) {
        this.chain = chain;
        this.returnAfterUs = scope.returnAfterUs();
        this.ranking = new Ranking(scope.config().bestOrder().size(), returnAfterUs);
        this.timers = scope.timers();
        this.timer = timers.create(this);
        this.tally = scope.tally();
    }

    /** Has somebody told whenever it says something. */
    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** The topic that it repeats, null while there is none. */
    @Nullable
    VenueTopic chosen() {
        return chosen == Ranking.NONE ? null : ranking.of(chosen).topic();
    }

    void join(int rank, VenueTopic topic) {
        ranking.join(rank, topic);
    }

    /** What the venue of {@code rank} has just said. */
    void on(int rank, Update update, long nowUs) {
        ranking.note(rank, update.head().status(), nowUs);
        int choice = ranking.choose(chosen, nowUs);
        boolean told = false;
        if (choice != chosen && chosen != Ranking.NONE) {
            switchTo(choice, update, nowUs);
            // A switch tells a value or a book whole. Items are not part of it, and follow on.
            told = chain.topic().shape() != Topic.Shape.EVENT
                    || update instanceof StatusChange
                    || update instanceof ClosedCandle; // Which was among what the new choice has told lately.
        } else if (choice != chosen) {
            told = begin(choice);
        }
        chosen = choice;
        if (rank == chosen && !told) {
            repeat(update);
        }
        timers.arm(timer, ranking.nextReturnUs(chosen));
        tellWatchers(nowUs);
    }

    private void tellWatchers(long nowUs) {
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).changed(nowUs);
        }
    }

    /** Somebody may have been live for long enough. */
    @Override
    public void expire(long nowUs) {
        int choice = ranking.choose(chosen, nowUs);
        if (choice != chosen) {
            switchTo(choice, null, nowUs);
            chosen = choice;
            tellWatchers(nowUs);
        }
        timers.arm(timer, ranking.nextReturnUs(chosen));
    }

    /** Tells the first choice whole, whatever it was that made it one; items begin with the first that comes. */
    private boolean begin(int choice) {
        VenueTopic topic = ranking.of(choice).topic();
        Update whole =
                topic.whole(chain, Objects.requireNonNull(topic.last(), "a topic that has not begun is not live"));
        if (whole != null) {
            chain.put(whole);
        }
        return whole != null;
    }

    /** What the new choice has told of times of which the old one had told nothing; a gap where that may be more than is kept. */
    private void catchUp(VenueTopic topic) {
        ClosedCandle newest = topic.candles().peekLast();
        if (newest == null) {
            return;
        }
        long openUs = newest.candle().openUs();
        long lengthUs = newest.candle().closeUs() - openUs;
        if (candleUs - openUs > FAR_APART * lengthUs) {
            candleUs = openUs; // The old one's clock was far ahead.
        }
        boolean mayLack =
                topic.keepsNoMore() && topic.candles().getFirst().candle().openUs() > candleUs + lengthUs;
        if (candleUs >= 0 && mayLack) {
            long prev = chain.seq();
            chain.put(new Gap(chain.next(newest.head()), prev, UNKNOWN));
        }
        for (ClosedCandle told : topic.candles()) {
            if (told.candle().openUs() > candleUs) {
                repeat(told, chain.seq());
            }
        }
    }

    private void switchTo(int choice, @Nullable Update cause, long nowUs) {
        Candidate next = ranking.of(choice);
        VenueTopic topic = next.topic();
        Head like = Objects.requireNonNull(topic.last(), "a topic that has not begun is not live");
        String was = ranking.of(chosen).topic().venue();
        Data data = topic.data();
        tally.count(Tally.Count.SWITCHES);
        long prev = chain.seq();
        chain.put(new StatusChange(chain.next(like), prev, was, why(next, cause), nowUs, data));
        Update whole = topic.whole(chain, like);
        if (whole != null) {
            chain.put(whole);
        }
        catchUp(topic);
    }

    private String why(Candidate next, @Nullable Update cause) {
        Candidate old = ranking.of(chosen);
        String was = old.topic().venue();
        if (old.isLive()) {
            String venue = next.topic().venue();
            return next.wasLost()
                    ? venue + " live for " + returnAfterUs / 1_000 + " ms"
                    : venue + " ranks before " + was;
        }
        if (cause instanceof StatusChange change && change.head().source().equals(was)) {
            return change.why();
        }
        return was + " is "
                + Objects.requireNonNull(old.topic().last()).status().text();
    }

    private void repeat(Update update) {
        long prev = chain.seq();
        switch (update) {
            case Value value -> chain.put(new Value(chain.next(value.head()), value.snapshot(), value.data()));
            case StatusChange change ->
                chain.put(new StatusChange(
                        chain.next(change.head()), prev, null, change.why(), change.sinceUs(), change.data()));
            case Gap gap -> chain.put(new Gap(chain.next(gap.head()), prev, gap.missing()));
            case Trades trades -> repeat(trades, prev);
            case Update.Book book ->
                chain.put(new Update.Book(chain.next(book.head()), prev, book.snapshot(), book.bids(), book.asks()));
            case ClosedCandle closed -> repeat(closed, prev);
            case OpenCandle open -> chain.put(new OpenCandle(chain.now(open.head()), open.candle(), open.partial()));
        }
    }

    /** What one venue has told of a span of time another does not tell again. */
    private void repeat(ClosedCandle closed, long prev) {
        long openUs = closed.candle().openUs();
        String source = closed.head().source();
        if (openUs > candleUs || source.equals(candleSource)) {
            candleUs = Math.max(candleUs, openUs);
            candleSource = source;
            chain.put(new ClosedCandle(
                    chain.next(closed.head()), prev, closed.candle(), closed.revised(), closed.filled()));
        }
    }

    private void repeat(Trades trades, long prev) {
        List<TradeItem> items = new ArrayList<>(trades.items().size());
        Head head = trades.head();
        for (TradeItem item : trades.items()) {
            head = chain.next(trades.head());
            items.add(item.numbered(head.seq()));
        }
        chain.put(new Trades(head, prev, List.copyOf(items)));
    }
}
