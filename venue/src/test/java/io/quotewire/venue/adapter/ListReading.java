package io.quotewire.venue.adapter;

import static io.quotewire.venue.adapter.Tree.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/** Where a venue's recorded list of instruments says what, read with Jackson: the second opinion of these tests. */
@NullUnmarked
record ListReading(
        List<Object> path,
        String symbolField,
        Function<Object, String> tickOf,
        Function<Object, String> lotOf,
        Function<Object, Boolean> tradingOf) {

    static ListReading of(String venue) {
        return switch (venue) {
            case "okx" ->
                new ListReading(
                        List.of("data"),
                        "instId",
                        entry -> text(entry, "tickSz"),
                        entry -> text(entry, "lotSz"),
                        entry -> text(entry, "state").equals("live"));
            case "binance" ->
                new ListReading(
                        List.of("symbols"),
                        "symbol",
                        entry -> filter(entry, "PRICE_FILTER", "tickSize"),
                        entry -> filter(entry, "LOT_SIZE", "stepSize"),
                        entry -> text(entry, "status").equals("TRADING"));
            case "bybit" ->
                new ListReading(
                        List.of("result", "list"),
                        "symbol",
                        entry -> text(entry, "priceFilter", "tickSize"),
                        entry -> text(entry, "lotSizeFilter", "basePrecision"),
                        entry -> text(entry, "status").equals("Trading"));
            default ->
                new ListReading(
                        List.of(),
                        "id",
                        entry -> step(text(entry, "precision")),
                        entry -> step(text(entry, "amount_precision")),
                        entry -> !text(entry, "trade_status").equals("untradable"));
        };
    }

    List<Object> entries(Object tree) {
        return Tree.list(Tree.at(tree, path.toArray()));
    }

    String symbol(Object entry) {
        return text(entry, symbolField);
    }

    String tick(Object entry) {
        return tickOf.apply(entry);
    }

    String lot(Object entry) {
        return lotOf.apply(entry);
    }

    boolean trading(Object entry) {
        return tradingOf.apply(entry);
    }

    private static String step(String places) {
        return BigDecimal.ONE.movePointLeft(Integer.parseInt(places)).toPlainString();
    }

    private static String filter(Object entry, String type, String name) {
        return Tree.list(Tree.at(entry, "filters")).stream()
                .filter(filter -> text(filter, "filterType").equals(type))
                .map(filter -> text(filter, name))
                .findFirst()
                .orElseThrow();
    }
}
