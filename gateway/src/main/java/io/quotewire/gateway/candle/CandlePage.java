package io.quotewire.gateway.candle;

import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.model.Update.OpenCandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one candle topic.
 *
 * @param closed the newest word on each span of time, in the order of these
 * @param open the candle that grows, null where none does
 */
public record CandlePage(
        List<ClosedCandle> closed, @Nullable OpenCandle open) {
    public CandlePage {
        closed = List.copyOf(closed);
    }

    /** The venue that the newest is of, null where there is none. */
    public @Nullable String source() {
        return open != null
                ? open.head().source()
                : closed.isEmpty() ? null : closed.getLast().head().source();
    }
}
