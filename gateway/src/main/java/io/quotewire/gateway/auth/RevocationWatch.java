package io.quotewire.gateway.auth;

import io.quotewire.model.MicroClock;
import io.quotewire.store.Revocation;
import io.quotewire.store.Revocations;
import io.quotewire.store.StoreBusy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns what has ended, whoever ended it: this process, another one or the command line. It looks four times a second, so that
 * connections close within one; what it has learned it knows for as long as a token may be shown that was made before.
 *
 * <p>While the store does not answer nothing new is learned: tokens count until they are over, which is minutes. What has failed is
 * tried again, whatever it was.
 *
 * <p><b>Threads:</b> one of its own; {@link #ended} any.
 */
final class RevocationWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationWatch.class);
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REMEMBERED_US = TimeUnit.MILLISECONDS.toMicros(
            AccessTokens.LONGEST_LIFE.plus(AccessTokens.LEEWAY).toMillis());
    private static final long FORGET_EVERY_US = TimeUnit.SECONDS.toMicros(10);
    private static final int PAGE = 1_000;

    private final Revocations revocations;
    private final MicroClock clock;
    private final ConcurrentHashMap<Long, List<Remembered>> remembered = new ConcurrentHashMap<>();
    private final Thread thread;
    private Consumer<Ended> told = ended -> {};
    private long seq;
    private long forgotUs;
    private boolean failing;
    private volatile boolean closed;

    /** @param seenUs by our clock */
    private record Remembered(Ended ended, long seenUs) {}

    RevocationWatch(Revocations revocations, MicroClock clock) {
        this.revocations = revocations;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("revocations").daemon().unstarted(this::watch);
    }

    /**
     * Learns what ended lately, and goes on.
     *
     * @param listener told of each, on the watch's thread
     * @throws StoreBusy if the store does not answer
     */
    void start(Consumer<Ended> listener) {
        look();
        told = listener;
        thread.start();
    }

    /** Looks at once: something is known to have ended. */
    void hurry() {
        LockSupport.unpark(thread);
    }

    /**
     * The number of the last revocation, to be asked before an account or key is looked up: what is found then knows of it.
     *
     * @throws StoreBusy if the store does not answer
     */
    long last() {
        return revocations.last();
    }

    /** What has ended that {@code who} came by; null where nothing has. */
    @Nullable
    Ended ended(Principal who) {
        for (Remembered each : remembered.getOrDefault(who.account(), List.of())) {
            if (each.ended().concerns(who)) {
                return each.ended();
            }
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
        if (!thread.isAlive()) {
            return; // It was never started, or has ended.
        }
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(4)); // As long as the store may keep it waiting, which is closed next.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, EVERY_NS);
            try {
                look();
                recovered();
            } catch (RuntimeException e) {
                // Also of what the store has never said before: without this thread nothing would end.
                failed(e);
            }
        }
    }

    private void look() {
        long nowUs = clock.nowUs();
        forget(nowUs - REMEMBERED_US);
        List<Revocation> page;
        do {
            page = revocations.after(seq, PAGE);
            for (Revocation row : page) {
                Ended ended = Ended.of(row);
                remember(ended, nowUs); // Before it is told: who comes in now is refused, who was in is ended.
                told.accept(ended);
                seq = row.seq();
            }
        } while (page.size() == PAGE);
    }

    private void remember(Ended ended, long nowUs) {
        remembered.merge(
                ended.account(),
                List.of(new Remembered(ended, nowUs)),
                (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
    }

    private void forget(long oldestUs) {
        if (oldestUs - forgotUs >= FORGET_EVERY_US) {
            forgotUs = oldestUs;
            remembered.replaceAll((account, all) ->
                    all.stream().filter(each -> each.seenUs() >= oldestUs).toList());
            remembered.values().removeIf(List::isEmpty);
        }
    }

    private void failed(RuntimeException e) {
        if (!failing) {
            failing = true;
            LOG.atError().setCause(e).log("what has been revoked is not known: the store does not answer");
        }
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("what has been revoked is known again");
        }
    }
}
