package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** Coinbase's older feed: a state first, then changes. Nothing is numbered. */
final class CoinbaseExchange implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        String symbol = message.at("product_id").text();
        switch (message.at("type").text()) {
            case "snapshot" -> heard.book(symbol).state(Extent.WHOLE).rows(message.at("bids"), message.at("asks"));
            case "l2update" -> {
                Draft draft = heard.book(symbol);
                for (Json change : message.at("changes").items()) {
                    draft.level(
                            change.item(0).is("buy"),
                            change.item(1).text(),
                            change.item(2).text());
                }
            }
            default -> {}
        }
    }
}
