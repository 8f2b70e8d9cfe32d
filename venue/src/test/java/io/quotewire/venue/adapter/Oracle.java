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
import java.math.BigDecimal;
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

    private static final String[] BYBIT_FIGURES = {
        "lastPrice",
        "bid1Price",
        "bid1Size",
        "ask1Price",
        "ask1Size",
        "prevPrice24h",
        "highPrice24h",
        "lowPrice24h",
        "volume24h"
    };

    private static final String[] GATE_FIGURES = {
        "last", "highest_bid", "none", "lowest_ask", "none", "none", "high_24h", "low_24h", "base_volume"
    };

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
        if (!text(message, "topic").isEmpty()) {
            return bybitSymbol(text(message, "topic"), text(message, "type"));
        }
        if (text(message, "channel").startsWith("spot.")) {
            return gateSymbol(message);
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
        if (!text(message, "topic").isEmpty()) {
            bybit(listing, message, events);
        } else if (!text(message, "channel").isEmpty()) {
            events.add(gate(listing, message));
        } else if (Tree.at(message, "arg") == null) {
            events.add(binance(listing, text(message, "stream"), Tree.at(message, "data")));
        } else {
            Tree.list(Tree.at(message, "data"))
                    .forEach(item -> events.add(okx(listing, text(message, "arg", "channel"), item)));
        }
        return events;
    }

    /** Of what spot sends: neither deeper books nor what changed in a ticker. */
    private static String bybitSymbol(String topic, String type) {
        int dot = topic.lastIndexOf('.');
        boolean ours = List.of("tickers", "orderbook.1", "publicTrade").contains(topic.substring(0, dot));
        return ours && type.equals("snapshot") ? topic.substring(dot + 1) : "";
    }

    private static String gateSymbol(Object message) {
        boolean ours =
                List.of("spot.tickers", "spot.trades", "spot.book_ticker").contains(text(message, "channel"));
        boolean update = text(message, "event").equals("update");
        return ours && update ? text(message, "result", "currency_pair") + text(message, "result", "s") : "";
    }

    private static MarketEvent gate(Listing listing, Object message) {
        Object result = Tree.at(message, "result");
        return switch (text(message, "channel")) {
            case "spot.tickers" -> {
                String millis = text(message, "time_ms");
                long sentMs = Long.parseLong(millis.isEmpty() ? text(message, "time") + "000" : millis);
                yield ticker(listing, sentMs * 1_000, result, GATE_FIGURES);
            }
            case "spot.book_ticker" ->
                new Quote(
                        listing,
                        Long.parseLong(text(result, "t")) * 1_000,
                        Lines.RECV_US,
                        false,
                        Long.parseLong(text(result, "u")),
                        decimal(text(result, "b")),
                        decimal(text(result, "B")),
                        decimal(text(result, "a")),
                        decimal(text(result, "A")));
            default -> {
                long timeUs = new BigDecimal(text(result, "create_time_ms"))
                        .movePointRight(3)
                        .longValue();
                Side side = text(result, "side").equals("buy") ? Side.BUY : Side.SELL;
                yield named(listing, timeUs, text(result, "id"), side, pair(result, "price", "amount"));
            }
        };
    }

    private static void bybit(Listing listing, Object message, List<MarketEvent> events) {
        long tsUs = Long.parseLong(text(message, "ts")) * 1_000;
        Object data = Tree.at(message, "data");
        String topic = text(message, "topic");
        if (topic.startsWith("tickers.")) {
            events.add(ticker(listing, tsUs, data, BYBIT_FIGURES));
        } else if (topic.startsWith("orderbook.")) {
            events.add(new Quote(
                    listing,
                    tsUs,
                    Lines.RECV_US,
                    false,
                    Long.parseLong(text(data, "u")),
                    decimal(text(data, "b", 0, 0)),
                    decimal(text(data, "b", 0, 1)),
                    decimal(text(data, "a", 0, 0)),
                    decimal(text(data, "a", 0, 1))));
        } else {
            for (Object item : Tree.list(data)) {
                long timeUs = Long.parseLong(text(item, "T")) * 1_000;
                Side side = text(item, "S").equals("Buy") ? Side.BUY : Side.SELL;
                events.add(named(listing, timeUs, text(item, "i"), side, pair(item, "p", "v")));
            }
        }
    }

    /** A trade that has a name, but no number. */
    private static Trade named(Listing listing, long tsUs, String id, Side side, List<Decimal> priceAndSize) {
        Decimal price = priceAndSize.getFirst();
        Decimal size = priceAndSize.getLast();
        return new Trade(listing, tsUs, Lines.RECV_US, false, id, 0, side, price, size, false);
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
