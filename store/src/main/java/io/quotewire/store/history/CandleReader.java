package io.quotewire.store.history;

import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import io.quotewire.store.history.journal.Row;
import io.quotewire.store.history.segment.Span;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads candles by when they open, over all parts: of each span of time the last word. One thread. */
final class CandleReader {
    private CandleReader() {}

    static CandlePast read(ShelfView view, Topic topic, long fromUs, long untilUs, int limit)
            throws SQLException, IOException {
        TreeMap<Long, Update.ClosedCandle> newest = new TreeMap<>();
        for (Part part : view.parts()) {
            if (part.state() != Part.State.ASIDE && opens(part, topic, fromUs, untilUs)) {
                for (Update.ClosedCandle candle : view.reader(part).candles(topic, fromUs, untilUs, limit + 1)) {
                    newest.merge(candle.candle().openUs(), candle, CandleReader::later);
                }
            }
        }
        List<Update.ClosedCandle> candles =
                newest.values().stream().limit(limit).toList();
        return new CandlePast(candles, lost(view, topic, candles), newest.size() > limit);
    }

    private static boolean opens(Part part, Topic topic, long fromUs, long untilUs) {
        return part.contents().of(topic).stream()
                .anyMatch(span -> span.lastOpenUs() >= fromUs && span.firstOpenUs() < untilUs);
    }

    private static Update.ClosedCandle later(Update.ClosedCandle one, Update.ClosedCandle other) {
        return mark(one).compareTo(mark(other)) > 0 ? one : other;
    }

    private static Mark mark(Update.ClosedCandle candle) {
        return new Mark(candle.head().epoch(), candle.head().seq());
    }

    private static List<Item.Lost> lost(ShelfView view, Topic topic, List<Update.ClosedCandle> candles)
            throws SQLException, IOException {
        List<Item.Lost> lost = new ArrayList<>();
        if (candles.isEmpty()) {
            return lost;
        }
        Mark first =
                candles.stream().map(CandleReader::mark).min(Mark::compareTo).orElseThrow();
        Mark last =
                candles.stream().map(CandleReader::mark).max(Mark::compareTo).orElseThrow();
        for (Part part : view.parts()) {
            for (Span span : part.contents().of(topic)) {
                boolean inside = new Mark(span.epoch(), span.to()).compareTo(first) >= 0
                        && new Mark(span.epoch(), span.from()).compareTo(last) <= 0;
                if (inside && part.state() == Part.State.ASIDE) {
                    lost.add(new Item.Lost(span.epoch(), span.from(), span.to(), Item.Why.CORRUPT));
                } else if (inside) {
                    for (Row.Loss loss : view.reader(part).losses(topic, span.epoch(), span.from(), span.to())) {
                        lost.add(new Item.Lost(loss.epoch(), loss.from(), loss.to(), Item.Why.WRITER));
                    }
                }
            }
        }
        return lost;
    }
}
