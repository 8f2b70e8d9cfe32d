package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** A state first, then changes numbered {@code u}, one each; of {@code orderbook.1} each message is a state. */
final class Bybit implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        String[] topic = message.at("topic").text().split("\\.", -1);
        if (!topic[0].equals("orderbook")) {
            return;
        }
        Json data = message.at("data");
        long number = data.at("u").number();
        Draft draft =
                heard.book(data.at("s").text()).atMs(message.at("ts").number()).rows(data.at("b"), data.at("a"));
        if (message.at("type").is("snapshot")) {
            draft.state(Extent.window(Integer.parseInt(topic[1]))).numbers(0, number);
        } else {
            draft.numbers(number, number);
        }
    }
}
