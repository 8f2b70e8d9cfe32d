package io.quotewire.model;

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

    /** The 24-hour ticker channel; {@code figures} is a row with the columns of {@link Figure}. */
    record Ticker(Listing listing, long tsUs, long recvUs, boolean simulated, Decimals figures) implements MarketEvent {
        public @Nullable Decimal figure(Figure figure) {
            return figures.get(figure.column());
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
            Decimal size)
            implements MarketEvent {}

    /**
     * Trades before the next one were missed.
     *
     * @param missing how many, -1 where that cannot be known
     */
    record TradesLost(Listing listing, long recvUs, boolean simulated, long missing) implements MarketEvent {}

    /** The feed no longer knows the listing's state: its last values stand, but nothing keeps them true. */
    record FeedLost(Listing listing, long recvUs, String reason) implements MarketEvent {}

    /** Nobody wants the listing any more and the feed has unsubscribed it. */
    record FeedClosed(Listing listing, long recvUs) implements MarketEvent {}

    /** The columns of a {@link Ticker}. Open, high, low and volume (in base units) are of the last 24 hours. */
    enum Figure {
        LAST(0),
        BID(1),
        BID_SIZE(2),
        ASK(3),
        ASK_SIZE(4),
        OPEN(5),
        HIGH(6),
        LOW(7),
        VOLUME(8);

        /** How many columns a row of figures has. */
        public static final int COLUMNS = 9;

        private final int column;

        Figure(int column) {
            this.column = column;
        }

        public int column() {
            return column;
        }
    }
}
