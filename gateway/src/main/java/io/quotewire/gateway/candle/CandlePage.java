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
 * @param holes times between them of which candles may be missing
 */
public record CandlePage(
        List<ClosedCandle> closed, @Nullable OpenCandle open, List<Hole> holes) {
    public CandlePage {
        closed = List.copyOf(closed);
        holes = List.copyOf(holes);
    }

    /** From the end of a candle to the beginning of another one. */
    public record Hole(long fromUs, long toUs) {}

    /** The venue that the newest is of, null where there is none. */
    public @Nullable String source() {
        return open != null
                ? open.head().source()
                : closed.isEmpty() ? null : closed.getLast().head().source();
    }
}
