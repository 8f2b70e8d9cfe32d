package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.Tree.text;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import io.quotewire.venue.frame.BookMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** What Kraken's recorded messages mean, by Jackson's reading. */
@NullUnmarked
final class KrakenOracle {
    private KrakenOracle() {}

    /** The symbol of a message of our channels, empty for any other. */
    static String symbol(Object message) {
        boolean ours = List.of("ticker", "trade", "book").contains(text(message, "channel"))
                && Tree.at(message, "type") != null;
        return ours ? text(message, "data", 0, "symbol") : "";
    }

    static List<MarketEvent> events(Object message, Listing listing) {
        List<MarketEvent> events = new ArrayList<>();
        for (Object item : Tree.list(Tree.at(message, "data"))) {
            switch (text(message, "channel")) {
                case "ticker" -> events.add(ticker(item, listing));
                case "trade" ->
                    events.add(trade(item, listing, text(message, "type").equals("snapshot")));
                default -> {}
            }
        }
        return events;
    }

    static List<BookMessage> books(Object message, Listing listing, Map<Listing, ListingInfo> infos) {
        if (!text(message, "channel").equals("book")) {
            return List.of();
        }
        boolean snapshot = text(message, "type").equals("snapshot");
        return Tree.list(Tree.at(message, "data")).stream()
                .map(item -> new BookMessage(
                        listing,
                        micros(text(item, "timestamp")),
                        Lines.RECV_US,
                        false,
                        snapshot,
                        0,
                        0,
                        snapshot ? Extent.window(500) : Extent.WHOLE,
                        levels(Tree.at(item, "bids")),
                        levels(Tree.at(item, "asks")),
                        new KrakenTopTen(
                                Long.parseLong(text(item, "checksum")),
                                infos.get(listing).tickSize().places(),
                                infos.get(listing).lotSize().places())))
                .toList();
    }

    /** 0 for none. */
    static long micros(String time) {
        return time.isEmpty() ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    private static Levels levels(Object side) {
        List<Decimal> values = new ArrayList<>();
        for (Object level : Tree.list(side)) {
            values.add(Decimal.parse(text(level, "price")));
            values.add(Decimal.parse(text(level, "qty")));
        }
        return Levels.of(values.toArray(Decimal[]::new));
    }

    private static Ticker ticker(Object item, Listing listing) {
        Decimal last = Decimal.parse(text(item, "last"));
        Decimals figures = Decimals.of(
                last,
                Decimal.parse(text(item, "bid")),
                Decimal.parse(text(item, "bid_qty")),
                Decimal.parse(text(item, "ask")),
                Decimal.parse(text(item, "ask_qty")),
                last.minus(Decimal.parse(text(item, "change"))),
                Decimal.parse(text(item, "high")),
                Decimal.parse(text(item, "low")),
                Decimal.parse(text(item, "volume")));
        return new Ticker(listing, micros(text(item, "timestamp")), Lines.RECV_US, false, figures);
    }

    private static Trade trade(Object item, Listing listing, boolean late) {
        return new Trade(
                listing,
                micros(text(item, "timestamp")),
                Lines.RECV_US,
                false,
                text(item, "trade_id"),
                Long.parseLong(text(item, "trade_id")),
                text(item, "side").equals("buy") ? Side.BUY : Side.SELL,
                Decimal.parse(text(item, "price")),
                Decimal.parse(text(item, "qty")),
                late);
    }
}
