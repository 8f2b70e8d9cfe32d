package io.quotewire.lab.load.link;

import io.quotewire.lab.load.check.PongReader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a gateway several times what time it is, and believes the answer that came soonest.
 *
 * <p><b>Threads:</b> the loop's; {@link #ask} any other.
 */
public final class ClockProbe implements Ear {
    private static final int QUESTIONS = 8;

    private final Loop loop;
    private final Connection connection;
    private final CompletableFuture<Reading> done = new CompletableFuture<>();
    private long askedNs;
    private long bestNs = Long.MAX_VALUE;
    private long aheadUs;
    private int answers;

    /**
     * How the clocks differ.
     *
     * @param aheadUs how much the server's is ahead of ours
     * @param withinUs how far that may be wrong: half of the time the answer took
     */
    public record Reading(long aheadUs, long withinUs) {
        /** By how much times are to be corrected: not at all where the difference may be none. */
        public long correctionUs() {
            return Math.abs(aheadUs) > withinUs ? aheadUs : 0;
        }
    }

    private ClockProbe(Loop loop, Target target, String path) {
        this.loop = loop;
        this.connection = new Connection(loop, target, path, Connection.Kind.WEB_SOCKET, this);
    }

    /** The difference, null where the server does not say what time it is. */
    public static @Nullable Reading ask(Loop loop, Target target, String path, Duration patience)
            throws InterruptedException {
        ClockProbe probe = loop.ask(() -> new ClockProbe(loop, target, path));
        loop.run(probe.connection::open);
        try {
            return probe.done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } finally {
            loop.run(probe.connection::leave);
        }
    }

    @Override
    public void opened() {
        ask();
    }

    private void ask() {
        askedNs = System.nanoTime();
        connection.say("{\"op\":\"ping\",\"id\":" + (answers + 1) + "}");
    }

    @Override
    public void heard(byte[] bytes, int from, int to) {
        long nowUs = PongReader.nowUs(bytes, from, to);
        if (nowUs < 0) {
            return;
        }
        long tookNs = loop.readNs() - askedNs;
        if (tookNs < bestNs) {
            bestNs = tookNs;
            aheadUs = nowUs - loop.us(askedNs + tookNs / 2);
        }
        if (++answers == QUESTIONS) {
            done.complete(new Reading(aheadUs, bestNs / 2_000));
        } else {
            ask();
        }
    }

    @Override
    public void ended(Ending ending) {
        done.completeExceptionally(new IllegalStateException(ending.text()));
    }
}
