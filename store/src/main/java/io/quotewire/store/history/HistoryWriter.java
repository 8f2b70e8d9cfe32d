package io.quotewire.store.history;

import io.quotewire.model.Update;
import io.quotewire.model.UpdateSink;

/**
 * Takes what shards tell, and sees to it that it is kept: every numbered update of the event topics that are kept, and of their
 * tickers a sample now and then.
 *
 * <p><b>Threads:</b> {@link #on} on those of the shards; it neither waits nor throws. Where the queue is full, what came is counted
 * as lost, and told so by a row when there is room again.
 */
public final class HistoryWriter implements UpdateSink {
    HistoryWriter() {}

    @Override
    public void on(Update update) {
        throw new UnsupportedOperationException();
    }
}
