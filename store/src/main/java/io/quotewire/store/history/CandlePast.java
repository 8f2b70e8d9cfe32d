package io.quotewire.store.history;

import io.quotewire.model.Update;
import java.util.List;

/**
 * Candles of one topic by when they open, each span of time once: what was said of it last.
 *
 * @param lost numbers of the topic that are not known any more, between the first and the last of these: any candle may have been
 *     among them
 * @param more whether there are further ones in the range, behind the last
 */
public record CandlePast(List<Update.ClosedCandle> candles, List<Item.Lost> lost, boolean more) {
    public CandlePast {
        candles = List.copyOf(candles);
        lost = List.copyOf(lost);
    }
}
