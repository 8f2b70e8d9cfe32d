package io.quotewire.gateway.auth;

import io.quotewire.model.MicroClock;
import io.quotewire.store.Revocation;
import io.quotewire.store.Revocations;
import io.quotewire.store.StoreBusy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns what has ended, whoever ended it: this process, another one or the command line. It looks four times a second, so that
 * connections close within one; what it has learned it knows for as long as a token may be shown that was made before.
 *
 * <p>While the store does not answer nothing new is learned: tokens count until they are over, which is minutes.
 *
 * <p><b>Threads:</b> one of its own; {@link #ended} any.
 */
final class RevocationWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationWatch.class);
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long REMEMBERED_US = TimeUnit.MILLISECONDS.toMicros(
            AccessTokens.LONGEST_LIFE.plus(AccessTokens.LEEWAY).toMillis());
    private static final int PAGE = 1_000;

    private final Revocations revocations;
    private final MicroClock clock;
    private final List<Ended> remembered = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private Consumer<Ended> told = ended -> {};
    private long seq;
    private boolean failing;
    private volatile boolean closed;

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

    /** What has ended that {@code who} came by; null where nothing has. */
    @Nullable
    Ended ended(Principal who) {
        for (Ended each : remembered) {
            if (each.concerns(who)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, EVERY_NS);
            try {
                look();
                recovered();
            } catch (StoreBusy e) {
                failed(e);
            }
        }
    }

    private void look() {
        long oldestUs = clock.nowUs() - REMEMBERED_US;
        remembered.removeIf(ended -> ended.atUs() < oldestUs);
        List<Revocation> page;
        do {
            page = revocations.after(seq, PAGE);
            for (Revocation row : page) {
                seq = row.seq();
                if (row.atUs() >= oldestUs) {
                    Ended ended = Ended.of(row);
                    remembered.add(ended); // Before it is told: who comes in now is refused, who was in is ended.
                    told.accept(ended);
                }
            }
        } while (page.size() == PAGE);
    }

    private void failed(StoreBusy e) {
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
