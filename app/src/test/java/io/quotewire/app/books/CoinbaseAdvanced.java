package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** Coinbase's newer feed: a state first, then changes; numbered is the whole connection. */
final class CoinbaseAdvanced implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        heard.place(message.at("sequence_num").number());
        if (!message.at("channel").is("l2_data")) {
            return;
        }
        for (Json event : message.at("events").items()) {
            Draft draft = heard.book(event.at("product_id").text());
            if (event.at("type").is("snapshot")) {
                draft.state(Extent.WHOLE);
            }
            for (Json level : event.at("updates").items()) {
                boolean bid = level.at("side").is("bid");
                draft.level(
                        bid,
                        level.at("price_level").text(),
                        level.at("new_quantity").text());
            }
        }
    }
}
