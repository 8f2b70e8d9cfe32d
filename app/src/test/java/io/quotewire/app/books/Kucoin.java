package io.quotewire.app.books;

import io.quotewire.model.Extent;

/**
 * Changes in the stream, numbered {@code sequenceStart} to {@code sequenceEnd}; the whole state over REST. A price of 0 is a
 * change that concerns no level and still has its number.
 */
final class Kucoin implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        if (!message.at("subject").is("trade.l2update")) {
            return;
        }
        Json data = message.at("data");
        Draft draft = heard.book(data.at("symbol").text())
                .numbers(
                        data.at("sequenceStart").number(),
                        data.at("sequenceEnd").number());
        rows(true, data.at("changes", "bids"), draft);
        rows(false, data.at("changes", "asks"), draft);
    }

    @Override
    public void answer(String symbol, Json answer, Heard heard) {
        Json data = answer.at("data");
        heard.book(symbol)
                .state(Extent.WHOLE)
                .atMs(data.at("time").number())
                .numbers(0, data.at("sequence").number())
                .rows(data.at("bids"), data.at("asks"));
    }

    private static void rows(boolean bid, Json rows, Draft draft) {
        for (Json row : rows.items()) {
            if (!row.item(0).is("0")) {
                draft.level(bid, row.item(0).text(), row.item(1).text());
            }
        }
    }
}
