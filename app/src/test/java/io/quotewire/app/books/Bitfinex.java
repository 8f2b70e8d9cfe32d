package io.quotewire.app.books;

import io.quotewire.model.Extent;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays that begin with the number of a channel, whose symbol only the confirmation names, and end with the place of the
 * message on the connection (flag 65536). A level is price, number of orders and amount, of which the sign tells the side.
 */
final class Bitfinex implements Decoder {
    private static final Extent HUNDRED = Extent.window(100);

    private final Map<String, String> books = new HashMap<>();

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void message(Json message, Heard heard) {
        if (message.at("event").is("subscribed") && message.at("channel").is("book")) {
            books.put(message.at("chanId").text(), message.at("symbol").text());
        }
        if (message.items().isEmpty()) {
            return;
        }
        heard.place(message.last().number());
        String symbol = books.get(message.item(0).text());
        Json said = message.item(1);
        if (symbol == null || said.items().isEmpty()) {
            return; // Another channel, or a heartbeat.
        }
        Draft draft = heard.book(symbol);
        if (said.item(0).items().isEmpty()) {
            level(said, draft);
        } else {
            draft.state(HUNDRED);
            said.items().forEach(row -> level(row, draft));
        }
    }

    private static void level(Json row, Draft draft) {
        String price = row.item(0).text();
        String amount = row.item(2).text();
        boolean bid = !amount.startsWith("-");
        if (row.item(1).is("0")) {
            draft.noLevel(bid, price);
        } else {
            draft.level(bid, price, bid ? amount : amount.substring(1));
        }
    }
}
