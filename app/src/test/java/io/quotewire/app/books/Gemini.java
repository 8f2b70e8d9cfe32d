package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** A state first, which can be told from the changes behind it by the trades that it brings. Nothing is numbered. */
final class Gemini implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        if (!message.at("type").is("l2_updates")) {
            return;
        }
        Draft draft = heard.book(message.at("symbol").text());
        if (message.has("trades")) {
            draft.state(Extent.WHOLE);
        }
        for (Json change : message.at("changes").items()) {
            draft.level(
                    change.item(0).is("buy"),
                    change.item(1).text(),
                    change.item(2).text());
        }
    }
}
