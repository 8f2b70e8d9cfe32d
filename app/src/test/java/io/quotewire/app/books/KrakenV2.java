package io.quotewire.app.books;

import io.quotewire.model.Extent;
import java.math.BigDecimal;

/**
 * A state first, then changes, each with a checksum. Prices and quantities are numbers, and the checksum is made of their
 * digits, trailing zeros included: where a recording has lost those, the pair's precision brings them back.
 */
final class KrakenV2 implements Decoder {
    private static final Extent TEN = Extent.window(10);
    private static final int AS_SENT = -1;

    private final int pricePlaces;
    private final int sizePlaces;

    KrakenV2() {
        this(AS_SENT, AS_SENT);
    }

    KrakenV2(int pricePlaces, int sizePlaces) {
        this.pricePlaces = pricePlaces;
        this.sizePlaces = sizePlaces;
    }

    @Override
    public void message(Json message, Heard heard) {
        if (!message.at("channel").is("book")) {
            return;
        }
        for (Json book : message.at("data").items()) {
            Draft draft = heard.book(book.at("symbol").text());
            if (message.at("type").is("snapshot")) {
                draft.state(TEN);
            }
            book.at("bids").items().forEach(level -> level(true, level, draft));
            book.at("asks").items().forEach(level -> level(false, level, draft));
            draft.checksum(new KrakenChecksum(book.at("checksum").number()));
        }
    }

    private void level(boolean bid, Json level, Draft draft) {
        draft.level(
                bid,
                padded(level.at("price").text(), pricePlaces),
                padded(level.at("qty").text(), sizePlaces));
    }

    private static String padded(String number, int places) {
        return places == AS_SENT
                ? number
                : new BigDecimal(number).setScale(places).toPlainString();
    }
}
