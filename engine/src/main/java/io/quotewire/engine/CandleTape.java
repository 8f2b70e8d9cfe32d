package io.quotewire.engine;

import io.quotewire.engine.candle.CandleSink;
import io.quotewire.engine.candle.Candles;
import io.quotewire.engine.count.Tally;
import io.quotewire.engine.time.Timers;
import io.quotewire.model.Candle;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listing's candles as topics.
 *
 * <p><b>Threads:</b> the shard's only.
 */
final class CandleTape implements CandleSink, Timers.Task {
    /** A candle that grows is shown so often at most. */
    static final long SHOW_US = 250_000;

    private final Listing listing;
    private final Scope scope;
    private final Venue venue;
    private final Candles candles;
    private final Map<Interval, VenueTopic> topics = new EnumMap<>(Interval.class);
    private final List<VenueTopic> all;
    private final Timers.Timer timer;
    private final Set<Interval> untold = EnumSet.noneOf(Interval.class);
    private Status status = Status.DOWN;
    private long nowUs;
    private boolean waits;

    /** Whether the venue says when its trades were. */
    private boolean stamped = true;

    CandleTape(Listing listing, Scope scope, Venue venue, @Nullable Bests bests) {
        this.listing = listing;
        this.scope = scope;
        this.venue = venue;
        List<Interval> intervals = scope.config().derived().candles();
        for (Interval interval : intervals) {
            topics.put(interval, VenueTopic.of(Topic.Kind.of(interval), listing, scope, bests));
        }
        this.all = new ArrayList<>(topics.values());
        this.candles = new Candles(intervals, scope.candleGraceUs(), this);
        this.timer = scope.timers().create(this);
    }

    /** Before the venue's clock is known, what flows from now on is not known before the first trade. */
    void flows(long atUs) {
        if (venue.hasTime()) {
            candles.flows(venue.timeUs(atUs));
            arm(atUs);
        }
    }

    void trade(Trade trade, Status of, long atUs) {
        if (all.isEmpty()) {
            return;
        }
        status = of;
        stamped = trade.tsUs() != 0;
        if (!candles.trade(trade, isTimed() ? venue.timeUs(atUs) : trade.tsUs())) {
            scope.tally().count(Tally.Count.IGNORED_CANDLE_TRADES);
        }
        if (!waits) {
            waits = true;
            scope.timers().arm(timer, atUs + SHOW_US);
        }
    }

    /** Whether it is known what time it is for the trades; for those without a stamp it is ours. */
    private boolean isTimed() {
        return venue.hasTime() || !stamped;
    }

    void late(Trade trade, long atUs) {
        if (all.isEmpty()) {
            return;
        }
        if (!candles.late(trade, venue.timeUs(atUs))) {
            scope.tally().count(Tally.Count.IGNORED_CANDLE_TRADES);
        }
        scope.timers().arm(timer, atUs + SHOW_US);
    }

    void unfit(Trade trade, long atUs) {
        if (all.isEmpty()) {
            return;
        }
        candles.unfit(trade, venue.timeUs(atUs));
        scope.timers().arm(timer, atUs + SHOW_US);
    }

    void missed(long missing, long atUs) {
        candles.missed(missing, venue.timeUs(atUs));
    }

    void feedLost(long atUs) {
        candles.feedLost(venue.timeUs(atUs));
    }

    /** What went by while nobody wanted them is unknown, and is told when they begin again. */
    void feedClosed() {
        candles.feedClosed();
        topics.forEach((interval, topic) -> {
            if (topic.hasBegun()) {
                untold.add(interval);
            }
        });
    }

    void answered(MarketEvent.Candles answer, long atUs) {
        nowUs = atUs;
        candles.answered(answer, venue.timeUs(atUs));
    }

    /** The trades' status is the candles' too. */
    void change(Status news, String why, long atUs) {
        if (status == news) {
            return; // As it mostly is.
        }
        status = news;
        for (int i = 0; i < all.size(); i++) {
            all.get(i).change(news, why, atUs);
        }
    }

    @Override
    public void expire(long atUs) {
        nowUs = atUs;
        waits = false;
        arm(atUs);
        candles.show();
    }

    /** Tells what is due, and comes back for the rest. The venue's clock may turn out to be another until then. */
    private void arm(long atUs) {
        nowUs = atUs;
        if (!isTimed()) {
            scope.timers().arm(timer, atUs + SHOW_US);
            return;
        }
        long venueUs = venue.timeUs(atUs);
        long nextUs = candles.turn(venueUs);
        if (nextUs != Candles.NEVER) {
            scope.timers().arm(timer, atUs + Math.max(0, nextUs - venueUs));
        }
    }

    @Override
    public void closed(Interval interval, Candle candle, boolean revised, boolean filled, Stamp stamp) {
        VenueTopic topic = begun(interval, stamp);
        long prev = topic.seq();
        Head head = topic.next(stamp.tsUs(), stamp.recvUs(), status, stamp.simulated());
        topic.publish(new Update.ClosedCandle(head, prev, candle, revised, filled), nowUs);
    }

    @Override
    public void open(Interval interval, Candle candle, boolean partial, Stamp stamp) {
        VenueTopic topic = begun(interval, stamp);
        Head head = topic.now(stamp.tsUs(), stamp.recvUs(), status, stamp.simulated());
        topic.publish(new Update.OpenCandle(head, candle, partial), nowUs);
    }

    /** Nobody misses what came before the first. */
    @Override
    public void lost(Interval interval, Stamp stamp) {
        VenueTopic topic = topic(interval);
        if (topic.isOpen()) {
            gap(topic, stamp);
        }
    }

    private void gap(VenueTopic topic, Stamp stamp) {
        long prev = topic.seq();
        Head head = topic.next(0, stamp.recvUs(), status, stamp.simulated());
        topic.publish(new Update.Gap(head, prev, Candles.UNKNOWN), nowUs);
    }

    /** The topic, which has told by now what is not known since it was closed. */
    private VenueTopic begun(Interval interval, Stamp stamp) {
        VenueTopic topic = topic(interval);
        if (untold.remove(interval)) {
            gap(topic, stamp);
        }
        return topic;
    }

    @Override
    public void ask(Interval interval, long fromUs, long toUs, String why) {
        scope.ask(new FeedCommand.Candles(listing, interval, fromUs, toUs, why));
    }

    private VenueTopic topic(Interval interval) {
        return Objects.requireNonNull(topics.get(interval));
    }
}
