package io.quotewire.engine;

import io.quotewire.engine.count.EngineMetric;
import io.quotewire.engine.count.Tally;
import io.quotewire.model.BookReport;
import io.quotewire.model.Duty;
import io.quotewire.model.Epoch;
import io.quotewire.model.EventSink;
import io.quotewire.model.FeedCommand;
import io.quotewire.model.FeedControl;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Metric;
import io.quotewire.model.Sharding;
import io.quotewire.model.UpdateSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The market's state: events in, numbered updates out.
 *
 * <p><b>Threads:</b> {@link #offer}, {@link #muteSinceUs}, {@link #books} and {@link #read} from any; each {@link #shard} by one thread of its own, on which the
 * shard's updates leave.
 */
public final class MarketEngine implements EventSink, Metric.Source {
    /** Books of a venue whose scores are told; by far more than its connections can carry. */
    private static final int MOST_SCORES = 1_000;

    private final Sharding sharding;
    private final List<Shard> shards;

    /**
     * @param epoch the life of all sequence numbers; greater than any used before
     * @param updates where each shard puts its updates
     * @param control where shards put what they ask of the feeds; called on a shard's thread
     * @param waker makes the thread of that shard call {@code doWork} soon; runs on the offering thread, once for however
     *     many events arrive before the shard looks
     */
    public MarketEngine(
            EngineConfig config,
            Epoch epoch,
            Sharding sharding,
            IntFunction<UpdateSink> updates,
            FeedControl control,
            IntConsumer waker) {
        this.sharding = sharding;
        this.shards = IntStream.range(0, sharding.shards())
                .mapToObj(index -> new Shard(
                        config,
                        epoch,
                        updates.apply(index),
                        heeding(control),
                        () -> waker.accept(index),
                        instrument -> sharding.of(instrument) == index,
                        leg -> tellOthers(leg, index)))
                .toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The reserve holds one loss or end of each listing that a shard may know. Should even that be full, false means
     * that the caller must offer the same loss again before anything else of its listing.
     */
    @Override
    public boolean offer(MarketEvent event) {
        return event instanceof MarketEvent.Rate
                ? offerAll(event)
                : shards.get(sharding.of(event.listing().instrument())).offer(event);
    }

    /** What a pair costs, all must know. */
    private boolean offerAll(MarketEvent event) {
        boolean taken = true;
        for (Shard shard : shards) {
            taken &= shard.offer(event);
        }
        return taken;
    }

    /** On a shard's thread; one that has no room hears it again. */
    private void tellOthers(MarketEvent.Leg leg, int from) {
        for (int i = 0; i < shards.size(); i++) {
            if (i != from) {
                shards.get(i).offer(leg);
            }
        }
    }

    /**
     * One shard's work. An exception from it is a bug, after which the shard must not be used.
     *
     * @param index 0 to the number of shards - 1
     */
    public Duty shard(int index) {
        return shards.get(index);
    }

    /**
     * Since when nothing has come from a venue that is connected and was not known to be that quiet; 0 where something
     * comes, and where the venue or its cadence is not known. Of several shards all that follow the venue must say so.
     */
    public long muteSinceUs(String venue) {
        long sinceUs = 0;
        for (Shard shard : shards) {
            long saysUs = shard.muteSinceUs(venue);
            if (saysUs == 0) {
                return 0;
            }
            sinceUs = Math.max(sinceUs, saysUs);
        }
        return sinceUs;
    }

    /**
     * How the books of a venue fare that are followed, by the name of the instrument; at most a second old.
     */
    public List<BookReport> books(String venue) {
        return shards.stream()
                .flatMap(shard -> shard.books(venue).stream())
                .sorted(Comparator.comparing(report -> report.instrument().toString()))
                .toList();
    }

    /** One shard may follow only quiet listings of a venue; no connection is given up while others hear from it. */
    private FeedControl heeding(FeedControl control) {
        return command -> {
            boolean cuts = command instanceof FeedCommand.Reconnect;
            if (!cuts || sharding.shards() == 1 || muteSinceUs(command.venue()) > 0) {
                control.ask(command);
            }
        };
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        Tally.read(shards.stream().map(Shard::tally).toList(), readings);
        for (int index = 0; index < shards.size(); index++) {
            Map<String, String> label = Map.of("shard", Integer.toString(index));
            Shard shard = shards.get(index);
            readings.add(new Metric.Reading(EngineMetric.DROPPED, label, shard.dropped()));
            readings.add(new Metric.Reading(EngineMetric.MAILBOX, label, shard.depth()));
        }
        shards.stream()
                .flatMap(shard -> shard.venuesWithBooks().stream())
                .distinct()
                .forEach(venue -> readScores(venue, readings));
        return readings;
    }

    private void readScores(String venue, List<Metric.Reading> readings) {
        List<BookReport> reports = books(venue);
        for (BookReport report : reports.subList(0, Math.min(MOST_SCORES, reports.size()))) {
            Map<String, String> labels =
                    Map.of("venue", venue, "instrument", report.instrument().toString());
            if (report.scorePpm() >= 0) {
                readings.add(new Metric.Reading(EngineMetric.BOOK_SCORE, labels, report.scorePpm() / 1e6));
            }
        }
    }
}
