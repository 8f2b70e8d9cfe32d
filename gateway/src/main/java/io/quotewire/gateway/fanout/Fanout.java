package io.quotewire.gateway.fanout;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.fanout.Tally.Count;
import io.quotewire.gateway.past.Archive;
import io.quotewire.gateway.tape.TradePage;
import io.quotewire.gateway.tape.TradeRange;
import io.quotewire.model.Epoch;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Sharding;
import io.quotewire.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All broadcasters and lanes of a process: one broadcaster for each shard, one lane for each event loop.
 *
 * <p><b>Threads:</b> any.
 */
public final class Fanout implements Metric.Source {
    private final LastValues lastValues = new LastValues();
    private final List<Broadcaster> broadcasters = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<EventLoop> loops = new ArrayList<>();
    private final Epoch epoch;
    private final Sharding sharding;
    private final Archive archive;

    /**
     * What the process decides.
     *
     * @param epoch of topics that have had no update yet: the engine's
     * @param wakers how to make a shard's thread call its broadcaster's {@code doWork} soon
     * @param fatal told of an exception in what sessions share, after which the process must end
     * @param archive knows what came before the rings
     */
    public record Setup(
            Sharding sharding,
            Epoch epoch,
            IntFunction<Runnable> wakers,
            MicroClock clock,
            Consumer<Throwable> fatal,
            Archive archive) {
        /** One where nothing is kept. */
        public Setup(
                Sharding sharding,
                Epoch epoch,
                IntFunction<Runnable> wakers,
                MicroClock clock,
                Consumer<Throwable> fatal) {
            this(sharding, epoch, wakers, clock, fatal, Archive.NONE);
        }
    }

    /** Makes a lane of each event loop of {@code group}; {@link #start} begins their timers. */
    public Fanout(EventLoopGroup group, FanoutConfig config, Setup setup) {
        this.epoch = setup.epoch();
        this.sharding = setup.sharding();
        this.archive = setup.archive();
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
        build(List.copyOf(loops), config, setup);
    }

    /** For tests that turn the crank: lanes that run where they are told to. */
    Fanout(List<? extends Executor> executors, FanoutConfig config, Setup setup) {
        this.epoch = setup.epoch();
        this.sharding = setup.sharding();
        this.archive = setup.archive();
        build(executors, config, setup);
    }

    private void build(List<? extends Executor> executors, FanoutConfig config, Setup setup) {
        for (int shard = 0; shard < sharding.shards(); shard++) {
            Runnable waker = setup.wakers().apply(shard);
            broadcasters.add(new Broadcaster(config, setup.epoch(), lastValues, executors.size(), waker));
        }
        Lane.Parts parts = new Lane.Parts(config, this::home, setup);
        for (Executor executor : executors) {
            lanes.add(new Lane(lanes.size(), executor, parts));
        }
    }

    public void start() {
        for (int i = 0; i < loops.size(); i++) {
            lanes.get(i).start(loops.get(i));
        }
    }

    /** Ends the timers. */
    public void stop() {
        lanes.forEach(Lane::stop);
    }

    /** Where shard {@code shard} puts its updates; also a duty of the same thread. */
    public Broadcaster broadcaster(int shard) {
        return broadcasters.get(shard);
    }

    /** One lane for each event loop of the group, in its order. */
    public List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    /**
     * The lane that owns the channels of {@code loop}.
     *
     * @throws IllegalArgumentException if the loop is not of the group
     */
    public Lane lane(EventLoop loop) {
        int index = loops.indexOf(loop);
        if (index < 0) {
            throw new IllegalArgumentException("not an event loop of the gateway: " + loop);
        }
        return lanes.get(index);
    }

    /** The epoch of topics that have had no update yet. */
    public Epoch epoch() {
        return epoch;
    }

    public LastValues lastValues() {
        return lastValues;
    }

