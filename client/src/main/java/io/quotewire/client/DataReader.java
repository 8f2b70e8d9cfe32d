package io.quotewire.client;

import io.quotewire.model.Candle;
import io.quotewire.model.Decimal;
import io.quotewire.model.Side;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the {@code data} of a message. Stateless; any thread. All refuse with {@link MalformedMessage} what a value of
 * their kind cannot be.
 */
final class DataReader {
    private DataReader() {}

    /** The value of a topic; null where there is none, or where the kind has no whole value. */
    static @Nullable Data data(Topic.Kind kind, @Nullable Fields data) {
        return switch (kind) {
            case TICKER -> ticker(data);
            case QUOTE -> quote(data);
            case FX -> rate(data);
            default -> null;
        };
    }

    static @Nullable TickerData ticker(@Nullable Fields data) {
        QuoteData quote = quote(data);
        if (data == null || quote == null) {
            return null;
        }
        return new TickerData(
                data.decimalOrNull("last"),
                quote,
                data.decimalOrNull("open_24h"),
                data.decimalOrNull("high_24h"),
                data.decimalOrNull("low_24h"),
                data.decimalOrNull("volume_24h"),
                data.decimalOrNull("change_24h"),
                data.decimalOrNull("change_pct_24h"),
                data.decimalOrNull("volume_quote_24h"),
                data.decimalOrNull("market_cap"));
    }

    static @Nullable QuoteData quote(@Nullable Fields data) {
        if (data == null) {
            return null;
        }
        return new QuoteData(
                data.decimalOrNull("bid"),
                data.decimalOrNull("bid_size"),
                data.decimalOrNull("ask"),
                data.decimalOrNull("ask_size"));
    }

    static @Nullable RateData rate(@Nullable Fields data) {
        if (data == null) {
            return null;
        }
        return new RateData(positive(data, "rate"), data.flag("weekend"), data.textOrNull("attribution"));
    }

    static Message.@Nullable SourceState source(@Nullable Fields data) {
        if (data == null) {
            return null;
        }
        return new Message.SourceState(
                data.text("state"),
                data.countOr("since", 0),
                data.countOr("last_recv", 0),
                data.count("messages_per_s"),
                data.count("reconnects"),
                data.count("gaps"),
                data.textOrNull("why"));
    }

    /** What a value was made of, null where a venue says it itself. No value is both a median and a conversion. */
    static Message.@Nullable Derivation derivation(@Nullable Fields data) {
        Fields fx = data == null ? null : data.objectOrNull("fx");
        if (fx != null) {
            return new Message.Conversion(
                    fx.text("path"), positive(fx, "rate"), fx.counts("legs_ts"), fx.flag("weekend"));
        }
        if (data == null || !data.has("constituents")) {
            return null;
        }
        List<Rejected> rejected = data.objects("rejected").stream()
                .map(one -> new Rejected(one.text("source"), one.text("why")))
                .toList();
        return new Message.Median(data.texts("constituents"), rejected);
    }

    static TradeItem trade(Fields item) {
        Side side = switch (item.text("side")) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw Fields.wrong("side");
        };
        return new TradeItem(
                item.count("seq"),
                item.text("id"),
                side,
                item.decimal("price"),
                item.decimal("size"),
                item.countOr("ts", 0),
                item.flag("late"),
                item.flag("suspect"));
    }

    /** @param closed whether it has ended, which it must say itself: one that grows is never taken for an ended one */
    static Candle candle(Fields data, boolean closed) {
        long openUs = data.count("open_ts");
        long closeUs = data.count("close_ts");
        if (closeUs <= openUs) {
            throw Fields.wrong("close_ts");
        }
        if (!data.has("closed") || data.flag("closed") != closed) {
            throw Fields.wrong("closed");
        }
        Candle candle = new Candle(
                openUs,
                closeUs,
                data.decimal("open"),
                data.decimal("high"),
                data.decimal("low"),
                data.decimal("close"),
                data.sum("volume"),
                data.sumOrNull("quote_volume"),
                data.countOr("trades", Candle.UNKNOWN));
        if (!candle.isSound()) {
            throw new MalformedMessage("the prices of a candle contradict each other");
        }
        return candle;
    }

    private static Decimal positive(Fields fields, String name) {
        Decimal value = fields.decimal(name);
        if (value.signum() <= 0) {
            throw Fields.wrong(name);
        }
        return value;
    }
}
