package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** Changes in the stream, numbered {@code U} to {@code u}; the best of the state over REST. */
final class Gate implements Decoder {
    private static final Extent BEST = Extent.part(100);

    @Override
    public void message(Json message, Heard heard) {
        if (!message.at("channel").is("spot.order_book_update")
                || !message.at("event").is("update")) {
            return;
        }
        Json result = message.at("result");
        heard.book(result.at("s").text())
                .atMs(result.at("t").number())
                .numbers(result.at("U").number(), result.at("u").number())
                .rows(result.at("b"), result.at("a"));
    }

    @Override
    public void answer(String symbol, Json answer, Heard heard) {
        heard.book(symbol).state(BEST).numbers(0, answer.at("id").number()).rows(answer.at("bids"), answer.at("asks"));
    }
}
