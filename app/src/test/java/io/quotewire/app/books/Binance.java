package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** Changes in the stream, numbered {@code U} to {@code u}; the state, as far as it was asked for, over REST. */
final class Binance implements Decoder {
    /** As many levels a side were asked for. */
    private static final int ASKED = 1_000;

    @Override
    public void message(Json message, Heard heard) {
        Json data = message.at("data");
        if (data.at("e").is("depthUpdate")) {
            heard.book(data.at("s").text())
                    .atMs(data.at("E").number())
                    .numbers(data.at("U").number(), data.at("u").number())
                    .rows(data.at("b"), data.at("a"));
        }
    }

    @Override
    public void answer(String symbol, Json answer, Heard heard) {
        Json bids = answer.at("bids");
        Json asks = answer.at("asks");
        boolean whole = bids.items().size() < ASKED && asks.items().size() < ASKED;
        heard.book(symbol)
                .state(whole ? Extent.WHOLE : Extent.PART)
                .numbers(0, answer.at("lastUpdateId").number())
                .rows(bids, asks);
    }
}
