package io.quotewire.store.history.segment;

import io.quotewire.model.Epoch;

/**
 * What there is of one topic in one epoch.
 *
 * @param from its smallest number; {@code to} is its largest
 * @param firstUs when the first of it reached us, by the heads that say; {@link Long#MAX_VALUE} where none does
 * @param lastUs when the last did; {@link Long#MIN_VALUE} where none says
 * @param firstOpenUs of candles, when the first opens; {@link Long#MAX_VALUE} where there is none
 * @param lastOpenUs when the last opens; {@link Long#MIN_VALUE} where there is none
 */
public record Span(
        Epoch epoch, long from, long to, long firstUs, long lastUs, long firstOpenUs, long lastOpenUs, long rows) {
    /** Both together. */
    public Span with(Span other) {
        return new Span(
                epoch,
                Math.min(from, other.from),
                Math.max(to, other.to),
                Math.min(firstUs, other.firstUs),
                Math.max(lastUs, other.lastUs),
                Math.min(firstOpenUs, other.firstOpenUs),
                Math.max(lastOpenUs, other.lastOpenUs),
                rows + other.rows);
    }
}
