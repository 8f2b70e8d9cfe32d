package io.quotewire.app.books;

import io.quotewire.model.Ladder;
import java.util.HashMap;
import java.util.Map;

/** Deribit's tickers, which were recorded until after the last change of each book: the last ones must be what it ends in. */
final class LastTickers implements Witness {
    private final Map<String, Best> tickers = new HashMap<>();

    LastTickers(String file) {
        for (String line : Recordings.lines(file)) {
            Json data = Json.read(line).at("params", "data");
            Best best = new Best(
                    data.at("best_bid_price").text(),
                    data.at("best_bid_amount").text(),
                    data.at("best_ask_price").text(),
                    data.at("best_ask_amount").text());
            tickers.put(data.at("instrument_name").text(), best);
        }
    }

    @Override
    public boolean knowsSizes() {
        return true;
    }

    @Override
    public void ended(String symbol, Ladder bids, Ladder asks, Tally tally) {
        Best ticker = tickers.get(symbol);
        if (ticker != null) {
            tally.count(ticker.areOf(bids, asks) ? Figure.BEST_EQUAL : Figure.BEST_DIFFERS);
        }
    }
}
