package io.quotewire.gateway.tape;

import io.quotewire.model.Epoch;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.TradeItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some trades of one topic.
 *
 * @param trades in the order of their numbers; {@code holes} likewise
 * @param next where the next page begins, null where nothing of the range is left
 */
public record TradePage(
        List<Entry> trades, List<Hole> holes, @Nullable Mark next) {
    /** In place of a number that nobody knows. */
    public static final long UNKNOWN = -1;

    public TradePage {
        trades = List.copyOf(trades);
        holes = List.copyOf(holes);
    }

    /** A trade; its head tells epoch, source and receive time. */
    public record Entry(Head head, TradeItem item) {}

    /**
     * Items of the range that are not there.
     *
     * @param from the first of them, or {@link #UNKNOWN}; {@code to}, the last, likewise
     * @param missing how many trades that are, or {@link #UNKNOWN}
     * @param why {@code upstream}, {@code too_old} or {@code epoch}
     */
    public record Hole(Epoch epoch, long from, long to, long missing, String why) {}

    /** A place between two pages: the number of the next item. */
    public record Mark(Epoch epoch, long seq) {}
}
