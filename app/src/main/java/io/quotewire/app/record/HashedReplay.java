package io.quotewire.app.record;

import io.netty.buffer.Unpooled;
import io.quotewire.app.config.AppConfig;
import io.quotewire.engine.MarketEngine;
import io.quotewire.lab.tape.Damage;
import io.quotewire.lab.tape.TapeMerge;
import io.quotewire.lab.tape.TapeRecord;
import io.quotewire.model.Channel;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.Sharding;
import io.quotewire.venue.FeedMetric;
import io.quotewire.venue.Playback;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.tap.FrameTap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A recording through feeds and engine on one thread, without sockets and without a clock: what was received counts as received when it
 * was recorded, and time passes between as it did then. So the same recording gives the same updates, byte for byte.
 *
 * <p>Settings of the engine and the order of venues are those that it is given. Past candles are not asked for. A book whose state came before the
 * recording begins is unknown until it is found anew.
 *
 * <p><b>Threads:</b> one.
 */
public final class HashedReplay {
    private static final long TICK_US = 20_000;

    /** Silence beyond which time is not passed tick by tick. */
    private static final long MOST_TICKS = 100_000;

    private static final Set<Channel> CHANNELS = EnumSet.allOf(Channel.class);

    private final UpdateHash hash = new UpdateHash();
    private final MarketEngine engine;
    private final Duty shard;
    private final Map<String, Optional<Playback>> feeds = new LinkedHashMap<>();
    private long nowUs;
    private long records;
    private long frames;
    private long lost;

    private HashedReplay(AppConfig config) {
        this.engine = new MarketEngine(
                config.engine()
                        .with(
                                config.venues().enabled(),
                                config.convert().legs(),
                                config.fx().providers()),
                new Epoch(1),
                new Sharding(1),
                index -> hash,
                command -> all().forEach(feed -> feed.ask(command)),
                index -> {});
        this.shard = engine.shard(0);
    }

    /**
     * What came of it.
     *
     * @param frames received of venues
     * @param events that feeds made of them
     * @param lost records that were lost when it was recorded
     * @param malformed frames that could not be read
     * @param hash of every update in order, as SHA-256 in hex
     * @param state likewise of what each topic has come to
     * @param topics of each topic how many updates it had, and their hash
     */
    public record Result(
            long records,
            long frames,
            long events,
            long updates,
            long lost,
            long malformed,
            String hash,
            String state,
            Map<String, String> topics) {}

    /**
     * Plays files that a recorder wrote, merged by time.
     *
     * @param damages told of what is cut or altered in them
     * @throws IOException if one cannot be read
     */
    public static Result of(List<Path> files, AppConfig config, Consumer<Damage> damages) throws IOException {
        HashedReplay replay = new HashedReplay(config);
        try (TapeMerge merge = new TapeMerge(files, damages)) {
            for (TapeRecord record = merge.next(); record != null; record = merge.next()) {
                replay.pass(record.timeUs());
                replay.take(record);
            }
        }
        replay.pass(replay.nowUs + 1_000_000);
        return replay.result();
    }

    private Result result() {
        return new Result(
                records,
                frames,
                sum(FeedMetric.EVENTS),
                hash.updates(),
                lost,
                sum(FeedMetric.MALFORMED),
                hash.whole(),
                hash.state(),
                hash.topics());
    }

    private long sum(FeedMetric metric) {
        return all().stream().mapToLong(feed -> feed.count(metric)).sum();
    }

    private Collection<Playback> all() {
        return feeds.values().stream().flatMap(Optional::stream).toList();
    }

    /** Lets time pass, tick by tick, as a feed's loop and a shard would notice it. */
    private void pass(long toUs) {
        if (nowUs == 0 || toUs - nowUs > MOST_TICKS * TICK_US) {
            nowUs = Math.max(nowUs, toUs - TICK_US);
        }
        while (nowUs + TICK_US < toUs) {
            nowUs += TICK_US;
            turn();
        }
        nowUs = Math.max(nowUs, toUs);
    }

    private void turn() {
        for (Playback feed : all()) {
            feed.tick(nowUs);
        }
        work();
    }

    /** Until nothing is left: with a mailbox that is never full nothing is lost that was not lost then. */
    private void work() {
        while (shard.doWork(nowUs) > 0) {
            // More may have come of it.
        }
    }

    private void take(TapeRecord record) {
        records++;
        Playback feed = feeds.computeIfAbsent(record.venue(), this::feed).orElse(null);
        if (feed != null) {
            tell(feed, record);
            feed.tick(nowUs);
            work();
        }
    }

    /** Empty for a venue that only a later program knows. */
    private Optional<Playback> feed(String venue) {
        Optional<VenueAdapter> adapter = VenueAdapters.of(venue);
        return adapter.map(known -> new Playback(known, engine, FrameTap.NONE));
    }

    private void tell(Playback feed, TapeRecord record) {
        int number = record.number();
        switch (record.kind()) {
            case BEGAN -> feed.began(nowUs);
            case OPENED -> {
                if (!record.carried() || !feed.isOpen(number)) {
                    feed.opened(number, record.simulated(), nowUs);
                }
            }
            case FOLLOWED -> channels(record).forEach(channel -> feed.follows(number, channel, symbol(record), nowUs));
            case LEFT -> channels(record).forEach(channel -> feed.leaves(number, channel, symbol(record), nowUs));
            case RECEIVED -> {
                frames++;
                feed.received(number, Unpooled.wrappedBuffer(record.body()), nowUs);
            }
            case CLOSED -> feed.closed(number, record.head(), nowUs);
            case ANSWERED -> feed.answered(record.head(), number, record.simulated(), record.body(), nowUs);
            case LOST -> lost += record.lost();
            case SENT -> {}
        }
    }

    /** One, or none that this program knows. */
    private static Stream<Channel> channels(TapeRecord record) {
        return CHANNELS.stream().filter(channel -> record.head().startsWith(channel + " "));
    }

    private static String symbol(TapeRecord record) {
        return record.head().substring(record.head().indexOf(' ') + 1);
    }
}
