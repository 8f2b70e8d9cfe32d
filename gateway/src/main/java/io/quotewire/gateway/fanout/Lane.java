package io.quotewire.gateway.fanout;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.past.Stretch;
import io.quotewire.gateway.socket.Outlet;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.gateway.wire.Rate;
import io.quotewire.model.Epoch;
import io.quotewire.model.Inbox;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and the outboxes of its sessions.
 *
 * <p><b>Threads:</b> {@link #offer} from any; everything else belongs to the event loop. An exception that escapes here
 * is one in what all sessions share: it goes to the {@code fatal} handler, and the process must end.
 */
public final class Lane {
    /** Most publications of one drain; it bounds what one session can be given before it is written. */
    private static final int DRAIN_LIMIT = 256;

    /** So many outboxes are looked at before the first of them is written; at most 32. From 8 on more make no difference. */
    private static final int LOOK_AHEAD = 16;

    private final int index;
    private final Executor loop;
    private final Parts parts;
    private final int outboxBytes;
    private final WriteBufferWaterMark waterMark;
    private final int capacity;
    private final Inbox<Parcel> mailbox;
    private final Tally tally = new Tally();
    private final Gather gather = new Gather(tally);
    private final JsonWriter json = new JsonWriter();
    private final Map<Rate, Map<Topic, LaneTopic>> topics = new EnumMap<>(Rate.class);
    private final Set<LaneTopic> unsettled = new LinkedHashSet<>();
    private final Set<Outbox> outboxes = new LinkedHashSet<>();
    private final List<LongConsumer> tickers = new ArrayList<>();
    private final List<Publication> batch = new ArrayList<>(DRAIN_LIMIT);
    private final List<Outbox> dirty = new ArrayList<>();
    private final Consumer<Parcel> taker = this::take;
    private final Runnable drainer = this::drainGuarded;
    private int rotation;
    private @Nullable Future<?> ticking;

    /**
     * What all lanes share.
     *
     * @param home the broadcaster that owns a topic
     */
    record Parts(FanoutConfig config, Function<Topic, Broadcaster> home, Fanout.Setup setup) {}

    Lane(int index, Executor loop, Parts parts) {
        this.index = index;
        this.loop = loop;
        this.parts = parts;
        this.outboxBytes = parts.config().outboxBytes();
        this.waterMark = Outlet.waterMark(Outbox.freshBytes(outboxBytes));
        this.capacity = parts.config().mailbox();
        this.mailbox = new Inbox<>(capacity, this::wake);
        for (Rate rate : Rate.values()) {
            topics.put(rate, new HashMap<>());
        }
    }

    /** Begins the lane's timer, which ticks once a second. */
    void start(EventLoop timer) {
        ticking = timer.scheduleAtFixedRate(this::tickGuarded, 1, 1, TimeUnit.SECONDS);
    }

    /** Ends the lane's timer. */
    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    public int index() {
        return index;
    }

    /** Runs {@code task} on the lane's thread. Any thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Calls {@code ticker} about once a second with the time in microseconds. Before the first session only. */
    public void everyTick(LongConsumer ticker) {
        tickers.add(ticker);
    }

    /** The way to a new session's socket. The channel must be of this lane's event loop. */
    public Outbox open(Channel channel, Encoding encoding) {
        Outbox outbox = new Outbox(this, channel, encoding, outboxBytes);
        outboxes.add(outbox);
        return outbox;
    }

    public MicroClock clock() {
        return parts.setup().clock();
    }

    /** Takes the parcel, with one reference, unless the mailbox is full. Any thread. */
    boolean offer(Parcel parcel) {
        return mailbox.offer(parcel);
    }

    /** Whether a topic that lost something may go on. Waits for half the mailbox, so that one loss is not many. */
    boolean hasRoom() {
        return mailbox.room() >= capacity / 2;
    }

    int waiting() {
        return mailbox.size();
    }

    Tally tally() {
        return tally;
    }

    Gather gather() {
        return gather;
    }

    /** For messages to single sessions. */
    JsonWriter json() {
        return json;
    }

    /** Of all its outboxes' sockets. */
    WriteBufferWaterMark waterMark() {
        return waterMark;
    }

    long stalledAfterUs() {
        return TimeUnit.NANOSECONDS.toMicros(parts.config().stalledAfter().toNanos());
    }

    /** One drain: takes what has come, then writes each outbox that got anything, once. Says how much had come. */
    int drain() {
        int taken = mailbox.drain(taker, DRAIN_LIMIT);
        flushDirty();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).release();
        }
        batch.clear();
        settleAll();
        if (taken == DRAIN_LIMIT) {
            wake();
        }
        return taken;
    }

    /** What is due at {@code nowUs}. */
    void tick(long nowUs) {
        settleAll();
        for (LongConsumer ticker : tickers) {
            ticker.accept(nowUs);
        }
        tally.set(Count.QUEUED, queued());
        tally.set(Count.SEATS, outboxes.stream().mapToLong(Outbox::seats).sum());
    }

    /** Deliveries that are held back, counted by walking. */
    long queued() {
        return outboxes.stream().mapToLong(Outbox::queued).sum();
    }

    int topics() {
        return topics.values().stream().mapToInt(Map::size).sum();
    }

    Seat join(Outbox outbox, Topic name, Rate rate, @Nullable Position position) {
        LaneTopic topic = of(rate).computeIfAbsent(
                        name, each -> new LaneTopic(each, rate, parts.home().apply(each)));
        Seat seat = new Seat(topic, outbox, position);
        topic.await(seat);
        settle(topic);
        return seat;
    }

    void firstAgain(Seat seat) {
        seat.laneTopic().await(seat);
        settle(seat.laneTopic());
    }

    /** The seat goes on from its position, whatever it was about to get. */
    void goOn(Seat seat) {
        seat.laneTopic().goOn(seat);
        settle(seat.laneTopic());
    }

    void leave(Seat seat) {
        seat.laneTopic().remove(seat);
        settle(seat.laneTopic());
    }

    void markDirty(Outbox outbox) {
        dirty.add(outbox);
    }

    void forget(Outbox outbox) {
        outboxes.remove(outbox);
    }

    private Map<Topic, LaneTopic> of(Rate rate) {
        return Objects.requireNonNull(topics.get(rate));
    }

    private void take(Parcel parcel) {
        tally.add(Count.TAKEN_PUBLICATIONS, 1);
        switch (parcel) {
            case Publication publication -> take(publication);
            case Continuation continuation -> take(continuation);
        }
    }

    private void take(Publication publication) {
        batch.add(publication);
        LaneTopic topic = of(publication.rate()).get(publication.topic());
        if (topic != null) {
            tally.add(Count.ACCEPTED, topic.deliver(publication));
            settleIfEmpty(topic);
        }
    }

    private void take(Continuation continuation) {
        Publication first = continuation.first();
        if (first != null) {
            batch.add(first);
        }
        LaneTopic topic = continuation.seat().laneTopic();
        tally.add(Count.ACCEPTED, topic.deliver(continuation));
        settleIfEmpty(topic);
    }

    /** Asks history for what follows {@code position}. */
    void askPast(Seat seat, Position position) {
        Epoch epoch = Objects.requireNonNull(position.epoch());
        parts.setup()
                .archive()
                .next(
                        seat.topic(),
                        epoch,
                        position.seq(),
                        found -> loop.execute(() -> {
                            takeGuarded(seat, found);
                            drainGuarded();
                        }));
    }

    private void takeGuarded(Seat seat, @Nullable Stretch found) {
        try {
            LaneTopic topic = seat.laneTopic();
            if (found == null) {
                topic.leavePast(seat, parts.setup().epoch());
            } else {
                topic.deliver(new Continuation(seat, found.head(), found.tail(), null));
            }
            settle(topic);
        } catch (Throwable t) {
            parts.setup().fatal().accept(t);
        }
    }

    /** All left while what they wanted was on its way. */
    private void settleIfEmpty(LaneTopic topic) {
        if (topic.isEmpty()) {
            settle(topic);
        }
    }

    /** Begins somewhere else each time, so that nobody is always last. */
    private void flushDirty() {
        int count = dirty.size();
        if (count == 0) {
            return;
        }
        rotation = (rotation + 1) % count;
        flushDirty(rotation, count);
        flushDirty(0, rotation);
        dirty.clear();
        gather.forget();
    }

    /**
     * The kernel's part of a write drives everything else out of the processor's caches, so that to follow the references from
     * an outbox to its socket is to wait for memory at each step. All of several outboxes are followed before the first of
     * them is written, for then they are waited for together.
     */
    private void flushDirty(int from, int to) {
        for (int next = from; next < to; next += LOOK_AHEAD) {
            int end = Math.min(to, next + LOOK_AHEAD);
            int ready = 0;
            for (int i = next; i < end; i++) {
                ready |= dirty.get(i).isReady() ? 1 << (i - next) : 0;
            }
            for (int i = next; i < end; i++) {
                dirty.get(i).flushDrained((ready >> (i - next) & 1) != 0);
            }
        }
    }

    private void settle(LaneTopic topic) {
        boolean settled = topic.settle(this);
        if (!settled) {
            unsettled.add(topic);
        } else if (topic.isDone()) {
            of(topic.rate()).remove(topic.topic(), topic);
        }
    }

    private void settleAll() {
        if (!unsettled.isEmpty()) {
            List<LaneTopic> again = List.copyOf(unsettled);
            unsettled.clear();
            again.forEach(this::settle);
        }
    }

    private void wake() {
        try {
            loop.execute(drainer);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it everybody who could have read this.
        }
    }

    private void drainGuarded() {
        try {
            drain();
        } catch (Throwable t) {
            parts.setup().fatal().accept(t);
        }
    }

    private void tickGuarded() {
        try {
            tick(parts.setup().clock().nowUs());
        } catch (Throwable t) {
            parts.setup().fatal().accept(t);
        }
    }
}
