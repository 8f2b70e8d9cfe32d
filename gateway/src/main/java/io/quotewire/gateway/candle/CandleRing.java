package io.quotewire.gateway.candle;

import io.quotewire.model.Update;
import io.quotewire.model.Update.ClosedCandle;
import io.quotewire.model.Update.OpenCandle;
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

    private final TreeMap<Long, ClosedCandle> closed = new TreeMap<>();
    private @Nullable OpenCandle open;

    /** Takes in what a candle topic says; what is no candle leaves everything as it is. */
    public void add(Update update) {
        switch (update) {
            case ClosedCandle candle -> {
                closed.put(candle.candle().openUs(), candle);
                if (open != null && open.candle().openUs() <= candle.candle().openUs()) {
                    open = null;
                }
                if (closed.size() > MOST) {
                    closed.pollFirstEntry();
                }
            }
            case OpenCandle candle -> open = candle;
            default -> {}
        }
    }

    /** The candle that grows, null where none does. */
    public @Nullable OpenCandle open() {
        return open;
    }

    public CandlePage read() {
        return new CandlePage(new ArrayList<>(closed.values()), open);
    }
}
