package io.quotewire.app.books;

import io.quotewire.model.Extent;
import java.util.HashMap;
import java.util.Map;

/**
 * Changes in the stream and the whole state over REST, both with a stamp of microseconds. The stamps order messages and
 * cannot show that one is missing: so each that is later than the one before is taken to follow it.
 */
final class Bitstamp implements Decoder {
    private static final String CHANNEL = "diff_order_book_";

    private final Map<String, Long> before = new HashMap<>();

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void message(Json message, Heard heard) {
        if (!message.at("event").is("data") || !message.at("channel").text().startsWith(CHANNEL)) {
            return;
        }
        String symbol = message.at("channel").text().substring(CHANNEL.length());
        Json data = message.at("data");
        long stamp = data.at("microtimestamp").number();
        long previous = before.getOrDefault(symbol, Long.MAX_VALUE);
        boolean follows = stamp > previous;
        before.merge(symbol, stamp, Math::max);
        heard.book(symbol)
                .atUs(stamp)
                .numbers(follows ? previous + 1 : stamp, stamp)
                .rows(data.at("bids"), data.at("asks"));
    }

    @Override
    public void answer(String symbol, Json answer, Heard heard) {
        long stamp = answer.at("microtimestamp").number();
        heard.book(symbol).state(Extent.WHOLE).atUs(stamp).numbers(0, stamp).rows(answer.at("bids"), answer.at("asks"));
    }
}
