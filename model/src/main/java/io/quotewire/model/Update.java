package io.quotewire.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered change of one topic: all that clients may learn. Sequence numbers of a topic grow by one within an epoch;
 * they are given once, by the shard.
 */
public sealed interface Update {
    Head head();

    /** The whole value of a value topic; {@code snapshot} where the source has just changed. */
    record Value(Head head, boolean snapshot, Data data) implements Update {}

    /**
     * Trades that follow item {@code prev}; the last one has the head's sequence number.
     *
     * @param items at least one, all of the head's source, numbered consecutively from {@code prev + 1}
     */
    record Trades(Head head, long prev, List<TradeItem> items) implements Update {}

    /**
     * The state of a book topic, or what has changed in it since number {@code prev}.
     *
     * @param snapshot whether the levels are all there are, the best first; else they are those that changed, in any order,
     *     size zero where one is gone
     */
    record Book(Head head, long prev, boolean snapshot, Levels bids, Levels asks) implements Update {}

    /**
     * A candle that has ended, as an item of its topic; what it says does not change any more.
     *
     * @param revised whether it takes the place of one that was told before
     * @param filled whether it is the venue's own word, because we did not see all of its trades
     */
    record ClosedCandle(Head head, long prev, Candle candle, boolean revised, boolean filled) implements Update {}

    /**
     * A candle as it stands, which a newer one replaces; it takes no number, so the head has that of the last item.
     *
     * @param partial whether some of its trades were not seen
     */
    record OpenCandle(Head head, Candle candle, boolean partial) implements Update {}

    /**
     * A change of status or source.
     *
     * @param prev the number before this one in an event or book topic; meaningless in a value topic
     * @param was the source before, null where it did not change
     * @param sinceUs when the new status began
     * @param data the whole value of a value topic, null where there is none
     */
    record StatusChange(
            Head head,
            long prev,
            @Nullable String was,
            String why,
            long sinceUs,
            @Nullable Data data) implements Update {}

    /**
     * Items of an event topic that never reached us; it takes one number itself.
     *
     * @param missing how many, -1 where that cannot be known
     */
    record Gap(Head head, long prev, long missing) implements Update {}

    /**
     * What every update says.
     *
     * @param tsUs the value's time by the venue, 0 where it gave none
     * @param recvUs when the value reached us, 0 where there is no value
     * @param source the venue that the value is from; for {@code best} with no venue at all, {@code best}
     */
    record Head(
            Topic topic,
            Epoch epoch,
            long seq,
            long tsUs,
            long recvUs,
            String source,
            Status status,
            boolean simulated) {
        /** The same at another number of the topic. */
        public Head at(long otherSeq) {
            return new Head(topic, epoch, otherSeq, tsUs, recvUs, source, status, simulated);
        }
    }

    /** What a value topic carries. */
    sealed interface Data {}

    /** How a source fares. */
    record SourceData(SourceReport report) implements Data {}

    /** Best bid and offer; a side is null where there is none. */
    record QuoteData(
            @Nullable Decimal bid,
            @Nullable Decimal bidSize,
            @Nullable Decimal ask,
            @Nullable Decimal askSize) implements Data {}

    /**
     * The composed ticker. What is not known is null, never invented.
     *
     * @param quote the best bid and offer
     * @param changePct 24-hour change in percent with two places, rounded half up
     * @param quoteVolume 24-hour volume over all markets of the coin, in quote units
     * @param marketCap value of all units there are, in quote units
     */
    record TickerData(
            @Nullable Decimal last,
            QuoteData quote,
            @Nullable Decimal open,
            @Nullable Decimal high,
            @Nullable Decimal low,
            @Nullable Decimal volume,
            @Nullable Decimal change,
            @Nullable Decimal changePct,
            @Nullable Decimal quoteVolume,
            @Nullable Decimal marketCap)
            implements Data {
        /** One of a source that looks at its own market only. */
        public TickerData(
                @Nullable Decimal last,
                QuoteData quote,
                @Nullable Decimal open,
                @Nullable Decimal high,
                @Nullable Decimal low,
                @Nullable Decimal volume,
                @Nullable Decimal change,
                @Nullable Decimal changePct) {
            this(last, quote, open, high, low, volume, change, changePct, null, null);
        }
    }

    /**
     * What one unit of a pair's base costs in its quote.
     *
     * @param weekend whether the markets that make rates are shut, so that an older one is in force
     * @param attribution what the provider asks to be told, null where it asks for nothing
     */
    record RateData(Decimal rate, boolean weekend, @Nullable String attribution) implements Data {}

    /**
     * What was worked out from several venues.
     *
     * @param data the median of theirs
     * @param constituents the venues that it is of, by name
     * @param rejected the others that have a say in it, by name
     */
    record IndexData(Data data, List<String> constituents, List<Rejected> rejected) implements Data {}

    /** A source that is not used, and why in words. */
    record Rejected(String source, String why) {}

    /**
     * A value in another currency.
     *
     * @param data in that currency
     * @param path {@code USDT>USD>CAD}
     * @param rate what its prices were multiplied with: the middle between the bids of the legs and their asks
     * @param legs each step of the path
     * @param weekend whether a leg says so
     */
    record ConvertedData(Data data, String path, Decimal rate, List<LegRate> legs, boolean weekend) implements Data {}

    /**
     * One step of a conversion.
     *
     * @param source venue, or provider where the pair is of fiat money
     * @param bid what a bid was multiplied with; {@code ask} likewise, the same where there is one rate
     * @param tsUs the rate's time, by its source; when it reached us where that does not say
     */
    record LegRate(Instrument pair, String source, Decimal bid, Decimal ask, long tsUs, Status status) {}

    /**
     * One trade of an event topic.
     *
     * @param late whether it was missed when it happened and fetched afterwards
     * @param suspect whether its price was too far off to be believed when it came; that it was confirmed later does not
     *     change the item
     */
    record TradeItem(
            long seq, String id, Side side, Decimal price, Decimal size, long tsUs, boolean late, boolean suspect) {
        /** The same trade under another number. */
        public TradeItem numbered(long number) {
            return new TradeItem(number, id, side, price, size, tsUs, late, suspect);
        }
    }
}
