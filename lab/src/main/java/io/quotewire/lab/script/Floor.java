package io.quotewire.lab.script;

import io.quotewire.lab.market.Book;
import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.lab.market.Pair;
import io.quotewire.lab.market.SimulatedMarket;
import io.quotewire.model.Candle;
import io.quotewire.model.Interval;
import io.quotewire.model.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a venue's REST answers are made of: a market, or what a venue lets be seen of it.
 *
 * <p><b>Threads:</b> the market's owner.
 */
public interface Floor {
    /** What all venues list. */
    List<Pair> pairs();

    /** Whether a listing is there but does not trade for now. */
    boolean isHalted(Listing listing);

    /** The newest quote, trade, figures and changes of the book, fewer before the listing's start. */
    List<Happening> latest(Listing listing);

    /** The book of a listing, null before its start. */
    @Nullable
    Book book(Listing listing);

    /** The newest trades of a listing, the oldest first. */
    List<Traded> trades(Listing listing);

    /** The newest candles of a listing that had trades, the oldest first; the last one may not have ended. */
    List<Candle> candles(Listing listing, Interval interval);

    /** The market as it is. */
    static Floor of(SimulatedMarket market) {
        return new Floor() {
            @Override
            public List<Pair> pairs() {
                return market.pairs();
            }

            @Override
            public boolean isHalted(Listing listing) {
                return false;
            }

            @Override
            public List<Happening> latest(Listing listing) {
                return market.latest(listing);
            }

            @Override
            public @Nullable Book book(Listing listing) {
                return market.book(listing);
            }

            @Override
            public List<Traded> trades(Listing listing) {
                return market.trades(listing);
            }

            @Override
            public List<Candle> candles(Listing listing, Interval interval) {
                return market.candles(listing, interval);
            }
        };
    }
}
