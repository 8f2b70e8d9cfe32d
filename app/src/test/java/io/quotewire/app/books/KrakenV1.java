package io.quotewire.app.books;

import io.quotewire.model.Extent;
import java.util.List;

/**
 * Arrays of channel number, one object or two, channel and pair. A state ({@code as}, {@code bs}) comes first; changes
 * ({@code a}, {@code b}) carry a checksum in their last object. A level that comes back into sight is sent again, marked
 * {@code r}, and read like any other.
 */
final class KrakenV1 implements Decoder {
    @Override
    public void message(Json message, Heard heard) {
        int size = message.items().size();
        if (size < 4 || !message.item(size - 2).text().startsWith("book-")) {
            return;
        }
        List<Json> parts = message.items().subList(1, size - 2);
        Draft draft = heard.book(message.last().text());
        if (parts.getFirst().has("as")) {
            String depth = message.item(size - 2).text().substring("book-".length());
            draft.state(Extent.window(Integer.parseInt(depth)));
        }
        for (Json part : parts) {
            draft.rows(part.at("bs"), part.at("as")).rows(part.at("b"), part.at("a"));
            if (part.has("c")) {
                draft.checksum(new KrakenChecksum(part.at("c").number()));
            }
        }
    }
}
