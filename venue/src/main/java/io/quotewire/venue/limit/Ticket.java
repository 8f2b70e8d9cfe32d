package io.quotewire.venue.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Leave to do one thing, once it has been written down that it is done.
 *
 * <p><b>Threads:</b> any.
 */
public final class Ticket {
    /** A disk that takes longer must not keep us from the market: it counts as one that cannot be written. */
    static final long HANGS_US = 5_000_000;

    private static final long VALID_US = 10_000_000;

    private final Ledger ledger;
    private final long drawnUs;
    private final CompletableFuture<Boolean> written;

    /** What the holder is to do. */
    public enum State {
        /** Ask again on the next tick. */
        WAIT,
        /** Do it now, and throw the ticket away. */
        GO,
        /** Throw it away and draw another: it is too old, or the venue has banned us since. */
        VOID
    }

    Ticket(Ledger ledger, long drawnUs, CompletableFuture<Boolean> written) {
        this.ledger = ledger;
        this.drawnUs = drawnUs;
        this.written = written;
    }

    public State state(long nowUs) {
        if (nowUs - drawnUs > VALID_US || ledger.banned(nowUs)) {
            return State.VOID;
        }
        return written.isDone() || nowUs - drawnUs >= HANGS_US ? State.GO : State.WAIT;
    }

    /** Waits until it is written down, for callers that may block; says whether it is. */
    public boolean await(Duration within) throws InterruptedException {
        try {
            return written.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
