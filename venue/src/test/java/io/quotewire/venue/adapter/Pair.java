package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.Tree.text;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** One entry of a recorded list of instruments, by Jackson's reading; steps as they must print. */
@NullUnmarked
record Pair(String symbol, String tick, String lot, boolean trading) {
    /** All entries of a venue's list, whatever they are. */
    static List<Pair> all(String venue, Object list) {
        return switch (venue) {
            case "okx" -> pairs(Tree.at(list, "data"), Pair::okx);
            case "binance" -> pairs(Tree.at(list, "symbols"), Pair::binance);
            case "bybit" -> pairs(Tree.at(list, "result", "list"), Pair::bybit);
            case "kraken" ->
                Tree.map(Tree.at(list, "result")).values().stream()
                        .map(Pair::kraken)
                        .toList();
            case "coinbase" -> pairs(list, Pair::coinbase);
            case "coinbase-advanced" -> pairs(Tree.at(list, "products"), Pair::advanced);
            case "gate" -> pairs(list, Pair::gate);
            default -> throw new IllegalArgumentException("no reading of the list of " + venue);
        };
    }

    private static List<Pair> pairs(Object entries, Function<Object, Pair> pair) {
        return Tree.list(entries).stream().map(pair).toList();
    }

    private static Pair okx(Object entry) {
        boolean trading = text(entry, "state").equals("live");
        return new Pair(text(entry, "instId"), text(entry, "tickSz"), text(entry, "lotSz"), trading);
    }

    private static Pair binance(Object entry) {
        return new Pair(
                text(entry, "symbol"),
                filter(entry, "PRICE_FILTER", "tickSize"),
                filter(entry, "LOT_SIZE", "stepSize"),
                text(entry, "status").equals("TRADING"));
    }

    private static Pair bybit(Object entry) {
        return new Pair(
                text(entry, "symbol"),
                text(entry, "priceFilter", "tickSize"),
                text(entry, "lotSizeFilter", "basePrecision"),
                text(entry, "status").equals("Trading"));
    }

    private static Pair gate(Object entry) {
        return new Pair(
                text(entry, "id"),
                step(text(entry, "precision")),
                step(text(entry, "amount_precision")),
                !text(entry, "trade_status").equals("untradable"));
    }

    private static Pair coinbase(Object entry) {
        boolean halted = Stream.of("trading_disabled", "cancel_only", "post_only")
                .anyMatch(flag -> text(entry, flag).equals("true"));
        return new Pair(
                text(entry, "id"),
                text(entry, "quote_increment"),
                text(entry, "base_increment"),
                text(entry, "status").equals("online") && !halted);
    }

    private static Pair advanced(Object entry) {
        return new Pair(
                text(entry, "product_id"),
                text(entry, "price_increment"),
                text(entry, "base_increment"),
                text(entry, "status").equals("online"));
    }

    /** In 2021 there was no status yet. */
    private static Pair kraken(Object entry) {
        String symbol = text(entry, "wsname").replaceAll("\\bXBT\\b", "BTC").replaceAll("\\bXDG\\b", "DOGE");
        return new Pair(symbol, step(text(entry, "pair_decimals")), step(text(entry, "lot_decimals")), true);
    }

    private static String step(String places) {
        int zeros = Integer.parseInt(places) - 1;
        return zeros < 0 ? "1" : "0." + "0".repeat(zeros) + "1";
    }

    private static String filter(Object entry, String type, String name) {
        Stream<Object> filters = Tree.list(Tree.at(entry, "filters")).stream();
        return filters.filter(filter -> text(filter, "filterType").equals(type))
                .map(filter -> text(filter, name))
                .findFirst()
                .orElse("");
    }
}
