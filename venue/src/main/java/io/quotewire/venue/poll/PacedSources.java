package io.quotewire.venue.poll;

import io.netty.channel.EventLoop;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.Metric;
import io.quotewire.model.MicroClock;
import io.quotewire.model.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sources without a stream, turned on one event loop. A fault in one does not keep the others from their turn.
 *
 * <p><b>Threads:</b> any.
 */
public final class PacedSources implements Metric.Source {
    /** No sources at all. */
    public static final PacedSources NONE = new PacedSources(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(PacedSources.class);
    private static final long TICK_MS = 50;

    private final List<PacedSource> sources;
    private @Nullable ScheduledFuture<?> ticks;

    /** Those of which the last tick failed: said once. */
    private final List<PacedSource> faulty = new ArrayList<>();

    public PacedSources(List<? extends PacedSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Begins; once.
     *
     * @param fatal told of an error after which nothing more is done; on the loop
     */
    public synchronized void start(EventLoop loop, MicroClock clock, Consumer<Throwable> fatal) {
        if (ticks == null && !sources.isEmpty()) {
            ticks = loop.scheduleWithFixedDelay(
                    () -> tickSafely(clock.nowUs(), fatal), 0, TICK_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends all of them, for good. */
    public synchronized void stop() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        sources.forEach(PacedSource::close);
    }

    @SuppressWarnings("CatchingUnchecked")
    private void tickSafely(long nowUs, Consumer<Throwable> fatal) {
        try {
            tick(nowUs);
        } catch (Throwable thrown) {
            fatal.accept(thrown);
            throw thrown; // Which ends the ticking.
        }
    }

    /** Does what is due now; a test calls it by hand. */
    void tick(long nowUs) {
        for (PacedSource source : sources) {
            try {
                source.tick(nowUs);
                faulty.remove(source);
            } catch (RejectedExecutionException e) {
                LOG.atDebug().setCause(e).log("too late for a process that ends");
            } catch (RuntimeException e) {
                if (!faulty.contains(source)) {
                    faulty.add(source);
                    LOG.atError()
                            .addKeyValue("source", source.report().source())
                            .setCause(e)
                            .log("source fault");
                }
            }
        }
    }

    /** How each of them fares, in their order. */
    public List<SourceReport> reports() {
        return sources.stream().map(PacedSource::report).toList();
    }

    /** What they have prices of. */
    public List<ListingInfo> listings() {
        return sources.stream().flatMap(source -> source.listings().stream()).toList();
    }

    @Override
    public List<Metric.Reading> read() {
        return sources.stream().flatMap(source -> source.read().stream()).toList();
    }
}
