package io.quotewire.app.books;

import io.quotewire.model.Ladder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A channel of quotes that are numbered as the changes of the book are.
 *
 * <p>Binance's {@code bookTicker} has the number of the change that made the quote: the quote to compare with is the last one
 * not above the number of a change, and none that is older than the state. KuCoin's {@code ticker} is a sample: it can only
 * be compared with the change that has its number.
 */
final class NumberedQuotes implements Witness {
    private final Map<String, TreeMap<Long, Best>> quotes = new HashMap<>();
    private final boolean samples;

    private NumberedQuotes(boolean samples) {
        this.samples = samples;
    }

    static NumberedQuotes binance(String... files) {
        NumberedQuotes channel = new NumberedQuotes(false);
        for (String file : files) {
            for (String line : Recordings.lines(file)) {
                Json data = Json.read(line).at("data");
                channel.add(data.at("s").text(), data.at("u").number(), best(data, "b", "B", "a", "A"));
            }
        }
        return channel;
    }

    static NumberedQuotes kucoin(String file) {
        NumberedQuotes channel = new NumberedQuotes(true);
        for (String line : Recordings.lines(file)) {
            Json message = Json.read(line);
            Json data = message.at("data");
            String symbol = message.at("topic").text().replaceFirst(".*:", "");
            Best best = best(data, "bestBid", "bestBidSize", "bestAsk", "bestAskSize");
            channel.add(symbol, data.at("sequence").number(), best);
        }
        return channel;
    }

    @Override
    public boolean knowsSizes() {
        return true;
    }

    @Override
    public void applied(String symbol, long state, long number, Ladder bids, Ladder asks, Tally tally) {
        Map.Entry<Long, Best> quote =
                quotes.getOrDefault(symbol, new TreeMap<>()).floorEntry(number);
        if (quote != null && (samples ? quote.getKey() == number : quote.getKey() > state)) {
            tally.count(quote.getValue().areOf(bids, asks) ? Figure.BEST_EQUAL : Figure.BEST_DIFFERS);
        }
    }

    private void add(String symbol, long number, Best best) {
        quotes.computeIfAbsent(symbol, name -> new TreeMap<>()).put(number, best);
    }

    private static Best best(Json data, String bid, String bidSize, String ask, String askSize) {
        return new Best(
                data.at(bid).text(),
                data.at(bidSize).text(),
                data.at(ask).text(),
                data.at(askSize).text());
    }
}
