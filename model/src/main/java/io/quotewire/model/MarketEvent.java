package io.quotewire.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One normalised fact from one venue, on its way to the shard that owns the instrument.
 *
 * <p>{@code tsUs} is the venue's own stamp, 0 where it gave none; {@code recvUs} is ours, taken once when the frame left
 * the socket. {@code simulated} says that the venue called itself a simulation.
 */
public sealed interface MarketEvent {
    Listing listing();

    long recvUs();

    /**
     * The 24-hour ticker channel; {@code figures} is a row with the columns of {@link Figure}, of which the last may not be
     * there at all.
     */
    record Ticker(Listing listing, long tsUs, long recvUs, boolean simulated, Decimals figures) implements MarketEvent {
        public @Nullable Decimal figure(Figure figure) {
            return figure.column() < figures.size() ? figures.get(figure.column()) : null;
        }
    }

    /**
     * The best bid and offer. A side is null where the book has none.
     *
     * @param sequence the venue's update number, which must not go back; 0 where it has none
     */
    record Quote(
            Listing listing,
            long tsUs,
            long recvUs,
            boolean simulated,
            long sequence,
            @Nullable Decimal bid,
            @Nullable Decimal bidSize,
            @Nullable Decimal ask,
            @Nullable Decimal askSize)
            implements MarketEvent {}

    /**
     * One trade.
     *
     * @param number the venue's consecutive trade number, by which a hole can be seen; 0 where it has none
     * @param late whether it was missed and has been fetched afterwards: part of the record, no news of the price
     */
    record Trade(
            Listing listing,
            long tsUs,
            long recvUs,
            boolean simulated,
            String id,
            long number,
            Side side,
            Decimal price,
            Decimal size,
            boolean late)
            implements MarketEvent {}

    /**
     * Trades before the next one were missed.
     *
     * @param missing how many, -1 where that cannot be known
     */
    record TradesLost(Listing listing, long recvUs, boolean simulated, long missing) implements MarketEvent {}

    /**
     * The venue's own candles, of a span that was asked for.
     *
     * @param toUs where the span ends that is answered for; a candle in it that is not among them had no trade
     * @param candles complete ones that have ended, in order; none where the venue does not say
     * @param known false where the venue could not be asked, or did not answer
     */
    record Candles(
            Listing listing,
            long recvUs,
            boolean simulated,
            Interval interval,
            long fromUs,
            long toUs,
            List<Candle> candles,
            boolean known)
            implements MarketEvent {}

    /**
     * A provider's rate of two currencies.
     *
     * @param listing the provider and the pair
     * @param tsUs since when it is in force
     * @param attribution what the provider asks to be told, null where it asks for nothing
     */
    record Rate(
            Listing listing,
            long tsUs,
            long recvUs,
            boolean simulated,
            Decimal rate,
            @Nullable String attribution) implements MarketEvent {}

    /**
     * What a pair of {@code best} costs now, for conversions by it in other shards.
     *
     * @param listing the venue that is followed, and the pair
     * @param dayAgo the price of 24 hours ago, null where it is not known
     */
    record Leg(
            Listing listing,
            long tsUs,
            long recvUs,
            boolean simulated,
            Status status,
            Decimal bid,
            Decimal ask,
            @Nullable Decimal dayAgo)
            implements MarketEvent {}

    /**
     * What a topic said last before the process began anew: clients are told it again as stale, and the market learns nothing of it.
     *
     * @param was its head then, of an older epoch
     * @param recvUs when it was found again
     */
    record Remembered(Update.Head was, Update.Data data, long recvUs) implements MarketEvent {
        @Override
        public Listing listing() {
            return new Listing(was.topic().source(), was.topic().instrument());
        }
    }

    /** Somebody wants prices that no venue makes; the listing is {@code best}'s, of what the route leads to. */
    record Convert(Listing listing, long recvUs, Route route) implements MarketEvent {}

    /** What is said of a book belongs to one life of it, from one finding of its state to the next. */
    sealed interface BookEvent extends MarketEvent {
        /**
         * Which life: greater each time the state is found anew, never reused. What is of another life than the book's last
         * snapshot does not concern it.
         */
        long generation();
    }

    /**
     * The state of a book, which replaces whatever was known of it.
     *
     * @param extent how far it reaches
     * @param bids the best first; {@code asks} likewise
     * @param checksum what the book adds up to, null where the venue does not say
     */
    record BookSnapshot(
            Listing listing,
            long tsUs,
            long recvUs,
            boolean simulated,
            long generation,
            Extent extent,
            Levels bids,
            Levels asks,
            @Nullable Checksum checksum)
            implements BookEvent {}

    /**
     * What has changed in a book since the event before.
     *
     * @param linked whether the venue's numbers told that nothing is missing before it
     * @param bids prices in any order with the sizes that stand there now, zero for none; {@code asks} likewise
     * @param checksum what the book adds up to then, null where the venue does not say
     */
    record BookDelta(
            Listing listing,
            long tsUs,
            long recvUs,
            boolean simulated,
            long generation,
            boolean linked,
            Levels bids,
            Levels asks,
            @Nullable Checksum checksum)
            implements BookEvent {}

    /** The feed has lost the thread of a book, and is finding its state anew. The listing's other values are well. */
    record BookLost(Listing listing, long recvUs, long generation, String why) implements BookEvent {}

    /**
     * The venue's own picture of a book, to be held against ours as it stands when this comes. Where ours reaches less far
     * than is served, it is the better one.
     *
     * @param since what changed between the picture and now, in order; all of this generation
     */
    record BookAudit(
            Listing listing,
            long recvUs,
            boolean simulated,
            long generation,
            Extent extent,
            Levels bids,
            Levels asks,
            List<BookDelta> since)
            implements BookEvent {}

    /** The venue has said that it sends this channel from now on; nothing of it need have come yet. */
    record Acknowledged(Listing listing, Channel channel, long recvUs) implements MarketEvent {}

    /** The venue has halted or resumed trading of the listing. */
    record Trading(Listing listing, long recvUs, boolean halted) implements MarketEvent {}

    /** The feed no longer knows the listing's state: its last values stand, but nothing keeps them true. */
    record FeedLost(Listing listing, long recvUs, String reason) implements MarketEvent {}

    /**
     * The feed has ended its subscriptions to the listing.
     *
     * @param why {@code no_demand} where nobody wants it any more; else in words
     */
    record FeedClosed(Listing listing, long recvUs, String why) implements MarketEvent {}

    /** The same for its book alone. */
    record BookClosed(Listing listing, long recvUs, String why) implements MarketEvent {}

    /**
     * The columns of a {@link Ticker}. Open, high, low and volume (in base units, then in quote units) are of the last 24
     * hours; the market value is of all units there are, in quote units. The last two are told by those who look at all
     * markets of a coin.
     */
    enum Figure {
        LAST(0),
        BID(1),
        BID_SIZE(2),
        ASK(3),
        ASK_SIZE(4),
        OPEN(5),
        HIGH(6),
        LOW(7),
        VOLUME(8),
        QUOTE_VOLUME(9),
        MARKET_CAP(10);

        /** How many columns an exchange's row of figures has: all up to the volume. */
        public static final int COLUMNS = 9;

        /** How many a row has with all there are. */
        public static final int ALL_COLUMNS = 11;

        private final int column;

        Figure(int column) {
            this.column = column;
        }

        public int column() {
            return column;
        }
    }
}