    /**
     * A book as a joiner would be told it now.
     *
     * @param patience how long one without levels is waited for, before that is the answer
     * @return JSON in UTF-8, completed on the shard's thread; null where the shard has too much to do
     */
    public @Nullable CompletableFuture<byte[]> look(Topic book, Duration patience) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        long patienceUs = TimeUnit.NANOSECONDS.toMicros(patience.toNanos());
        return home(book).request(new Request.Look(book, patienceUs, answer)) ? answer : null;
    }

    /**
     * Some of the last items of a trade topic.
     *
     * @return completed on the shard's thread; null where the shard has too much to do
     */
    public @Nullable CompletableFuture<TradePage> read(Topic trade, TradeRange range) {
        CompletableFuture<TradePage> answer = new CompletableFuture<>();
        return home(trade).request(new Request.Read(trade, range, answer)) ? answer : null;
    }

    /**
     * What is known of a candle topic.
     *
     * @return completed on the shard's thread; null where the shard has too much to do
     */
    public @Nullable CompletableFuture<CandlePage> candles(Topic candle) {
        CompletableFuture<CandlePage> answer = new CompletableFuture<>();
        return home(candle).request(new Request.Candles(candle, answer)) ? answer : null;
    }

    /**
     * Where in an event topic a time lies, by our receive time.
     *
     * @return completed on the shard's thread; null where the shard has too much to do
     */
    public @Nullable CompletableFuture<Place> find(Topic event, long fromUs) {
        CompletableFuture<Place> answer = new CompletableFuture<>();
        return home(event).request(new Request.Find(event, fromUs, answer)) ? answer : null;
    }

    /** What came before the rings. */
    public Archive archive() {
        return archive;
    }

    private Broadcaster home(Topic topic) {
        return broadcasters.get(sharding.of(topic.instrument()));
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        readings.add(reading(GatewayMetric.PUBLICATIONS, broadcast(Count.PUBLISHED)));
        readings.add(reading(GatewayMetric.PUBLICATIONS_TAKEN, lane(Count.TAKEN_PUBLICATIONS)));
        readings.add(because(GatewayMetric.PUBLICATIONS_DROPPED, "lane", broadcast(Count.DROPPED_LANE)));
        readings.add(reading(
                GatewayMetric.MAILBOX, lanes.stream().mapToLong(Lane::waiting).sum()));
        readings.add(encoded("plain", broadcast(Count.ENCODED_BYTES)));
        readings.add(encoded("deflated", lane(Count.DEFLATED_BYTES)));
        readings.add(encoded("event", lane(Count.EVENT_BYTES)));
        readings.add(encoded("dialect", lane(Count.DIALECT_BYTES)));
        readings.add(reading(GatewayMetric.STILLS, broadcast(Count.STILLS_TOLD)));
        readings.add(reading(GatewayMetric.ACCEPTED, lane(Count.ACCEPTED)));
        readings.add(reading(GatewayMetric.SENT, lane(Count.SENT)));
        readings.add(reading(GatewayMetric.CONFLATED, lane(Count.CONFLATED)));
        readings.add(because(GatewayMetric.DROPPED, "slow", lane(Count.DROPPED_SLOW)));
        readings.add(because(GatewayMetric.DROPPED, "left", lane(Count.DROPPED_LEFT)));
        readings.add(because(GatewayMetric.DROPPED, "closed", lane(Count.DROPPED_CLOSED)));
        readings.add(reading(GatewayMetric.QUEUED, lane(Count.QUEUED)));
        readings.add(reading(GatewayMetric.SEATS, lane(Count.SEATS)));
        readings.add(reading(GatewayMetric.WRITES, lane(Count.WRITES)));
        readings.add(reading(GatewayMetric.WRITTEN, lane(Count.WRITTEN_BYTES)));
        readings.add(reading(GatewayMetric.RESUMED, lane(Count.RESUMED)));
        readings.add(reading(GatewayMetric.GAPS, lane(Count.GAPS_TOLD)));
        readings.add(reading(GatewayMetric.SLOW, lane(Count.SLOW_TOLD)));
        return readings;
    }

    private long broadcast(Count count) {
        return broadcasters.stream().mapToLong(each -> each.tally().get(count)).sum();
    }

    private long lane(Count count) {
        return lanes.stream().mapToLong(lane -> lane.tally().get(count)).sum();
    }

    private static Metric.Reading reading(GatewayMetric metric, long value) {
        return new Metric.Reading(metric, Map.of(), value);
    }

    private static Metric.Reading encoded(String encoding, long bytes) {
        return new Metric.Reading(GatewayMetric.ENCODED, Map.of("encoding", encoding), bytes);
    }

    private static Metric.Reading because(GatewayMetric metric, String reason, long value) {
        return new Metric.Reading(metric, Map.of("reason", reason), value);
    }
}
