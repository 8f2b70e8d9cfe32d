package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** Changes in the stream, numbered {@code U} to {@code u}; the state, as far as it was asked for, over REST. */
final class Binance implements Decoder {
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
        heard.book(symbol)
                .state(Extent.PART)
                .numbers(0, answer.at("lastUpdateId").number())
                .rows(answer.at("bids"), answer.at("asks"));
    }
}
