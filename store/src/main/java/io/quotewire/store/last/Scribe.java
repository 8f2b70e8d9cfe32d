package io.quotewire.store.last;

import io.quotewire.model.MicroClock;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Head;
import io.quotewire.store.last.value.LastValue;
import io.quotewire.store.last.value.Place;
import io.quotewire.store.last.value.Refusal;
import io.quotewire.store.last.value.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one place what is new on the shelf, once a second.
 *
 * <p><b>Threads:</b> {@link #run}, {@link #read} and {@link #turn} one; the rest any.
 */
final class Scribe {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final long PERIOD_MS = 1_000;

    /** What a server says of itself may be as long as it likes. */
    private static final int MOST_TOLD = 200;

    private final Place place;
    private final Shelf shelf;
    private final Refusals refusals;
    private final MicroClock clock;
    private final Breaker breaker;
    private final CompletableFuture<Collection<LastValue>> found = new CompletableFuture<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Map<Topic, Head> written = new HashMap<>();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    Scribe(Place place, Shelf shelf, Refusals refusals, MicroClock clock, RandomGenerator random) {
        this.place = place;
        this.shelf = shelf;
        this.refusals = refusals;
        this.clock = clock;
        this.breaker = new Breaker(random);
    }

    String name() {
        return place.name();
    }

    boolean isUp() {
        return !breaker.isOpen();
    }

    /** Values that were written. */
    long writes() {
        return writes.get();
    }

    long failures() {
        return failures.get();
    }

    /** What the place had that may be told again; empty where it cannot be read. */
    CompletableFuture<Collection<LastValue>> found() {
        return found;
    }

    /** Reads, and then writes until {@link #end}, and once more. */
    void run(Census census) {
        try {
            read(census);
            while (!ending.await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
                turn(clock.nowUs());
            }
            turn(clock.nowUs());
        } catch (InterruptedException e) {
            LOG.atDebug().log("nobody waits for what is left");
        } finally {
            place.close();
        }
    }

    /** Whoever waits for it is answered, whatever happens. */
    void read(Census census) {
        List<LastValue> sound = new ArrayList<>();
        try {
            for (LastValue value : place.read(refusals)) {
                Refusal refusal = census.refuses(value);
                if (refusal == null) {
                    sound.add(value);
                } else {
                    refusals.count(refusal);
                    place.drop(value);
                }
            }
        } catch (IOException | RuntimeException e) { // Whatever it is, nobody else shall suffer.
            failed(e, clock.nowUs());
        } finally {
            found.complete(sound);
        }
    }

    void end() {
        ending.countDown();
    }

    /** Writes what has changed, unless the place is left in peace. */
    void turn(long nowUs) {
        if (!breaker.allows(nowUs)) {
            return;
        }
        List<Update> changed = new ArrayList<>();
        shelf.forEach(update -> {
            if (!isWritten(update.head())) {
                changed.add(update);
            }
        });
        if (!changed.isEmpty()) {
            write(changed, nowUs);
        }
    }

    private boolean isWritten(Head head) {
        Head before = written.get(head.topic());
        return before != null && before.seq() == head.seq() && before.epoch().equals(head.epoch());
    }

    private void write(List<Update> changed, long nowUs) {
        List<LastValue> values = new ArrayList<>(changed.size());
        for (Update update : changed) {
            LastValue value = Shelf.valueOf(update);
            if (value != null) {
                values.add(value);
            }
        }
        try {
            place.write(values, refusals);
        } catch (IOException | RuntimeException e) {
            failed(e, nowUs);
            return;
        }
        changed.forEach(update -> written.put(update.head().topic(), update.head()));
        writes.addAndGet(values.size());
        if (breaker.isOpen()) {
            LOG.atInfo().addKeyValue("place", name()).log("last values are kept again");
        }
        breaker.worked();
    }

    /** All is written anew then: nobody knows what the place has lost. */
    private void failed(Exception e, long nowUs) {
        failures.incrementAndGet();
        written.clear();
        if (!breaker.isOpen()) {
            String why = e.toString();
            LOG.atWarn()
                    .addKeyValue("place", name())
                    .addKeyValue("why", why.length() > MOST_TOLD ? why.substring(0, MOST_TOLD) + "…" : why)
                    .log("last values cannot be kept");
        }
        breaker.failed(nowUs);
    }
}
