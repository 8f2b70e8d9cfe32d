package io.quotewire.lab.check;

import io.quotewire.client.Message;
import io.quotewire.client.Message.Form;
import io.quotewire.lab.market.Happening.Quoted;
import io.quotewire.lab.market.Happening.Summed;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Side;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import io.quotewire.model.Update.TradeItem;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as a gateway makes them of what venues told, and changed digits. */
final class Told {
    static final Instrument BTC = Instrument.parse("BTC-USDT");
    static final Epoch EPOCH = new Epoch(1_000);
    static final Topic TICKER = new Topic(Topic.Kind.TICKER, "okx", BTC);
    static final Topic TRADE = new Topic(Topic.Kind.TRADE, "okx", BTC);
    static final long START_US = 1_767_323_045_000_000L;

    private Told() {}

    static Message.Gap gap(long seq, long missing) {
        return new Message.Gap(head(TRADE, "okx", seq), seq, missing, "upstream", null, null);
    }

    /** A new chain of trades begins. */
    static Message.Gap anew() {
        return new Message.Gap(headAnew(0), Message.NONE, Message.NONE, "epoch", null, null);
    }

    /** The first trade of it. */
    static Message.Trades anew(TradeItem item) {
        return new Message.Trades(headAnew(1), false, 0, List.of(item));
    }

    private static Head headAnew(long seq) {
        return new Head(TRADE, new Epoch(2_000), seq, 0, 0, "okx", Status.LIVE, true);
    }

    static Message.Still still(Topic topic, long seq) {
        return new Message.Still(head(topic, "okx", seq));
    }

    static Message.StatusChange status(Topic topic, long seq, Quoted quoted) {
        return new Message.StatusChange(head(topic, "okx", seq), Message.NONE, null, "silent", START_US, data(quoted));
    }

    static Message.Trades traded(Topic topic, long seq, Traded happened) {
        Head head = head(topic, happened.listing().venue(), seq);
        return new Message.Trades(head, false, seq - 1, List.of(item(seq, happened)));
    }

    /** The same trade fetched afterwards. */
    static Message.Trades late(Topic topic, long seq, Traded happened) {
        Head head = head(topic, happened.listing().venue(), seq);
        return new Message.Trades(head, false, seq - 1, List.of(item(seq, happened, true)));
    }

    static TradeItem item(long seq, Traded traded) {
        return item(seq, traded, false);
    }

    private static TradeItem item(long seq, Traded traded, boolean late) {
        return new TradeItem(
                seq,
                Long.toString(traded.number()),
                traded.side(),
                traded.price(),
                traded.size(),
                traded.tsUs(),
                late,
                false);
    }

    static Message.Quote quote(Topic topic, long seq, Form form, Quoted quoted) {
        return new Message.Quote(head(topic, quoted.listing().venue(), seq), form, data(quoted));
    }

    static QuoteData data(Quoted quoted) {
        return new QuoteData(quoted.bid(), quoted.bidSize(), quoted.ask(), quoted.askSize());
    }

    static Message.Ticker ticker(long seq, Summed summed, Quoted quoted, Decimal last) {
        TickerData data = tickerData(
                last,
                data(quoted),
                summed.day().open(),
                summed.day().high(),
                summed.day().low(),
                summed.day().volume());
        return new Message.Ticker(head(TICKER, "okx", seq), Form.UPDATE, data);
    }

    static TickerData tickerData(
            Decimal last, QuoteData quote, Decimal open, Decimal high, Decimal low, @Nullable Decimal volume) {
        Decimal change = last.minus(open);
        Decimal percent = change.shifted(2).dividedBy(open, 2, RoundingMode.HALF_UP);
        return new TickerData(last, quote, open, high, low, volume, change, percent);
    }

    static Head head(Topic topic, String source, long seq) {
        return new Head(topic, EPOCH, seq, 0, START_US, source, Status.LIVE, true);
    }

    static Side other(Side side) {
        return side == Side.BUY ? Side.SELL : Side.BUY;
    }

    /** One unit more in the last place. */
    static Decimal changed(Decimal value) {
        return value.minus(Decimal.of(-1, value.places(), value.places()));
    }

    /** The same with a zero more. */
    static Decimal longer(Decimal value) {
        return Decimal.of(value.mantissa(), value.scale(), value.places() + 1);
    }
}
