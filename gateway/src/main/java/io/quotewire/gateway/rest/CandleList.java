package io.quotewire.gateway.rest;

import io.quotewire.gateway.candle.CandlePage;
import io.quotewire.gateway.wire.CandleText;
import io.quotewire.gateway.wire.JsonWriter;
import io.quotewire.model.Candle;
import io.quotewire.model.Listing;
import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.model.Update.OpenCandle;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A page of candles while it is filled; of two of one time that which came last counts. One owner. */
final class CandleList {
    private final CandleSpan span;
    private final TreeMap<Long, String> candles = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private boolean simulated;

    CandleList(CandleSpan span) {
        this.span = span;
    }

    private record Gap(CandleSpan of, String why) {}

    /** The venue's own. */
    void add(Candle candle, Listing of) {
        put(candle, json -> CandleText.closed(json, candle, false, true, of.venue()));
    }

    void add(ClosedCandle closed) {
        simulated |= closed.head().simulated();
        String source = closed.head().source();
        put(
                closed.candle(),
                json -> CandleText.closed(json, closed.candle(), closed.revised(), closed.filled(), source));
    }

    void add(@Nullable OpenCandle open) {
        if (open != null) {
            simulated |= open.head().simulated();
            put(
                    open.candle(),
                    json -> CandleText.open(
                            json, open.candle(), open.partial(), open.head().source()));
        }
    }

    /** A time of which we know that we do not know it. */
    void hole(CandlePage.Hole hole) {
        long fromUs = Math.max(hole.fromUs(), span.fromUs());
        long toUs = Math.min(hole.toUs(), span.toUs());
        if (fromUs < toUs) {
            gaps.add(new Gap(new CandleSpan(span.interval(), fromUs, toUs, span.limit(), span.newest()), "not seen"));
        }
    }

    /** What of the span nobody could tell. */
    void gap(CandleSpan of, String why) {
        gaps.add(new Gap(of, why));
    }

    private void put(Candle candle, Consumer<JsonWriter> text) {
        if (span.has(candle.openUs())) {
            JsonWriter json = new JsonWriter();
            text.accept(json);
            candles.put(candle.openUs(), json.toString());
        }
    }

    /** @param cursor makes one of the time where the next page begins */
    void write(JsonGenerator json, LongFunction<String> cursor) {
        boolean more = false;
        while (candles.size() > span.limit()) {
            more = !span.newest();
            var ignored = span.newest() ? candles.pollFirstEntry() : candles.pollLastEntry();
        }
        json.writeArrayPropertyStart("candles");
        candles.values().forEach(json::writeRawValue);
        json.writeEndArray();
        json.writeArrayPropertyStart("gaps");
        gaps.forEach(gap -> write(json, gap));
        json.writeEndArray();
        json.writeStringProperty("next", next(more, cursor));
        if (simulated) {
            json.writeBooleanProperty("simulated", true);
        }
    }

    /** Where the venue's own fill a page, what follows them may be missing. */
    private @Nullable String next(boolean more, LongFunction<String> cursor) {
        long reachUs = span.fromUs() + span.interval().us() * span.limit();
        if (more) {
            return cursor.apply(candles.lastKey() + span.interval().us());
        }
        return !span.newest() && reachUs < span.toUs() ? cursor.apply(reachUs) : null;
    }

    private static void write(JsonGenerator json, Gap gap) {
        json.writeStartObject();
        json.writeNumberProperty("from", gap.of().fromUs());
        json.writeNumberProperty("to", gap.of().toUs());
        json.writeStringProperty("why", gap.why());
        json.writeEndObject();
    }
}
