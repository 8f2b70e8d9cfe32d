package io.quotewire.engine;

import io.quotewire.engine.index.Finding;
import io.quotewire.engine.index.IndexPanel;
import io.quotewire.engine.index.Opinion;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Topic.Kind;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code index} of one instrument: looks, at most ten times a second, at what all ranked venues say.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class IndexTopics implements Timers.Task, Watcher {
    /** How long a change may wait for others that come with it. */
    static final long PULSE_US = 100_000;

    private final List<Member> members = new ArrayList<>();
    private final IndexPanel panel;
    private final ComposedTopic quote;
    private final ComposedTopic ticker;
    private final Timers timers;
    private final Timers.Timer timer;
    private boolean waits;

    IndexTopics(Instrument instrument, Scope scope) {
        this.panel = new IndexPanel(
                scope.config().derived().indexVenues(), scope.config().derived().outlierPercent());
        this.quote = new ComposedTopic(scope.chain(new Topic(Kind.QUOTE, Topic.INDEX, instrument)));
        this.ticker = new ComposedTopic(scope.chain(new Topic(Kind.TICKER, Topic.INDEX, instrument)));
        this.timers = scope.timers();
        this.timer = timers.create(this);
    }

    /** What one venue says of the instrument. */
    private record Member(VenueTopic quote, VenueTopic ticker) {}

    void join(VenueTopic itsQuote, VenueTopic itsTicker) {
        members.add(new Member(itsQuote, itsTicker));
        itsQuote.watch(this);
    }

    @Override
    public void changed(long nowUs) {
        if (!waits) {
            waits = true;
            timers.arm(timer, nowUs + PULSE_US);
        }
    }

    @Override
    public void expire(long nowUs) {
        waits = false;
        switch (panel.find(members.stream().map(IndexTopics::opinion).toList(), nowUs)) {
            case Finding.Index index -> tell(index, nowUs);
            case Finding.None none -> {
                quote.change(Status.DOWN, none.why(), nowUs);
                ticker.change(Status.DOWN, none.why(), nowUs);
            }
            case Finding.Unclear ignored -> {}
        }
        timers.arm(timer, Math.max(nowUs + PULSE_US, panel.nextUs()));
    }

    private void tell(Finding.Index index, long nowUs) {
        String why = "%d venues agree".formatted(index.constituents().size());
        Opinion newest = index.newest();
        var origin = new ComposedTopic.Origin(Topic.INDEX, newest.tsUs(), newest.recvUs(), index.simulated());
        QuoteData pair = new QuoteData(index.bid(), null, index.ask(), null);
        quote.value(with(pair, index), origin, Status.LIVE, why, nowUs);
        TickerData whole = new TickerData(index.last(), pair, null, null, null, null, null, null);
        ticker.value(with(whole, index), origin, Status.LIVE, why, nowUs);
    }

    private static IndexData with(Data data, Finding.Index index) {
        return new IndexData(data, index.constituents(), index.rejected());
    }

    private static Opinion opinion(Member member) {
        Head head = member.quote().last();
        QuoteData said = member.quote().data() instanceof QuoteData data ? data : null;
        String venue = member.quote().venue();
        return head == null
                ? new Opinion(venue, Status.DOWN, null, null, 0, 0, false)
                : new Opinion(
                        venue,
                        head.status(),
                        said,
                        member.ticker().data() instanceof TickerData data ? data.last() : null,
                        head.tsUs(),
                        head.recvUs(),
                        head.simulated());
    }
}
