package io.quotewire.venue.poll;

import io.quotewire.model.ListingInfo;
import io.quotewire.model.Metric;
import io.quotewire.model.SourceReport;
import java.util.List;

/**
 * Something that tells market events at a pace of its own.
 *
 * <p><b>Threads:</b> {@link #tick} and {@link #close} are the event loop's, the rest is for any.
 */
public interface PacedSource extends Metric.Source {
    /** Does what is due; short, and never blocking. */
    void tick(long nowUs);

    /** How it fares, as of the last tick or answer. */
    SourceReport report();

    /** What it has prices of; empty for one whose values are no listing's topics. */
    List<ListingInfo> listings();

    /** Ends what is under way, for good. */
    void close();
}
