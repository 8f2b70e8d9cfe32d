package io.quotewire.gateway.rest;

import io.quotewire.gateway.past.Archive;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.store.history.CandlePast;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closed candles of the history, and the times between them of which it cannot know: before the first, and between two lives of the
 * gateway.
 *
 * @param span all that was asked for
 * @param lost whether some of what it knew is no more
 */
record CandlesPast(CandleSpan span, List<ClosedCandle> candles, List<CandleSpan> unknown, boolean lost) {
    /** @param then the epoch of what follows the span; null where nothing does */
    static CandlesPast read(Archive archive, Topic topic, CandleSpan span, @Nullable Epoch then) {
        CandlePast past = span.isEmpty() ? null : archive.candles(topic, span.fromUs(), span.toUs(), span.limit());
        return past == null
                ? new CandlesPast(span, List.of(), span.isEmpty() ? List.of() : List.of(span), false)
                : new CandlesPast(
                        span,
                        past.candles(),
                        unknown(span, past.candles(), then),
                        !past.lost().isEmpty());
    }

    private static List<CandleSpan> unknown(CandleSpan span, List<ClosedCandle> candles, @Nullable Epoch then) {
        List<CandleSpan> unknown = new ArrayList<>();
        long fromUs = span.fromUs();
        Epoch epoch = null;
        for (ClosedCandle candle : candles) {
            if (!candle.head().epoch().equals(epoch) && candle.candle().openUs() > fromUs) {
                unknown.add(span.part(fromUs, candle.candle().openUs()));
            }
            epoch = candle.head().epoch();
            fromUs = candle.candle().closeUs();
        }
        if (span.toUs() > fromUs && (epoch == null || !epoch.equals(then))) {
            unknown.add(span.part(fromUs, span.toUs()));
        }
        return unknown;
    }

    /** How many candles are not known. */
    long missing() {
        return unknown.stream().mapToLong(CandleSpan::candles).sum();
    }
}
