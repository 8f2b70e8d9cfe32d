package io.quotewire.gateway.candle;

import io.quotewire.model.Status;
import io.quotewire.model.Update;
import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.model.Update.OpenCandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last candles of one topic.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
public final class CandleRing {
    /** Four hours of minutes; one candle is some 300 bytes. */
    public static final int MOST = 240;

    private static final int MOST_HOLES = 16;

    private final TreeMap<Long, ClosedCandle> closed = new TreeMap<>();
    private final ArrayDeque<CandlePage.Hole> holes = new ArrayDeque<>(0);
    private @Nullable OpenCandle open;

    /** Where a time begins that is not known, -1 while there is none. */
    private long holeUs = -1;

    /** Takes in what a candle topic says; what is no candle leaves everything as it is. */
    public void add(Update update) {
        switch (update) {
            case ClosedCandle candle -> {
                end(candle.candle().openUs());
                closed.put(candle.candle().openUs(), candle);
                if (open != null && open.candle().openUs() <= candle.candle().openUs()) {
                    open = null;
                }
                if (closed.size() > MOST) {
                    closed.pollFirstEntry();
                }
            }
            case OpenCandle candle -> {
                end(candle.candle().openUs());
                open = candle;
            }
            case Update.Gap ignored -> begin();
            case Update.StatusChange change
            when change.head().status() == Status.CLOSED -> {
                open = null;
                begin();
            }
            default -> {}
        }
    }

    /** What follows the newest is not known. */
    private void begin() {
        if (holeUs < 0 && !closed.isEmpty()) {
            holeUs = closed.lastEntry().getValue().candle().closeUs();
        }
    }

    private void end(long openUs) {
        if (holeUs >= 0 && openUs > holeUs) {
            holes.add(new CandlePage.Hole(holeUs, openUs));
            if (holes.size() > MOST_HOLES) {
                holes.removeFirst();
            }
        }
        holeUs = openUs >= holeUs ? -1 : holeUs;
    }

    /** The candle that grows, null where none does. */
    public @Nullable OpenCandle open() {
        return open;
    }

    public CandlePage read() {
        return new CandlePage(new ArrayList<>(closed.values()), open, new ArrayList<>(holes));
    }
}
