package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.Tree.text;

import io.quotewire.model.Decimal;
import io.quotewire.model.Decimals;
import io.quotewire.model.Listing;
import io.quotewire.model.ListingInfo;
import io.quotewire.model.MarketEvent;
import io.quotewire.model.MarketEvent.Quote;
import io.quotewire.model.MarketEvent.Ticker;
import io.quotewire.model.MarketEvent.Trade;
import io.quotewire.model.Side;
import io.quotewire.venue.frame.BookMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What recorded messages mean, read with Jackson and without any of the code under test but the event types. */
final class Oracle {
    private static final String[] OKX_FIGURES = {
        "last", "bidPx", "bidSz", "askPx", "askSz", "open24h", "high24h", "low24h", "vol24h"
    };
    private static final String[] BINANCE_FIGURES = {"c", "b", "B", "a", "A", "o", "h", "l", "v"};

    private final Map<String, Listing> symbols;

    Oracle(Map<String, Listing> symbols) {
        this.symbols = symbols;
    }

    /** The symbol of a message of our channels, empty for any other message. */
    static String symbol(Object message) {
        String okx = text(message, "arg", "channel");
        if (List.of("tickers", "bbo-tbt", "trades").contains(okx) && Tree.at(message, "data") != null) {
            return text(message, "arg", "instId");
        }
        String stream = text(message, "stream");
        if (stream.isEmpty()) {
            String kraken = KrakenOracle.symbol(message);
            return kraken.isEmpty() ? CoinbaseOracle.symbol(message) : kraken;
        }
        boolean ours = stream.endsWith("@ticker") || stream.endsWith("@bookTicker") || stream.endsWith("@trade");
        return ours ? text(message, "data", "s") : "";
    }

    /** The events of a message, none if its symbol is none of ours. */
    List<MarketEvent> events(Object message) {
        Listing listing = symbols.get(symbol(message));
        if (listing == null) {
            return List.of();
        }
        if (!KrakenOracle.symbol(message).isEmpty()) {
            return KrakenOracle.events(message, listing);
        }
        if (!CoinbaseOracle.symbol(message).isEmpty()) {
            return CoinbaseOracle.events(message, listing);
        }
        List<MarketEvent> events = new ArrayList<>();
        if (Tree.at(message, "arg") == null) {
            events.add(binance(listing, text(message, "stream"), Tree.at(message, "data")));
        } else {
            Tree.list(Tree.at(message, "data"))
                    .forEach(item -> events.add(okx(listing, text(message, "arg", "channel"), item)));
        }
        return events;
    }

    /** What a message says of books, none if its symbol is none of ours. */
    List<BookMessage> books(Object message, Map<Listing, ListingInfo> infos) {
        Listing listing = symbols.get(symbol(message));
        if (listing == null) {
            return List.of();
        }
        return KrakenOracle.symbol(message).isEmpty()
                ? CoinbaseOracle.books(message, listing)
                : KrakenOracle.books(message, listing, infos);
    }

    private static MarketEvent okx(Listing listing, String channel, Object item) {
        long tsUs = Long.parseLong(text(item, "ts")) * 1_000;
        return switch (channel) {
            case "tickers" -> ticker(listing, tsUs, item, OKX_FIGURES);
            case "bbo-tbt" -> {
                long sequence = text(item, "seqId").isEmpty() ? 0 : Long.parseLong(text(item, "seqId"));
                yield new Quote(
                        listing,
                        tsUs,
                        Lines.RECV_US,
                        false,
                        sequence,
                        decimal(text(item, "bids", 0, 0)),
                        decimal(text(item, "bids", 0, 1)),
                        decimal(text(item, "asks", 0, 0)),
                        decimal(text(item, "asks", 0, 1)));
            }
            default ->
                trade(listing, tsUs, text(item, "tradeId"), text(item, "side").equals("buy"), pair(item, "px", "sz"));
        };
    }

    private static MarketEvent binance(Listing listing, String stream, @Nullable Object item) {
        return switch (stream.substring(stream.indexOf('@'))) {
            case "@ticker" -> ticker(listing, Long.parseLong(text(item, "E")) * 1_000, item, BINANCE_FIGURES);
            case "@bookTicker" ->
                new Quote(
                        listing,
                        0,
                        Lines.RECV_US,
                        false,
                        Long.parseLong(text(item, "u")),
                        decimal(text(item, "b")),
                        decimal(text(item, "B")),
                        decimal(text(item, "a")),
                        decimal(text(item, "A")));
            default -> {
                long tsUs = Long.parseLong(text(item, "T")) * 1_000;
                yield trade(listing, tsUs, text(item, "t"), text(item, "m").equals("false"), pair(item, "p", "q"));
            }
        };
    }

    private static Ticker ticker(Listing listing, long tsUs, @Nullable Object item, String[] names) {
        Decimal[] figures =
                Arrays.stream(names).map(name -> decimal(text(item, name))).toArray(Decimal[]::new);
        return new Ticker(listing, tsUs, Lines.RECV_US, false, Decimals.of(figures));
    }

    private static Trade trade(Listing listing, long tsUs, String id, boolean buy, List<Decimal> priceAndSize) {
        Side side = buy ? Side.BUY : Side.SELL;
        Decimal price = priceAndSize.getFirst();
        Decimal size = priceAndSize.getLast();
        return new Trade(listing, tsUs, Lines.RECV_US, false, id, Long.parseLong(id), side, price, size, false);
    }

    private static List<Decimal> pair(@Nullable Object item, String price, String size) {
        return List.of(Decimal.parse(text(item, price)), Decimal.parse(text(item, size)));
    }

    private static @Nullable Decimal decimal(String text) {
        return text.isEmpty() ? null : Decimal.parse(text);
    }
}
