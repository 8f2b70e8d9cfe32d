package io.quotewire.venue.random;

import io.quotewire.model.EventSink;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.Metric;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.venue.poll.Outgoing;
import io.quotewire.venue.poll.PacedSource;
import io.quotewire.venue.poll.PollCounters;
import io.quotewire.venue.poll.PollMetric;
import java.time.Duration;
import java.util.List;

/**
 * Tells one step of a random walk after the other, on a timer. A step whose time was missed is left out, not made up for.
 *
 * <p><b>Threads:</b> as {@link PacedSource} says.
 */
public final class RandomSource implements PacedSource {
    /** The name of the source. */
    public static final String NAME = "random";

    private final Walk walk;
    private final List<ListingInfo> listings;
    private final long periodUs;
    private final PollCounters counters = new PollCounters(NAME);
    private final Outgoing outgoing;
    private final long sinceUs;
    private long dueUs;
    private volatile SourceReport report;

    /**
     * One that has told nothing yet.
     *
     * @param seed the same one, and the same times, give the same events
     * @param instruments each once
     */
    public RandomSource(long seed, List<Instrument> instruments, Duration period, EventSink sink, long nowUs) {
        this.walk = new Walk(seed, instruments);
        this.listings = instruments.stream()
                .map(instrument -> new Listing(NAME, instrument))
                .map(listing -> new ListingInfo(listing, listing.instrument().toString(), null, null, true, true))
                .toList();
        this.periodUs = period.toNanos() / 1_000;
        this.outgoing = new Outgoing(sink, counters);
        this.sinceUs = nowUs;
        this.report = describe(0);
    }

    @Override
    public void tick(long nowUs) {
        outgoing.settle();
        if (nowUs >= dueUs) {
            dueUs = dueUs + periodUs > nowUs ? dueUs + periodUs : nowUs + periodUs;
            List<MarketEvent> events = walk.step(nowUs);
            outgoing.send(events);
            counters.set(PollMetric.LAST_RECEIVED, nowUs / 1_000_000);
            report = describe(nowUs);
        }
    }

    private SourceReport describe(long nowUs) {
        return new SourceReport(
                NAME,
                nowUs == 0 ? State.CONNECTING : State.LIVE,
                sinceUs,
                nowUs,
                0,
                -1,
                -1,
                listings.size(),
                0,
                0,
                0,
                "none",
                "none",
                List.of(),
                List.of(),
                0,
                true,
                null);
    }

    @Override
    public SourceReport report() {
        return report;
    }

    @Override
    public List<ListingInfo> listings() {
        return listings;
    }

    @Override
    public List<Metric.Reading> read() {
        return counters.read();
    }

    /** Nothing is under way. */
    @Override
    public void close() {}
}
