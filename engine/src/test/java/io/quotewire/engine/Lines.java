package io.quotewire.engine;

import io.quotewire.model.Candle;
import io.quotewire.model.Update;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.Gap;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.StatusChange;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.Trades;
import io.quotewire.model.Update.Value;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Updates as short lines, so that an assertion shows a story. */
final class Lines {
    private Lines() {}

    static String of(Update update) {
        String head = update.head().seq() + " " + update.head().source() + " "
                + update.head().status().text() + " ";
        return head
                + switch (update) {
                    case Value value -> (value.snapshot() ? "snapshot " : "value ") + data(value.data());
                    case StatusChange change ->
                        "status" + (change.was() == null ? "" : " was " + change.was()) + " (" + change.why() + ")"
                                + (change.data() == null ? "" : " " + data(change.data()));
                    case Update.Book book ->
                        (book.snapshot() ? "book " : "changes ") + book.bids() + book.asks() + " after " + book.prev();
                    case Gap gap -> "gap " + gap.missing() + " after " + gap.prev();
                    case Trades trades ->
                        "trades "
                                + trades.items().stream()
                                        .map(item -> item.seq() + "=" + item.id() + "@" + item.price())
                                        .collect(Collectors.joining(","))
                                + " after " + trades.prev();
                    case Update.ClosedCandle closed ->
                        "candle " + of(closed.candle()) + (closed.revised() ? " revised" : "")
                                + (closed.filled() ? " filled" : "") + " after " + closed.prev();
                    case Update.OpenCandle open -> "open " + of(open.candle()) + (open.partial() ? " partial" : "");
                };
    }

    static String of(Candle candle) {
        return "%d-%d %s %s %s %s v%s q%s n%d"
                .formatted(
                        candle.openUs() / 1_000_000,
                        candle.closeUs() / 1_000_000,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        candle.volume().toPlainString(),
                        candle.quoteVolume() == null
                                ? "?"
                                : candle.quoteVolume().toPlainString(),
                        candle.trades());
    }

    private static String data(@Nullable Data data) {
        return switch (data) {
            case null -> "none";
            case QuoteData quote -> quote.bid() + "/" + quote.ask();
            case TickerData ticker ->
                ticker.last() + " " + ticker.quote().bid() + "/"
                        + ticker.quote().ask() + " of " + ticker.open() + " " + ticker.change() + " "
                        + ticker.changePct() + "%";
            case Update.RateData rate -> rate.rate() + (rate.weekend() ? " weekend" : "");
            case Update.SourceData source -> source.report().toString();
            case Update.IndexData index ->
                data(index.data()) + " of " + String.join(",", index.constituents())
                        + (index.rejected().isEmpty() ? "" : " without " + index.rejected());
            case Update.ConvertedData converted ->
                data(converted.data()) + " by " + converted.path() + " " + converted.rate()
                        + (converted.weekend() ? " weekend" : "");
        };
    }
}
