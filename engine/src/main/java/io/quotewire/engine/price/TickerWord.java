package io.quotewire.engine.price;

import io.quotewire.model.Decimal;
import io.quotewire.model.MarketEvent.Figure;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.Update.QuoteData;
import org.jspecify.annotations.Nullable;

/**
 * A ticker with each of its figures made an object once, in the groups in which they are judged.
 *
 * @param last null where it says none
 * @param quote null where it says neither side
 */
public record TickerWord(
        Ticker event, @Nullable Decimal last, @Nullable QuoteData quote, Figures figures) {
    public static TickerWord of(Ticker event) {
        Decimal bid = event.figure(Figure.BID);
        Decimal ask = event.figure(Figure.ASK);
        QuoteData quote = bid == null && ask == null
                ? null
                : new QuoteData(bid, event.figure(Figure.BID_SIZE), ask, event.figure(Figure.ASK_SIZE));
        Figures figures = new Figures(
                event.figure(Figure.OPEN),
                event.figure(Figure.HIGH),
                event.figure(Figure.LOW),
                event.figure(Figure.VOLUME),
                event.figure(Figure.QUOTE_VOLUME),
                event.figure(Figure.MARKET_CAP));
        return new TickerWord(event, event.figure(Figure.LAST), quote, figures);
    }

    /** What only the ticker channel knows. */
    public record Figures(
            @Nullable Decimal open,
            @Nullable Decimal high,
            @Nullable Decimal low,
            @Nullable Decimal volume,
            @Nullable Decimal quoteVolume,
            @Nullable Decimal marketCap) {
        static final Figures NONE = new Figures(null, null, null, null, null, null);
    }
}
