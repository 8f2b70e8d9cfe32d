package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.KrakenOracle.micros;
import static io.quotewire.venue.adapter.Tree.text;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Extent;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** What recorded messages of Coinbase Exchange and of Advanced Trade mean, by Jackson's reading. */
@NullUnmarked
final class CoinbaseOracle {
    private static final List<String> TYPES = List.of("ticker", "match", "last_match", "snapshot", "l2update");
    private static final String[] FIGURES = {
        "price",
        "best_bid",
        "best_bid_size",
        "best_ask",
        "best_ask_size",
        "open_24h",
        "high_24h",
        "low_24h",
        "volume_24h"
    };

    private static final String[] ADVANCED_FIGURES = {
        "price",
        "best_bid",
        "best_bid_quantity",
        "best_ask",
        "best_ask_quantity",
        "none",
        "high_24_h",
        "low_24_h",
        "volume_24_h"
    };

    private CoinbaseOracle() {}

    /** The product of a message of our channels, empty for any other. */
    static String symbol(Object message) {
        return switch (text(message, "channel")) {
            case "ticker" -> text(message, "events", 0, "tickers", 0, "product_id");
            case "market_trades" -> text(message, "events", 0, "trades", 0, "product_id");
            case "l2_data" -> text(message, "events", 0, "product_id");
            default -> TYPES.contains(text(message, "type")) ? text(message, "product_id") : "";
        };
    }

    static List<MarketEvent> events(Object message, Listing listing) {
        if (Tree.at(message, "events") != null) {
            return advancedEvents(message, listing);
        }
        return switch (text(message, "type")) {
            case "ticker" -> List.of(ticker(message, listing, micros(text(message, "time")), FIGURES));
            case "match", "last_match" -> List.of(trade(message, listing, false));
            default -> List.of();
        };
    }

    static List<BookMessage> books(Object message, Listing listing) {
        if (Tree.at(message, "events") != null) {
            return advancedBooks(message, listing);
        }
        List<Object> bids = new ArrayList<>();
        List<Object> asks = new ArrayList<>();
        boolean snapshot = text(message, "type").equals("snapshot");
        if (snapshot) {
            bids.addAll(Tree.list(Tree.at(message, "bids")));
            asks.addAll(Tree.list(Tree.at(message, "asks")));
        } else if (text(message, "type").equals("l2update")) {
            for (Object change : Tree.list(Tree.at(message, "changes"))) {
                List<Object> rest = Tree.list(change).subList(1, 3);
                (text(change, 0).equals("buy") ? bids : asks).add(rest);
            }
        } else {
            return List.of();
        }
        return List.of(book(listing, text(message, "time"), snapshot, levels(bids), levels(asks)));
    }

    private static List<MarketEvent> advancedEvents(Object message, Listing listing) {
        List<MarketEvent> events = new ArrayList<>();
        long tsUs = micros(text(message, "timestamp"));
        for (Object event : Tree.list(Tree.at(message, "events"))) {
            if (Tree.at(event, "tickers") != null) {
                Tree.list(Tree.at(event, "tickers"))
                        .forEach(item -> events.add(ticker(item, listing, tsUs, ADVANCED_FIGURES)));
            }
            if (Tree.at(event, "trades") != null) {
                List<Object> trades = Tree.list(Tree.at(event, "trades"));
                boolean snapshot = text(event, "type").equals("snapshot");
                for (int i = trades.size() - 1; i >= 0; i--) {
                    events.add(trade(trades.get(i), listing, snapshot && i > 0));
                }
            }
        }
        return events;
    }

    private static List<BookMessage> advancedBooks(Object message, Listing listing) {
        List<BookMessage> books = new ArrayList<>();
        for (Object event : Tree.list(Tree.at(message, "events"))) {
            if (Tree.at(event, "updates") != null) {
                List<Object> bids = new ArrayList<>();
                List<Object> asks = new ArrayList<>();
                for (Object update : Tree.list(Tree.at(event, "updates"))) {
                    List<Object> level = List.of(Tree.at(update, "price_level"), Tree.at(update, "new_quantity"));
                    (text(update, "side").equals("bid") ? bids : asks).add(level);
                }
                boolean snapshot = text(event, "type").equals("snapshot");
                books.add(book(listing, text(message, "timestamp"), snapshot, levels(bids), levels(asks)));
            }
        }
        return books;
    }

    private static BookMessage book(Listing listing, String time, boolean snapshot, Levels bids, Levels asks) {
        long tsUs = micros(time);
        return new BookMessage(
                listing, Math.max(0, tsUs), Lines.RECV_US, false, snapshot, 0, 0, Extent.WHOLE, bids, asks, null);
    }

    private static Levels levels(List<Object> pairs) {
        return Levels.of(pairs.stream()
                .flatMap(pair -> Tree.list(pair).stream())
                .map(value -> Decimal.parse(((Tree.Leaf) value).text()))
                .toArray(Decimal[]::new));
    }

    private static Ticker ticker(Object item, Listing listing, long tsUs, String[] names) {
        Decimal[] figures = Arrays.stream(names)
                .map(name -> text(item, name))
                .map(value -> value.isEmpty() ? null : Decimal.parse(value))
                .toArray(Decimal[]::new);
        return new Ticker(listing, tsUs, Lines.RECV_US, false, Decimals.of(figures));
    }

    /** The side that is printed is the maker's. */
    private static Trade trade(Object item, Listing listing, boolean late) {
        return new Trade(
                listing,
                micros(text(item, "time")),
                Lines.RECV_US,
                false,
                text(item, "trade_id"),
                Long.parseLong(text(item, "trade_id")),
                text(item, "side").equalsIgnoreCase("sell") ? Side.BUY : Side.SELL,
                Decimal.parse(text(item, "price")),
                Decimal.parse(text(item, "size")),
                late);
    }
}
