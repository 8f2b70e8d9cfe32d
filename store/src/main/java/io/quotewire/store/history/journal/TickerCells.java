package io.quotewire.store.history.journal;

import io.quotewire.model.Decimal;
import io.quotewire.model.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ticker as a row of numbers; what it was worked out from is not kept. */
public final class TickerCells {
    /** In their order. */
    public static final List<String> NAMES = List.of(
            "last",
            "bid",
            "bid_size",
            "ask",
            "ask_size",
            "open",
            "high",
            "low",
            "volume",
            "change",
            "change_pct",
            "quote_volume",
            "market_cap");

    private TickerCells() {}

    /** The ticker in {@code data}, whatever it is wrapped in; null where it is none. */
    public static Update.@Nullable TickerData of(Update.@Nullable Data data) {
        return switch (data) {
            case Update.TickerData ticker -> ticker;
            case Update.IndexData index -> of(index.data());
            case Update.ConvertedData converted -> of(converted.data());
            case null, default -> null;
        };
    }

    public static @Nullable Decimal[] cells(Update.TickerData ticker) {
        Update.QuoteData quote = ticker.quote();
        return new @Nullable Decimal[] {
            ticker.last(),
            quote.bid(),
            quote.bidSize(),
            quote.ask(),
            quote.askSize(),
            ticker.open(),
            ticker.high(),
            ticker.low(),
            ticker.volume(),
            ticker.change(),
            ticker.changePct(),
            ticker.quoteVolume(),
            ticker.marketCap()
        };
    }

    public static Update.TickerData ticker(@Nullable Decimal[] cells) {
        return new Update.TickerData(
                cells[0],
                new Update.QuoteData(cells[1], cells[2], cells[3], cells[4]),
                cells[5],
                cells[6],
                cells[7],
                cells[8],
                cells[9],
                cells[10],
                cells[11],
                cells[12]);
    }
}
