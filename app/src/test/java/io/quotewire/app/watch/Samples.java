package io.quotewire.app.watch;

import io.quotewire.client.Message;
import io.quotewire.model.Decimal;
import io.quotewire.model.Epoch;
import io.quotewire.model.Instrument;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update.Head;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.TickerData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Boards to look at, at a time of their own. */
final class Samples {
    /** 2024-11-20 15:03:20 UTC. */
    static final long NOW_US = 1_732_115_000_000_000L;

    static final Instrument BTC = Instrument.parse("BTC-USDT");
    static final Instrument ETH = Instrument.parse("ETH-USDT");
    static final Instrument XRP = Instrument.parse("XRP-USDT");
    static final Instrument SOL = Instrument.parse("SOL-USDT");

    private Samples() {}

    /** Four instruments of two venues: one has risen, one has fallen, one is stale, one has no value. */
    static Board market() {
        Board board = new Board();
        board.want(List.of(BTC, ETH, XRP, SOL));
        board.link(new Link.Up(true));
        long before = NOW_US - 60_000_000;
        board.take(ticker(BTC, "okx", Status.LIVE, before, data("67250.00", "+1", "1", "1910000000")), before);
        board.take(ticker(ETH, "okx", Status.LIVE, before, data("3112.50", "0", "0", "1")), before);
        long now = NOW_US - 100_000;
        board.take(
                ticker(BTC, "okx", Status.LIVE, now - 20_000, data("67250.10", "1056.25", "1.60", "1910000000")), now);
        long older = NOW_US - 300_000;
        board.take(ticker(ETH, "okx", Status.LIVE, older, data("3112.44", "-13.10", "-0.42", "812345.6")), older);
        board.take(
                ticker(XRP, "binance", Status.STALE, NOW_US - 14_200_000, data("0.5231", "0.0021", "0.40", "94")),
                NOW_US);
        board.take(ticker(SOL, "best", Status.DOWN, 0, null), NOW_US);
        return board;
    }

    static Message.Ticker ticker(
            Instrument instrument, String source, Status status, long recvUs, @Nullable TickerData data) {
        Topic topic = new Topic(Topic.Kind.TICKER, Topic.BEST, instrument);
        Head head = new Head(topic, Epoch.parse("m3q0jrnk"), 7, recvUs, recvUs, source, status, true);
        return new Message.Ticker(head, Message.Form.UPDATE, data);
    }

    static Message.Ticker last(Instrument instrument, String last) {
        return ticker(instrument, "okx", Status.LIVE, NOW_US, data(last, "0", "0", "1"));
    }

    static TickerData data(String last, String change, String percent, String volume) {
        Decimal price = Decimal.parse(last);
        return new TickerData(
                price,
                new QuoteData(price, Decimal.parse("1"), price, Decimal.parse("1")),
                null,
                null,
                null,
                Decimal.parse(volume),
                Decimal.parse(change.replace("+", "")),
                Decimal.parse(percent));
    }
}
