package io.quotewire.store.last;

import io.quotewire.model.Epoch;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.UpdateSink;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.Refusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what each value topic says last, and knows what it said before the start. Life: {@link #open}, {@link #close}.
 *
 * <p><b>Threads:</b> {@link #on} the shards', which it never holds up; open and close one; the rest any.
 */
public final class LastValues implements UpdateSink, Metric.Source, AutoCloseable {
    /** A place that does not answer does not delay the start by more. */
    private static final long READ_MS = 1_500;

    private static final long END_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(LastValues.class);

    private final Shelf shelf;
    private final Refusals refusals = new Refusals();
    private final List<Scribe> scribes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private List<LastValue> recalled = List.of();
    private volatile boolean closed;

    private LastValues(LastValuesConfig config) {
        this.shelf = new Shelf(config.topics());
    }

    /**
     * Reads what was kept, and waits for 1.5 s at most for all of it. A place that cannot be read is told in the log and gone on
     * without. From then on it writes.
     *
     * @param places which are closed with this
     * @param known whether this gateway has a value's topic and source
     */
    public static LastValues open(
            LastValuesConfig config,
            List<Place> places,
            MicroClock clock,
            RandomGenerator random,
            Predicate<LastValue> known) {
        LastValues values = new LastValues(config);
        Census census = new Census(clock.nowUs(), config.maxAge().toNanos() / 1_000, known);
        for (Place place : places) {
            Scribe scribe = new Scribe(place, values.shelf, values.refusals, clock, random);
            values.scribes.add(scribe);
            values.threads.add(
                    Thread.ofPlatform().name("last-" + place.name()).daemon().start(() -> scribe.run(census)));
        }
        values.recall();
        return values;
    }

    private void recall() {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MS);
        Map<Topic, LastValue> found = new HashMap<>();
        for (Scribe scribe : scribes) {
            for (LastValue value : answer(scribe, untilNs)) {
                found.merge(value.topic(), value, (one, other) -> other.isNewerThan(one) ? other : one);
            }
        }
        recalled = found.values().stream()
                .sorted(Comparator.comparing(value -> value.topic().toString()))
                .filter(this::isRestored)
                .toList();
        if (!recalled.isEmpty() || refusals.all() > 0) {
            LOG.atInfo()
                    .addKeyValue("values", recalled.size())
                    .addKeyValue("refused", refusals.all())
                    .log("last values recalled");
        }
    }

    private boolean isRestored(LastValue value) {
        boolean kept = shelf.restore(value);
        if (!kept) {
            refusals.count(Refusal.FULL);
        }
        return kept;
    }

    private static Collection<LastValue> answer(Scribe scribe, long untilNs) {
        try {
            return scribe.found().get(Math.max(0, untilNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("place", scribe.name()).log("last values are not waited for any longer");
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading last values", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    /** What topics said before the start and may be told again, by the name of the topic. */
    public List<LastValue> recalled() {
        return recalled;
    }

    /** The greatest of the lives in which that was said; null where there is nothing. */
    public @Nullable Epoch newestEpoch() {
        return recalled.stream()
                .map(value -> value.head().epoch())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public void on(Update update) {
        if (!closed && !shelf.put(update)) {
            refusals.count(Refusal.FULL);
        }
    }

    @Override
    public List<Metric.Reading> read() {
        List<Metric.Reading> readings = new ArrayList<>();
        readings.add(new Metric.Reading(LastMetric.KEPT, Map.of(), shelf.size()));
        readings.add(new Metric.Reading(LastMetric.RECALLED, Map.of(), recalled.size()));
        for (Scribe scribe : scribes) {
            Map<String, String> place = Map.of("place", scribe.name());
            readings.add(new Metric.Reading(LastMetric.WRITTEN, place, scribe.writes()));
            readings.add(new Metric.Reading(LastMetric.FAILURES, place, scribe.failures()));
            readings.add(new Metric.Reading(LastMetric.UP, place, scribe.isUp() ? 1 : 0));
        }
        for (Refusal refusal : Refusal.values()) {
            readings.add(
                    new Metric.Reading(LastMetric.REFUSED, Map.of("reason", refusal.text()), refusals.of(refusal)));
        }
        return readings;
    }

    /** What is told from now on is not kept any more: all that had been told before is written, as far as its place takes it. */
    @Override
    public void close() {
        closed = true;
        scribes.forEach(Scribe::end);
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofMillis(END_MS))) {
                    LOG.atWarn().addKeyValue("thread", thread.getName()).log("last values are still being written");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
