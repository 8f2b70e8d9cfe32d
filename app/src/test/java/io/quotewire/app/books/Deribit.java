package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** A state first, then changes that name the number of the change before. A level begins with what has become of it. */
final class Deribit implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        Json data = message.at("params", "data");
        if (!message.at("params", "channel").text().startsWith("book.")) {
            return;
        }
        long number = data.at("change_id").number();
        Draft draft = heard.book(data.at("instrument_name").text())
                .atMs(data.at("timestamp").number());
        if (data.at("type").is("snapshot")) {
            draft.state(Extent.WHOLE).numbers(0, number);
        } else {
            draft.numbers(data.at("prev_change_id").number() + 1, number);
        }
        data.at("bids").items().forEach(level -> level(true, level, draft));
        data.at("asks").items().forEach(level -> level(false, level, draft));
    }

    private static void level(boolean bid, Json level, Draft draft) {
        String price = level.item(1).text();
        if (level.item(0).is("delete")) {
            draft.noLevel(bid, price);
        } else {
            draft.level(bid, price, level.item(2).text());
        }
    }
}
