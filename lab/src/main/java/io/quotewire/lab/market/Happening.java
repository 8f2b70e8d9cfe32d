package io.quotewire.lab.market;

import io.quotewire.model.Decimal;
import io.quotewire.model.Levels;
import io.quotewire.model.Listing;
import io.quotewire.model.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that happened in a simulated market, as the venue would tell it.
 *
 * <p>{@code id} is hidden: 1, 2, 3 … over all listings of a market, and readable in one size that a gateway passes through,
 * see {@link Mark}. {@code tsUs} is the venue's stamp, in whole milliseconds because that is what venues print.
 */
public sealed interface Happening {
    long id();

    Listing listing();

    long tsUs();

    /** The same at another venue time, in microseconds: what a venue with a wrong clock would tell. */
    Happening at(long tsUs);

    /**
     * A new best bid and offer; {@code bidSize} bears the mark.
     *
     * @param sequence the book's update number, one more than that of the quote before
     */
    record Quoted(
            long id,
            Listing listing,
            long tsUs,
            long sequence,
            Decimal bid,
            Decimal bidSize,
            Decimal ask,
            Decimal askSize)
            implements Happening {
        @Override
        public Quoted at(long otherUs) {
            return new Quoted(id, listing, otherUs, sequence, bid, bidSize, ask, askSize);
        }
    }

    /**
     * A trade; {@code size} bears the mark.
     *
     * @param number the venue's, consecutive per listing
     * @param sequence the book's update number at that moment
     * @param side the taker's
     */
    record Traded(
            long id, Listing listing, long tsUs, long number, long sequence, Side side, Decimal price, Decimal size)
            implements Happening {
        @Override
        public Traded at(long otherUs) {
            return new Traded(id, listing, otherUs, number, sequence, side, price, size);
        }
    }

    /**
     * The figures of the day with the quote and the trade that stand; the day's volume bears the mark.
     *
     * @param quote as last told, with its own mark
     * @param trade likewise
     */
    record Summed(long id, Listing listing, long tsUs, Day day, Quoted quote, Traded trade) implements Happening {
        @Override
        public Summed at(long otherUs) {
            return new Summed(id, listing, otherUs, day, quote.at(otherUs), trade.at(otherUs));
        }
    }

    /**
     * What has changed in the book since it was last told, with {@code after} its state. What changed is made when it is asked
     * for.
     *
     * @param count how many times the listing's book has been told, this time included
     * @param before the state at the time before, with a number below that of {@code after} unless numbers have begun anew
     * @param shown states between them that somebody was shown who asked: what is not so any more is told too, though it may be
     *     as it was before
     */
    record Booked(long id, Listing listing, long tsUs, long count, Book before, Book after, List<Book> shown)
            implements Happening {
        public Booked {
            shown = List.copyOf(shown);
        }

        /** One between whose states nobody was shown any. */
        public Booked(long id, Listing listing, long tsUs, long count, Book before, Book after) {
            this(id, listing, tsUs, count, before, after, List.of());
        }

        @Override
        public Booked at(long otherUs) {
            return new Booked(id, listing, otherUs, count, before, after, shown);
        }

        /** Number of the first update that is told; that of the last where numbers have begun anew. */
        public long first() {
            return Math.min(before.sequence() + 1, last());
        }

        /** Number of the last one. */
        public long last() {
            return after.sequence();
        }

        /**
         * New sizes of bids among the best {@code most}, the best first; zero where one is gone.
         *
         * @param fallen whether one counts as gone that better ones pushed out of the best {@code most}
         */
        public Levels bids(int most, boolean fallen) {
            return changes(true, most, fallen);
        }

        /** Likewise of asks. */
        public Levels asks(int most, boolean fallen) {
            return changes(false, most, fallen);
        }

        private Levels changes(boolean bids, int most, boolean fallen) {
            List<Rungs> states = new ArrayList<>();
            states.add(before.side(bids, most));
            shown.forEach(book -> states.add(book.side(bids, most)));
            return after.side(bids, most).since(states, fallen);
        }
    }

    /**
     * Figures of a day of trading: {@code high >= last >= low}.
     *
     * @param volume in base units
     * @param turnover in quote units
     * @param firstTrade number of the day's first trade
     * @param trades how many there were
     */
    record Day(
            Decimal open, Decimal high, Decimal low, Decimal volume, Decimal turnover, long firstTrade, long trades) {}
}
